"""The language in use, as kv can bind to it: `words.say('key')` follows a switch at once."""

from kivy.event import EventDispatcher
from kivy.properties import ObjectProperty, OptionProperty

from mobile.ui import formats, strings
from shared.vocabulary import LANGUAGES


class Language(EventDispatcher):
    """`say(key, **params)`, `pick(localised)` and `moment(utc)` are replaced with the language, so that kv follows."""

    code = OptionProperty("nl", options=list(LANGUAGES))
    say = ObjectProperty()
    pick = ObjectProperty()
    moment = ObjectProperty()
    clock = ObjectProperty()

    def __init__(self) -> None:
        super().__init__()
        self.on_code()

    def on_code(self, *_: object) -> None:
        """Make the functions of the language."""
        code = self.code
        self.say = lambda key, **params: strings.say(key, code, **params)
        self.pick = lambda text: strings.pick(text, code)
        self.moment = lambda at: formats.moment(at, code)
        self.clock = lambda at: formats.clock(at, code)


words = Language()
