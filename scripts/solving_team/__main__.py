"""`python -m scripts.solving_team --server URL --key KEY`: receives what is passed on, and works on it.

With --auto it follows a script by itself; with --by-hand it reads orders from standard input; with neither it listens.
"""

import argparse
import signal
import sys
from pathlib import Path

from scripts.solving_team.program import StandIn
from scripts.solving_team.registration import NotATeam
from scripts.solving_team.rest import Stopped
from scripts.solving_team.rules import Script


def main() -> int:
    """Runs until SIGTERM or SIGINT; exit status 1, and one sentence, where a key is not taken."""
    wanted = _arguments()
    program = StandIn(wanted.solver, wanted.journal, aloud=not wanted.quiet, port=wanted.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: program.stopped.set())
    try:
        for key in wanted.key:
            program.join(wanted.server, key)
        if wanted.auto:
            program.work_by(_script(wanted), wanted.threads)
    except NotATeam as error:
        print(f"The stand-in team cannot work: {error}.", file=sys.stderr)
        return 1
    except Stopped:
        return 0
    if wanted.by_hand:
        program.obey(sys.stdin)
    program.run()
    return 0


def _script(wanted: argparse.Namespace) -> Script:
    return Script(wanted.take_up_after, wanted.ask_after, wanted.resolve_after, wanted.ask)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="solving_team", description=__doc__)
    parser.add_argument("--server", required=True, help="its address, such as http://127.0.0.1:8080")
    parser.add_argument("--key", action="append", required=True, help="a team's API key; once for each team")
    parser.add_argument("--port", type=int, default=0, help="where to receive on 127.0.0.1 (default: any free one)")
    parser.add_argument("--solver", default="Sanne", help="the person on whose behalf it acts")
    parser.add_argument("--auto", action="store_true", help="take up and resolve by itself")
    parser.add_argument("--by-hand", action="store_true", help="do what standard input orders")
    parser.add_argument("--take-up-after", type=float, default=Script.take_up_after, help="seconds")
    parser.add_argument("--ask", default="", help="a question to ask before it is resolved")
    parser.add_argument("--ask-after", type=float, default=Script.ask_after, help="seconds")
    parser.add_argument("--resolve-after", type=float, default=Script.resolve_after, help="seconds")
    parser.add_argument("--threads", type=int, default=4, help="solvers at work at once")
    parser.add_argument("--journal", type=Path, help="a file for what was received and done, a JSON line each")
    parser.add_argument("--quiet", action="store_true", help="say nothing on standard error")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
