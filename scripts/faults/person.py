"""Somebody who goes on passing on whatever the link does: what they did, each under a marker of its own."""

import datetime as dt
import io
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from mobile.config import Settings
from mobile.core.account import Account, new_key
from mobile.core.core import Core
from mobile.core.drafts import DraftKind
from mobile.core.store import utc_now
from mobile.core.submissions import follow_body, ticket_body
from mobile.presenters.notices import Say
from mobile.presenters.screens import Screens
from scripts.processes.employees import PASSWORD
from shared.vocabulary import SendState

_LOOK_SECONDS = 0.05
_ACTS = {"submit": 46, "write": 30, "correct": 8, "cancel": 5, "follow": 4, "photo": 5, "restart": 2}


@dataclass
class Done:
    """By marker: the phone's id of the ticket. Photos are names, which the phone makes one of a kind."""

    tickets: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    photos: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    """The customer's number as it was corrected last, by the phone's id of the ticket."""
    cancelled: set[str] = field(default_factory=set)
    follows: list[str] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)


class Person:
    """One phone, with the app's core and the line that every screen shows; used on one thread."""

    def __init__(self, server: str, folder: Path, email: str, marker: str, chance: random.Random) -> None:
        self._settings = Settings(server, folder, "en")
        self._folder, self._email, self._marker, self._chance = folder, email, marker, chance
        self.off = dt.timedelta()
        self.done = Done()
        self.said: Counter[Say] = Counter()
        self._start()

    def sign_in(self) -> None:
        """And read what the form needs."""
        self.core.sign_in(self._email, PASSWORD)
        self.core.sync_once(eager=True)
        self.core.start()

    @property
    def account(self) -> Account:
        """Theirs; nobody signs them out."""
        return self.core.signed_in()

    def act(self) -> None:
        """One thing that people do, chosen by chance, and a moment's rest."""
        what = self._chance.choices(tuple(_ACTS), tuple(_ACTS.values()))[0]
        open_tickets = [key for key in self.done.tickets.values() if key not in self.done.cancelled]
        act: Callable[..., None] = getattr(self, f"_{what}")
        if what in ("submit", "follow", "restart"):
            act()
        elif open_tickets:
            act(self._chance.choice(open_tickets))
        else:
            what = "submit"
            self._submit()
        self.done.acts[what] += 1
        self.rest(self._chance.uniform(0.02, 0.3))

    def rest(self, seconds: float) -> None:
        """Looks at the line on the screen meanwhile."""
        until = time.monotonic() + seconds
        while True:
            self.screens.sync.refresh()
            notice = self.screens.sync.state.notice
            if notice:
                self.said[notice.key] += 1
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, _LOOK_SECONDS))

    def unsent(self) -> int:
        """How much waits on the phone."""
        return sum(1 for row in self.account.store.outbox.all() if row.state is not SendState.FAILED)

    def refused(self) -> list[str]:
        """What the server said no to, with its reason."""
        rows = self.account.store.outbox.all()
        return [f"{row.kind} {row.failure}" for row in rows if row.failure]

    def close(self) -> None:
        """End the phone's thread."""
        self.core.stop()

    def _start(self) -> None:
        self.core = Core(self._settings, clock=lambda: utc_now() + self.off)
        self.screens = Screens(self.core, lambda work, done: done(work()), lambda _: None)

    def _restart(self) -> None:
        self.close()
        self._start()
        self.core.start()

    def _new_marker(self) -> str:
        return f"{self._marker}-{sum(self.done.acts.values())}"

    def _submit(self) -> None:
        key, marker = new_key(), self._new_marker()
        text = f"Down [{marker}]"
        typed = {"kind": "problem", "service": "internet", "postcode": "3511AB", "name": "Oma", "description": text}
        for end in (4, len(text)):
            self.account.store.drafts.save(key, DraftKind.TICKET, {**typed, "description": text[:end]})
        photos = []
        if self._chance.random() < 0.1:  # noqa: PLR2004 - one in ten
            photos = [self.account.store.photos.add(key, self._picture)]
            self.done.photos[photos[0].name] = key
        self.account.submit(ticket_body(typed, "NL"), key=key, typed=typed, photos=photos)
        self.done.tickets[marker] = key

    def _write(self, ticket: str) -> None:
        marker = self._new_marker()
        self.account.write(ticket, f"More [{marker}]")
        self.done.messages[marker] = ticket

    def _correct(self, ticket: str) -> None:
        shown = self.account.store.projections.ticket(ticket)
        number = f"06{self._chance.randrange(10**8):08}"
        self.account.correct_customer(ticket, {"phone": number}, shown.customer if shown else {})
        self.done.phones[ticket] = number

    def _cancel(self, ticket: str) -> None:
        # Who takes a ticket back sends no more photos of it, so that those would be missed here.
        if ticket not in self.done.photos.values():
            self.account.cancel(ticket)
            if self.account.store.projections.ticket(ticket) is None:
                self._forget(ticket)  # it never left the phone
            else:
                self.done.cancelled.add(ticket)

    def _follow(self) -> None:
        label = f"Follow [{self._new_marker()}]"
        area = f"{len(self.done.follows) + 35}"
        self.account.follow(follow_body({"area": area, "label": label}))
        self.done.follows.append(label)

    def _photo(self, ticket: str) -> None:
        photo = self.account.store.photos.add(ticket, self._picture)
        self.account.add_photos(ticket, [photo])
        self.done.photos[photo.name] = ticket

    def _forget(self, ticket: str) -> None:
        done = self.done
        for kept in (done.tickets, done.messages):
            for marker in [marker for marker, key in kept.items() if key == ticket]:
                del kept[marker]
        done.phones.pop(ticket, None)

    def _picture(self) -> bytes:
        """Noise, which no codec makes small: some 150 kB."""
        noise = self._chance.randbytes(300 * 300 * 3)
        held = io.BytesIO()
        Image.frombytes("RGB", (300, 300), noise).save(held, "JPEG", quality=90)
        return held.getvalue()
