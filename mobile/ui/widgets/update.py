"""What people were told about an outage, and when; the newest first, on one line down the side."""

from kivy.properties import StringProperty

from mobile.presenters.values import UpdateView
from mobile.ui import told
from mobile.ui.language import words
from mobile.ui.widgets.kv import load
from mobile.ui.widgets.surface import Column


class Update(Column):
    """One update."""

    head = StringProperty("")
    text = StringProperty("")
    foreign = StringProperty("")
    foot = StringProperty("")

    @classmethod
    def of(cls, view: UpdateView) -> "Update":
        """In the language of the moment."""
        text = words.pick(view.text) or words.say("outages.moved")
        return cls(
            head=f"{words.moment(view.at)}  ·  {told.term('outage', view.status)}",
            text=text,
            foreign=told.foreign(view.text),
            foot=words.say("outages.estimate", at=view.expected_end_at) if view.expected_end_at else "",
        )


load(__file__)
