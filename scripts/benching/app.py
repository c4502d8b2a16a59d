"""The app on a phone with thousands of tickets: how it starts, scrolls and opens, and what its screen waits for."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.benching.phone import filled
from scripts.benching.table import Line, printed
from scripts.processes import scratch

START, FRAME, OPENING, READING = 1500.0, 2.0, 100.0, 16.0
"""Milliseconds that are aimed at."""
STARTS, FRAMES, OPENINGS = 5, 600, 12
_NOBODY = "http://127.0.0.1:9"
"""No server: what is measured is the phone."""
_A_FRAME = [1000 / 60]


def run(tickets: int) -> None:
    """Fills a phone, measures, and prints the table."""
    with scratch.folder(keep=False) as folder:
        filled(folder / "phone", _NOBODY, tickets)
        filled(folder / "new", _NOBODY, 3)
        full, empty = _starts(folder / "phone"), _starts(folder / "new")
        lines = [
            _start("start to the first frame", "first", full, empty),
            _start("start to the first tickets", "tickets", full, empty),
            *_in_the_window(folder / "phone"),
        ]
    print(f"{tickets} tickets; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(printed(lines))


def _start(name: str, part: str, full: list[dict[str, float]], empty: list[dict[str, float]]) -> Line:
    took, peer = ([start[part] * 1000 for start in starts] for starts in (full, empty))
    cpu = sorted(start["cpu"] for start in full)[len(full) // 2] * 1000
    return Line(name, took, "with 3 tickets", peer, START, cpu)


def _starts(folder: Path) -> list[dict[str, float]]:
    command = [sys.executable, "-m", "scripts.benching.app_start", str(folder), _NOBODY]
    done = [subprocess.run(command, capture_output=True, text=True, check=True, timeout=120) for _ in range(STARTS + 1)]
    # The first one compiles and fills the system's memory.
    return [json.loads(one.stdout.splitlines()[-1]) for one in done[1:]]


def _in_the_window(folder: Path) -> list[Line]:
    from mobile.config import Settings
    from mobile.ui import capture
    from mobile.ui.store_watch import watched

    app = capture.start_offscreen(Settings(server=_NOBODY, data=folder, language="nl"))
    try:
        capture.settle(lambda: app.root.front.place == "tickets" and app.root.front.presenter.state.rows)
        app.at_rest()  # as `mobile.main` has it do
        with watched() as watch:
            wall, cpu = _scrolled(app)
            opened, computed = _opened(app)
    finally:
        capture.stop(app)
    reads = [seconds * 1000 for seconds in watch.reads] or [0.0]
    return [
        Line("Python in a frame of scrolling, a finger", wall[0], "a frame at 60 Hz", _A_FRAME, FRAME, _mean(cpu[0])),
        Line("Python in a frame of scrolling, thrown", wall[1], "a frame at 60 Hz", _A_FRAME, FRAME, _mean(cpu[1])),
        Line("tap to a ticket's first frame", opened, "six frames", [100.0], OPENING, _mean(computed)),
        Line("a read of the store on the screen's thread", reads, "a frame at 60 Hz", _A_FRAME, READING),
    ]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _scrolled(app: Any) -> tuple[list[list[float]], list[list[float]]]:
    """Milliseconds of each frame without its drawing, by the clock and by this thread's computing; slowly and fast."""
    from mobile.ui import capture

    roll = app.root.front.ids.list
    walls, cpus = [], []
    for step in (18, 90):
        wall, cpu = [], []
        for _ in range(FRAMES):
            roll.scroll_y = max(0.0, roll.scroll_y - step / max(1.0, roll.strip.height - roll.height))
            clock, thread = time.perf_counter(), time.thread_time()
            capture.frames()
            wall.append((time.perf_counter() - clock) * 1000)
            cpu.append((time.thread_time() - thread) * 1000)
        capture.draw()
        walls.append(wall)
        cpus.append(cpu)
    return walls, cpus


def _opened(app: Any) -> tuple[list[float], list[float]]:
    """Milliseconds from a tap on a row until its ticket is there to be drawn, the slide into view aside.

    By the clock, and by this thread's computing.
    """
    from mobile.ui import capture

    took: list[float] = []
    computed: list[float] = []
    for _ in range(OPENINGS):
        rows = app.root.front.presenter.state.rows
        row = rows[len(took) % len(rows)]
        begun, thread = time.perf_counter(), time.thread_time()
        app.root.front.open(row)
        _until(lambda: app.root.front.loaded and app.root.front.ids.timeline.children)
        took.append((time.perf_counter() - begun) * 1000)
        computed.append((time.thread_time() - thread) * 1000)
        capture.settle()
        app.root.back()
        capture.settle(lambda: app.root.front.place == "tickets")
    return took, computed


def _until(condition: Callable[[], object]) -> None:
    from mobile.ui import capture

    while not condition():
        capture.frames()
        # As a display does between two frames: the worker's thread has its turn.
        time.sleep(0.002)
