"""What pages outside the app share: the frame, the company's colour, both languages, and headers that are strict."""

from flask import Response, render_template, request

from backend.config import config
from backend.i18n import reader_language, say
from backend.link_pages import strict
from backend.mail.message import Brand
from shared.messages import Message
from shared.vocabulary import LANGUAGES

LARGEST_FORM = 10_000
_GONE, _GONE_WHY = (
    Message("This link does not work, or no longer"),
    Message("Ask whoever gave it to you for a new one."),
)


def language() -> str:
    """What was chosen on the page, else the browser's first that we have."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else reader_language()


def render(template: str, lang: str, **shown: object) -> str:
    """A page's HTML; `_` in it says a sentence in the page's language."""
    brand = Brand.of(config().brand_name, config().brand_color)
    style = render_template("following/page.css", brand=brand)

    def words(text: str) -> str:
        return say(text, lang)

    return render_template(f"following/{template}", brand=brand, style=style, lang=lang, _=words, **shown)


def nothing() -> Response:
    """The same whatever is the matter: a stranger learns nothing from it."""
    lang = language()
    return strict(render("said.html", lang, heading=_GONE, lines=[_GONE_WHY]), lang, 404)


def told(heading: Message, *lines: Message) -> Response:
    """What came of pressing a button."""
    lang = language()
    return strict(render("said.html", lang, heading=heading, lines=lines), lang)


def sent(name: str) -> str:
    """A field of the form; raises 413 for one that is far too large."""
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM
    return request.form.get(name, "")
