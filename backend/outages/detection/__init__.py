"""Seeing an outage in the reports before anyone declares it: a scan over places and services, at each ticket.

The pure part (`zones`, `baseline`, `scan`, `detector`) knows neither the database nor Flask: it is folded over a log of
what came in, so that a restart, or another node, comes to the same. docs/decisions/024 tells the method.
"""

import os

# Its matrices are small: more threads than one only take turns with the deliveries beside them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
