"""What each server process loads: the application, in a process that ends with granian's main one.

granian's own main process, killed -9, would leave its workers behind, serving.
"""

import multiprocessing
import signal

from scripts.processes.tied import end_with_parent

parent = multiprocessing.parent_process()
if parent is not None and parent.pid is not None:
    end_with_parent(parent.pid, signal.SIGKILL)
    # The handlers that a forked process has from its parent would swallow an early word to stop; granian sets the
    # right ones once the application is loaded.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from backend.wsgi import app  # noqa: E402 - first what must hold while it loads

__all__ = ["app"]
