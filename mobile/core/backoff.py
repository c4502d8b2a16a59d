"""How long to wait after a failure: longer each time, and never all phones at once."""

import random

LONGEST_SECONDS = 300.0
LONGEST_OFFLINE_SECONDS = 60.0
"""Where it is the link that fails, no server is spared by waiting longer."""

LONGEST_ROW_SECONDS = 30.0
"""One thing that the server chokes on, while all others pass: tried so often, it costs nobody anything."""


def wait_seconds(failures: int, asked: float | None = None, longest: float = LONGEST_SECONDS) -> float:
    """1, 2, 4 ... `longest` s after that many failures, less up to half by chance; never less than the server `asked`.

    Equal jitter, as in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
    """
    most = min(longest, 2.0 ** min(failures - 1, 16))
    return max(most * random.uniform(0.5, 1.0), asked or 0.0)  # noqa: S311 - no secret
