"""What a company imported about its country's postcode areas."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend import db


class AreaPostcode(db.Model):
    """One postcode area (in the Netherlands the four digits) and what lies there."""

    __tablename__ = "area_postcode"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    place: Mapped[str | None] = mapped_column(String(120))
    municipality: Mapped[str | None] = mapped_column(String(120))
    province: Mapped[str | None] = mapped_column(String(120))
    telephone_area: Mapped[str | None] = mapped_column(String(10))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    population: Mapped[int | None]


class AreaImport(db.Model):
    """One row that counts imports, so that every process reads the areas anew after one."""

    __tablename__ = "area_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
