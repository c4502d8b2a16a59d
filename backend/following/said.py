"""The words of the friend's page: each state in a few, and in a sentence."""

from shared.messages import Message
from shared.vocabulary import AffectedStatus, OutageStatus, Status

Words = tuple[Message, Message]
"""The state, and what it means to the friend."""

TICKET: dict[Status, Words] = {
    Status.ACKNOWLEDGED: (
        Message("Received"),
        Message("It has reached the team that solves these things. Nothing is asked of you."),
    ),
    Status.IN_PROGRESS: (Message("Being worked on"), Message("The team is working on it. Nothing is asked of you.")),
    Status.PENDING: (
        Message("There is a question for you"),
        Message("The team wants to know something. Whoever passed it on will ask you, and passes your answer on."),
    ),
    Status.HELD: (
        Message("Waiting for another party"),
        Message("The team waits for somebody else, and keeps an eye on it. Nothing is asked of you."),
    ),
    Status.RESOLVED: (
        Message("Resolved"),
        Message("The team says that it is resolved. Does it work again for you?"),
    ),
    Status.CLOSED: (
        Message("Resolved and closed"),
        Message("It is done. Does it fail again? Tell whoever passed it on."),
    ),
    Status.REJECTED: (Message("Not taken up"), Message("Whoever passed it on can tell you why.")),
    Status.CANCELLED: (Message("Withdrawn"), Message("Whoever passed it on has withdrawn it.")),
}
ANSWERED: Words = (
    Message("Answered"),
    Message("There is an answer. Whoever passed the question on passes it on to you."),
)
"""Of a question that is resolved or closed: nothing of it works or fails."""
OUTAGE: dict[OutageStatus, Words] = {
    OutageStatus.INVESTIGATING: (
        Message("The cause is being looked for"),
        Message("It is known, and being looked at."),
    ),
    OutageStatus.IDENTIFIED: (Message("The cause is known"), Message("It is being worked on.")),
    OutageStatus.MONITORING: (
        Message("It seems to be over"),
        Message("It should work again; it is still being watched."),
    ),
    OutageStatus.RESOLVED: (
        Message("The outage is over"),
        Message("Does it not work for you yet? Tell whoever gave you this link."),
    ),
    OutageStatus.CLOSED: (
        Message("The outage is over"),
        Message("Does it not work for you? Tell whoever gave you this link."),
    ),
    OutageStatus.DISMISSED: (
        Message("There was no outage"),
        Message("What was told here was an error. Does it not work for you? Tell whoever gave you this link."),
    ),
    OutageStatus.SCHEDULED: (
        Message("Maintenance is planned"),
        Message("During the work it may not work for you; afterwards it does by itself."),
    ),
    OutageStatus.IN_PROGRESS: (
        Message("Maintenance is under way"),
        Message("It may not work for you just now; afterwards it does by itself."),
    ),
    OutageStatus.COMPLETED: (
        Message("The maintenance is done"),
        Message("Does something not work for you? Tell whoever gave you this link."),
    ),
    OutageStatus.CANCELLED: (
        Message("The maintenance has been called off"),
        Message("Nothing changes for you."),
    ),
}
AFFECTED: dict[AffectedStatus, Words] = {
    AffectedStatus.ASKED: (Message("The outage is over"), Message("Does it work again for you?")),
    AffectedStatus.WORKS: (
        Message("It works again"),
        Message("You said that it works again. Does it fail after all? Say so here."),
    ),
    AffectedStatus.STILL_BROKEN: (
        Message("Being worked on"),
        Message("You said that it does not work yet. It has been passed on to the team."),
    ),
    AffectedStatus.WITHDRAWN: (Message("Withdrawn"), Message("Whoever passed it on has withdrawn it.")),
}
"""Of a friend behind an outage; in all other states as the outage's own."""
WAITING, GOOD, OVER, PLANNED = "waiting", "good", "over", "planned"
"""The tones of a page: its colour and its sign."""
TONES: dict[str, str] = {
    Status.RESOLVED: GOOD,
    Status.CLOSED: GOOD,
    Status.REJECTED: OVER,
    Status.CANCELLED: OVER,
    OutageStatus.MONITORING: GOOD,
    OutageStatus.DISMISSED: OVER,
    OutageStatus.SCHEDULED: PLANNED,
    OutageStatus.COMPLETED: GOOD,
}
"""All others are waited for."""
TONES_AFFECTED = {AffectedStatus.ASKED: GOOD, AffectedStatus.WORKS: GOOD, AffectedStatus.WITHDRAWN: OVER}
