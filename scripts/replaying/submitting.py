"""Passing the complaints on at a steady rate, from several threads, over all phones."""

import random
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

from scripts.replaying.complaints import Complaint
from scripts.replaying.phone import Phone

THREADS = 8


class Submitting:
    """`rate` complaints a second, at moments that are as irregular as people are."""

    def __init__(self, phones: list[Phone], complaints: list[Complaint], rate: float, chance: random.Random) -> None:
        self._phones = phones
        self._complaints = complaints
        self._rate = rate
        self._chance = chance
        self._futures: list[Future[None]] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="submitting", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Begin no more."""
        self._stopped.set()
        self._thread.join()

    @property
    def done(self) -> int:
        """How many are in a phone's outbox; raises what went wrong with one."""
        ended = [future for future in list(self._futures) if future.done()]
        for future in ended:
            future.result()
        return len(ended)

    def _run(self) -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            at = time.monotonic()
            for number, complaint in enumerate(self._complaints):
                phone = self._phones[number % len(self._phones)]
                self._futures.append(pool.submit(phone.submit, complaint))
                # Poisson arrivals; where this machine falls behind they do not pile up into a burst.
                at = max(at + self._chance.expovariate(self._rate), time.monotonic() - 1)
                if self._stopped.wait(max(0.0, at - time.monotonic())):
                    return
