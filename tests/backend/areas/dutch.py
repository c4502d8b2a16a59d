"""A company's own areas, as its CSV file has them: names that several places share among them."""

from pathlib import Path

HEADER = "pc4,place,municipality,province,area_code,lat,lon,population,households,pos"
ROWS = (
    "1861,Bergen,Bergen,Noord-Holland,072,52.67,4.70,4000,2000,test",
    "3511,Utrecht,Utrecht,Utrecht,030,52.09,5.12,5000,3000,test",
    "5851,Afferden,Bergen,Limburg,0485,51.63,6.01,2000,900,test",
    "5854,Bergen,Bergen,Limburg,0485,51.60,6.03,1300,600,test",
    "8494,Nes,Boarnsterhim,Friesland,0566,53.05,5.85,300,100,test",
    "9143,Nes,Dongeradeel,Fryslân,0519,53.38,5.99,100,50,test",
    "9163,Nes,Ameland,Friesland,0519,53.44,5.77,1200,500,test",
)


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    """A CSV file of `rows` (default: those above)."""
    path.write_text("\n".join([header, *(rows or ROWS)]) + "\n", encoding="utf-8")
    return path
