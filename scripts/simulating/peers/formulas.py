"""The formulas of the peers, each equal to a published program's; numbers in, numbers out.

Sources: Höhle and Paul 2008, "Count data regression charts for the monitoring of surveillance time series"
(R `surveillance`, `algo.glrpois`); Neill 2009, "Expectation-based scan statistics for monitoring spatial time series
data".
"""

from collections.abc import Sequence

import numpy as np

from backend.outages.detection.zones import Floats, Ints

_TERMS = 24


def poisson_excess(seen: Floats | Ints, expected: Floats) -> Floats:
    """log likelihood ratio of the best higher rate against the expected one: O log(O/E) - (O - E), 0 where O <= E."""
    ratio = np.maximum(1.0, seen / expected)
    return np.asarray(np.where(ratio > 1.0, seen * np.log(ratio) - (seen - expected), 0.0))


def glr_chart(seen: Sequence[float], expected: float, threshold: float) -> tuple[list[float], list[bool]]:
    """Of each count the statistic max over onsets of `poisson_excess`, and whether it alarms; it begins anew after one.

    `algo.glrpois(theta=NULL, dir="inc")`, which is the expectation-based Poisson scan of one place over all windows.
    """
    statistics, alarms, since = [], [], 0
    for row in range(len(seen)):
        sums = np.cumsum(np.asarray(seen[since : row + 1], dtype=float)[::-1])
        usual: Floats = expected * np.arange(1.0, len(sums) + 1)
        statistic = float(poisson_excess(sums, usual).max())
        statistics.append(statistic)
        alarms.append(statistic >= threshold)
        since = row + 1 if alarms[-1] else since
    return statistics, alarms


def cusum_chart(
    seen: Sequence[float], expected: float, theta: float, threshold: float
) -> tuple[list[float], list[bool]]:
    """S <- max(0, S + x theta - E (exp(theta) - 1)), of a rate exp(theta) times the expected one; anew after an alarm.

    `algo.glrpois(theta=...)`.
    """
    statistics, alarms, s = [], [], 0.0
    for count in seen:
        s = max(0.0, s + count * theta - expected * float(np.expm1(theta)))
        statistics.append(s)
        alarms.append(s >= threshold)
        s = 0.0 if alarms[-1] else s
    return statistics, alarms


def cusum_step(s: Floats, lasted: Floats, excess: Floats, usual: Floats) -> Floats:
    """The same in continuous time, at a ticket: S <- max(0, S - d t) + log(1 + d / l)."""
    return np.asarray(np.maximum(0.0, s - excess * lasted) + np.log1p(excess / usual))


def poisson_surprise(seen: Ints, expected: Floats, log_factorial: Floats) -> Floats:
    """-log10 P(N >= seen) of a Poisson N where more than expected are seen, 0 elsewhere.

    P = pmf(n) (1 + E / (n + 1) + E^2 / ((n + 1) (n + 2)) + ...), the rest after some terms taken as geometric: within
    1e-6 where it is surprising, and 0.05 too low for a count hardly above a great E. `log_factorial[n]` is log n!.
    """
    found = np.zeros(seen.shape)
    more = seen > expected
    n, mean = seen[more], expected[more]
    ratios = mean[:, None] / (n[:, None] + np.arange(1, _TERMS + 1))
    terms = np.cumprod(ratios, axis=1)
    last = mean / (n + _TERMS + 1)
    tail = 1.0 + terms.sum(axis=1) + terms[:, -1] * last / (1.0 - last)
    log_p = n * np.log(mean) - mean - log_factorial[n] + np.log(tail)
    found[more] = np.maximum(0.0, -log_p / np.log(10.0))
    return found


def log_factorials(most: int) -> Floats:
    """log n! for n from 0 to `most`."""
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
