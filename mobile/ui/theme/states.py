"""How each state looks and which words go with it: always an icon and words beside the colour."""

from typing import NamedTuple


class Look(NamedTuple):
    """An icon of the icon font, a tone of `tokens.TONES`, and a key of the catalogue."""

    icon: str
    tone: str
    words: str


STATUS = {
    "acknowledged": Look("inbox-arrow-down", "calm", "status.acknowledged"),
    "in_progress": Look("account-wrench", "busy", "status.in_progress"),
    "pending": Look("chat-question", "you", "status.pending"),
    "held": Look("timer-sand", "wait", "status.held"),
    "resolved": Look("check-circle", "good", "status.resolved"),
    "closed": Look("archive-check", "plain", "status.closed"),
    "rejected": Look("close-circle", "bad", "status.rejected"),
    "cancelled": Look("undo-variant", "plain", "status.cancelled"),
}

SENDING = {
    "draft": Look("pencil", "plain", "send.draft"),
    "queued": Look("clock-outline", "plain", "send.queued"),
    "sending": Look("upload", "calm", "send.sending"),
    "sent": Look("check", "good", "send.sent"),
    "failed": Look("alert-circle", "bad", "send.failed"),
}

HANDLING = {
    "received": Look("inbox-arrow-down", "calm", "handling.received"),
    "yes": Look("account-wrench", "busy", "handling.yes"),
    "waiting_for_you": Look("chat-question", "you", "handling.waiting_for_you"),
    "waiting_for_others": Look("timer-sand", "wait", "handling.waiting_for_others"),
    "done": Look("check-circle", "good", "handling.done"),
}

OUTAGE = {
    "suspected": Look("help-circle", "plain", "outage.suspected"),
    "investigating": Look("magnify", "bad", "outage.investigating"),
    "identified": Look("target", "you", "outage.identified"),
    "monitoring": Look("eye", "calm", "outage.monitoring"),
    "resolved": Look("check-circle", "good", "outage.resolved"),
    "closed": Look("archive-check", "plain", "outage.closed"),
    "dismissed": Look("close-circle", "plain", "outage.dismissed"),
    "scheduled": Look("calendar-clock", "wait", "outage.scheduled"),
    "in_progress": Look("progress-wrench", "busy", "outage.in_progress"),
    "completed": Look("check-circle", "good", "outage.completed"),
    "cancelled": Look("undo-variant", "plain", "outage.cancelled"),
}
MERGED = Look("source-merge", "plain", "outage.merged")
"""An outage that proved to be a part of another one: its own status says that it is over, which it is not."""

AFFECTED = {
    "waiting": Look("lightning-bolt", "calm", "affected.waiting"),
    "asked": Look("chat-question", "you", "affected.asked"),
    "works": Look("check-circle", "good", "affected.works"),
    "still_broken": Look("alert-circle", "bad", "affected.still_broken"),
    "closed": Look("archive-check", "plain", "affected.closed"),
    "undone": Look("close-circle", "plain", "affected.undone"),
    "withdrawn": Look("undo-variant", "plain", "affected.withdrawn"),
}

IMPACT = {
    "minor": Look("signal-cellular-1", "calm", "impact.minor"),
    "major": Look("signal-cellular-2", "you", "impact.major"),
    "critical": Look("signal-cellular-outline", "bad", "impact.critical"),
}

LEVEL = {
    "unknown": Look("help-circle", "plain", "level.unknown"),
    "usual": Look("check-circle", "good", "level.usual"),
    "more": Look("trending-up", "you", "level.more"),
    "much_more": Look("alert-circle", "bad", "level.much_more"),
}

BANNER = {
    "offline": Look("cloud-off-outline", "plain", "notice.offline"),
    "server_away": Look("server-network-off", "you", "notice.server_away"),
    "not_our_server": Look("wifi-alert", "you", "notice.not_our_server"),
    "maintenance": Look("wrench-clock", "you", "notice.maintenance"),
    "wrong_date": Look("calendar-alert", "bad", "notice.wrong_date"),
    "clock_wrong": Look("clock-alert-outline", "you", "notice.clock_wrong"),
    "link_shaky": Look("signal-cellular-outline", "plain", "notice.link_shaky"),
    "link_slow": Look("speedometer-slow", "plain", "notice.link_slow"),
    "old_app": Look("cellphone-arrow-down", "bad", "notice.old_app"),
    "signed_out": Look("account-lock", "bad", "notice.signed_out"),
    "unsent": Look("clock-outline", "calm", "notice.unsent"),
    "storage_full": Look("database-alert", "bad", "notice.storage_full"),
    "storage_failed": Look("database-alert", "bad", "notice.storage_failed"),
    "storage_newer": Look("update", "you", "notice.storage_newer"),
    "storage_started_again": Look("database-refresh", "you", "notice.storage_started_again"),
}

_UNKNOWN = Look("dots-horizontal-circle", "plain", "status.unknown")


def look(table: dict[str, Look], state: str) -> Look:
    """How `state` looks; one that this version does not know yet gets the fallback."""
    return table.get(str(state), _UNKNOWN)
