"""The benchmark's plots, as PNG."""

from pathlib import Path

import matplotlib as mpl

mpl.use("agg")
import matplotlib.pyplot as plt
import numpy as np

from backend.outages.detection.settings import DEFAULT
from scripts.simulating.happenings import TABLE, Happening
from scripts.simulating.running import Column, Found
from scripts.simulating.trials import median

SAME = 0.8
"""The part of a row's height that its bars take."""


def drawn(found: Found, folder: Path) -> list[Path]:
    """Draws all into the folder; which files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_delays(found, folder / "delays.png"), _calm(found, folder / "quiet-days.png")]


def _delays(found: Found, path: Path) -> Path:
    kinds = [kind for kind in TABLE if found.ours.seen.get(kind)]
    limits = [median([one.limit for one in found.ours.seen[kind]]) for kind in kinds]
    named = [("limit", limits), ("ours", [_took(found.ours, kind) for kind in kinds])]
    named.append(("prototype", [kind.prototype or np.nan for kind in kinds]))
    named += [(peer.name, [_took(peer, kind) for kind in kinds]) for peer in found.peers]
    figure, axes = plt.subplots(figsize=(10, 1.2 + 0.9 * len(kinds)), layout="constrained")
    height = SAME / len(named)
    for number, (name, minutes) in enumerate(named):
        at = np.arange(len(kinds)) + (number - len(named) / 2 + 0.5) * height
        axes.barh(at, np.where(np.isfinite(minutes), minutes, np.nan), height, label=name)
    axes.set_yticks(range(len(kinds)), [kind.name for kind in kinds])
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("minutes from onset to the right place and service, median (no bar: more than half missed)")
    axes.legend(fontsize="small")
    axes.grid(visible=True, axis="x", alpha=0.3)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path


def _took(column: Column, kind: Happening) -> float:
    return median([one.minutes for one in column.seen[kind]])


def _calm(found: Found, path: Path) -> Path:
    highest = np.sort(found.ours.quiet.highest)[::-1]
    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    axes.step(highest, np.arange(1, len(highest) + 1) * 30 / len(highest), where="post", label="quiet days")
    axes.axvline(DEFAULT.threshold, color="tab:red", label="a suspicion is raised")
    axes.axvline(DEFAULT.watch, color="tab:orange", label="on the watch list")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("highest statistic of a day, hours")
    axes.set_ylabel("days out of 30 that reach it")
    axes.legend()
    axes.grid(visible=True, which="both", alpha=0.2)
    figure.savefig(path, dpi=110)
    plt.close(figure)
    return path
