"""What is looked at: states, signs, figures, what is wrong, and what floats over the rest."""

from collections.abc import Iterator
from typing import Any

from kivy.animation import Animation

from mobile.gallery import samples
from mobile.gallery.scenes.tickets import modem_photo
from mobile.gallery.shelf import Specimen
from mobile.gallery.shelves.says import ARABIC, at_length, say
from mobile.presenters.notices import Notice, Say
from mobile.presenters.sync_state import SyncState
from mobile.ui.language import words
from mobile.ui.theme import states
from mobile.ui.theme.live import theme
from mobile.ui.theme.tokens import TONES
from mobile.ui.widgets.banner import Banner
from mobile.ui.widgets.chip import Chip
from mobile.ui.widgets.figure import Figure
from mobile.ui.widgets.mark import Logo, Mark
from mobile.ui.widgets.roll import Pulling
from mobile.ui.widgets.surface import Disc, Problem, Row
from mobile.ui.widgets.toast import Toast
from mobile.ui.widgets.words import Glyph

_TABLES = {
    "a ticket": states.STATUS,
    "on its way": states.SENDING,
    "an outage": states.OUTAGE,
    "how bad": states.IMPACT,
    "a customer behind an outage": states.AFFECTED,
    "against what is usual": states.LEVEL,
}
_SMALL = {"size_hint": (None, None), "size": (120, 76)}
_SAID = (
    Notice(Say.OFFLINE),
    Notice(Say.SERVER_AWAY),
    Notice(Say.NOT_OUR_SERVER),
    Notice(Say.MAINTENANCE, {"at": samples.NOW}),
    Notice(Say.WRONG_DATE),
    Notice(Say.CLOCK_WRONG),
    Notice(Say.LINK_SHAKY),
    Notice(Say.LINK_SLOW),
    Notice(Say.OLD_APP, {"minimum": "2.0.0"}),
    Notice(Say.SIGNED_OUT),
    Notice(Say.UNSENT, {"count": 3}),
    Notice(Say.STORAGE_FULL),
    Notice(Say.STORAGE_FAILED),
    Notice(Say.STORAGE_NEWER),
    Notice(Say.STORAGE_STARTED_AGAIN, {"rescued": 2}),
)


def specimens() -> Iterator[Specimen]:
    """Each sign with each thing that it says."""
    for about, table in _TABLES.items():
        yield f"Chip: {about}", [_chip(look.icon, look.tone, words.say(look.words)) for look in table.values()]
    yield "Chip: long, Arabic", [_chip("pencil", "plain", at_length()), _chip("pencil", "you", ARABIC)]
    yield "Disc, Glyph: each size", [*(Disc(icon="wifi", side=side) for side in (44, 52, 72)), Glyph(icon="wifi")]
    yield "Mark: ours; a Logo", [Mark(), Mark(side=48), Logo(source=str(modem_photo()), **_SMALL)]
    yield "Problem: short, long, Arabic", [Problem(text=say("Vul dit in.", "Fill this in.")), Problem(text=at_length())]
    yield "Figure: each tone", [_figures()]
    yield "Pulling: drawn down, far enough, reading", [Pulling(pulled=0.6), Pulling(pulled=1), _reading()]
    yield "Toast: said, with something to do", [_toast(""), _toast(words.say("action.undo"))]
    yield "Banner: each notice", [_banner(notice) for notice in _SAID]


def _chip(icon: str, tone: str, text: str) -> Chip:
    return Chip(icon=icon, tone=tone, text=text)


def _figures() -> Row:
    row = Row(spacing=12)
    for number, tone in enumerate(TONES):
        row.add_widget(Figure(number=str(number * 7), text=tone, tone=tone))
    return row


def _reading() -> Pulling:
    sign = Pulling(busy=True)
    Animation.cancel_all(sign, "angle")
    return sign


def _toast(action: str) -> Toast:
    """As it is for its moment, without the clock that takes it away."""
    high = theme.sp(90) if action else theme.sp(56)
    return Toast(text=words.say("action.copied"), action=action, opacity=1, size_hint_y=None, padding=0, height=high)


def _banner(notice: Notice) -> Banner:
    banner = Banner()
    where: dict[str, Any] = {"storage": notice} if str(notice.key).startswith("storage") else {"notice": notice}
    banner.render(SyncState(unsent=3, **where))
    return banner
