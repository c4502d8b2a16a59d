"""How soon outages are seen in the tickets of a simulated country, beside a limit and the peers of the same run."""

import os
import sys
from pathlib import Path


def run(areas: Path | None, days: int, out: Path | None, *, short: bool, http: int) -> None:
    """Prints the tables; plots go to `out`. Without `areas` the country is a made-up one of the same size.

    With `http` only the table of delays is made, so many of each kind, through the product's HTTP API.
    """
    # Each process has a core of its own: numpy's threads beside it would only be in its way.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    # Imported here, as they draw numpy and matplotlib in, which no other benchmark needs.
    from scripts.simulating import over_http, plots, running, table

    if http:
        if areas is None:
            raise SystemExit("Over HTTP the country is the product's own: say --areas, the file that is imported.")
        sys.stdout.write(f"{over_http.run(areas, http)}\n")
        return

    wanted = running.Wanted(areas, quiet_days=days)
    if short:
        wanted = running.Wanted(areas, max(1, days // 10), onsets=12, peer_days=max(1, days // 30), stress=False)
    found = running.go(wanted)
    sys.stdout.write(f"{table.printed(found)}\n\n{found.seconds / 60:.0f} minutes\n")
    if out is not None:
        for path in plots.drawn(found, out):
            sys.stdout.write(f"{path}\n")
