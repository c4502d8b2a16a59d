"""The table at the end."""

from scripts.replaying.counting import Span, figures


def row(name: str, value: object) -> str:
    """One line of it."""
    return f"  {name:<58} {value}"


def times(name: str, spans: list[Span], clear: list[Span], kills: int) -> list[str]:
    """Median and p99 of all, and of those that no kill overlapped."""
    lines = [row(f"{name}, median / p99 s", _figures(spans))]
    if kills:
        left_out = len(spans) - len(clear)
        lines.append(row(f"  between kills ({left_out} that a kill overlapped left out)", _figures(clear)))
    return lines


def _figures(spans: list[Span]) -> str:
    found = figures(spans)
    return "-" if found is None else f"{found[0]:.3f} / {found[1]:.3f}"
