"""A person who types and submits until killed; each line on standard output is something that the phone has kept."""

import sys
from pathlib import Path

from mobile.core.drafts import DraftKind
from mobile.core.outbox_row import OutboxKind
from mobile.core.store import Store

store = Store(Path(sys.argv[1]))
run = sys.argv[2]
for number in range(1_000_000):
    key = f"{run}-{number}"
    for text in ("D", "Do", "Down"):
        store.drafts.save(key, DraftKind.TICKET, {"description": f"{key} {text}"})
    sys.stdout.write(f"draft {key}\n")
    sys.stdout.flush()
    if number % 2:
        store.outbox.put(OutboxKind.SUBMIT, key, key, {"description": key})
        sys.stdout.write(f"queued {key}\n")
        sys.stdout.flush()
