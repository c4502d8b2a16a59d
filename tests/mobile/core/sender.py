"""The app at work until killed: it submits, sends and reads."""

import sys
from pathlib import Path

from mobile.config import Settings
from mobile.core.core import Core
from mobile.core.submissions import ticket_body
from tests.mobile.fake_server import PASSWORD
from tests.mobile.resources import EMPLOYEE

core = Core(Settings(server=sys.argv[1], data=Path(sys.argv[2]), language="en"))
if core.account is None or core.account.session.ended:
    core.sign_in(EMPLOYEE["email"], PASSWORD)
sys.stdout.write("begun\n")
sys.stdout.flush()
for number in range(1_000_000):
    typed = {"kind": "problem", "service": "tv", "description": f"{sys.argv[3]}-{number}", "postcode": "3511AB"}
    key = core.signed_in().submit(ticket_body(typed, "NL"))
    sys.stdout.write(f"queued {key}\n")
    sys.stdout.flush()
    core.sync_once()
