"""The made-up people who pass things on in a replay."""

from collections.abc import Iterator

PASSWORD = "doorgeven-demo"  # noqa: S105 - of made-up people, in databases that are thrown away


def employees(count: int) -> Iterator[tuple[str, str]]:
    """E-mail address and name of each."""
    for number in range(1, count + 1):
        yield f"replay-{number:02d}@example.org", f"Employee {number}"
