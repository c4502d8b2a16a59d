"""The line for the friend: what the reporter may pass on, in plain words, with nothing personal in it."""

from shared.vocabulary import Status

_LINES = {
    Status.ACKNOWLEDGED: (
        "Je melding {reference} is aangekomen bij het team dat zulke zaken oplost.",
        "Your report {reference} has reached the team that solves these things.",
    ),
    Status.IN_PROGRESS: (
        "Er wordt aan je melding {reference} gewerkt.",
        "Your report {reference} is being worked on.",
    ),
    Status.PENDING: (
        "Over je melding {reference} is een vraag: ik geef je antwoord door.",
        "There is a question about your report {reference}: I will pass your answer on.",
    ),
    Status.HELD: (
        "Je melding {reference} wacht op een andere partij; er wordt op gelet.",
        "Your report {reference} waits for another party; it is being watched.",
    ),
    Status.RESOLVED: (
        "Je melding {reference} is opgelost. Werkt het weer? Zo niet, zeg het me.",
        "Your report {reference} has been resolved. Does it work again? If not, tell me.",
    ),
    Status.CLOSED: (
        "Je melding {reference} is opgelost en afgesloten.",
        "Your report {reference} has been resolved and closed.",
    ),
    Status.REJECTED: (
        "Je melding {reference} kon niet worden behandeld; ik kan je zeggen waarom.",
        "Your report {reference} could not be handled; I can tell you why.",
    ),
    Status.CANCELLED: (
        "Je melding {reference} is ingetrokken.",
        "Your report {reference} has been withdrawn.",
    ),
}


def share_text(status: str, reference: str) -> dict[str, str]:
    """The line in both languages."""
    dutch, english = _LINES[Status(status)]
    return {"nl": dutch.format(reference=reference), "en": english.format(reference=reference)}
