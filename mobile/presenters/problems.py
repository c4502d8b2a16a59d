"""From the core's errors, and from what is wrong in a form, to what is said about them."""

from collections.abc import Mapping

from mobile.core.errors import (
    CoreError,
    Offline,
    OfflineWhy,
    Refused,
    SignedOut,
    StorageError,
    StorageFull,
    StorageNewer,
    TooManyRequests,
    WrongCredentials,
)
from mobile.core.outbox_row import OutboxKind, OutboxRow
from mobile.core.push_photos import FILE_IS_GONE
from mobile.presenters.notices import Notice, Say
from mobile.presenters.row_text import row_text
from shared.lifecycle import DONE
from shared.messages import Message

_MESSAGES = {
    "Required for a problem.": Say.REQUIRED,
    "This must not be empty.": Say.REQUIRED,
    "At most {longest} characters.": Say.TOO_LONG,
    "Control characters are not allowed.": Say.NOT_ALLOWED_CHARACTERS,
    "Not valid Unicode text.": Say.NOT_ALLOWED_CHARACTERS,
    "{email} is no e-mail address.": Say.NOT_AN_EMAIL,
    "Not a postcode of {country}; one looks like {example}.": Say.NOT_A_POSTCODE,
}
_OFFLINE = {
    OfflineWhy.NOT_OUR_SERVER: Say.NOT_OUR_SERVER,
    OfflineWhy.SERVER_AWAY: Say.SIGN_IN_SERVER_AWAY,
    OfflineWhy.UNREADABLE: Say.SIGN_IN_SERVER_AWAY,
}


_TOLD_BY_STATUS = frozenset(
    {OutboxKind.MESSAGE, OutboxKind.PHOTO, OutboxKind.CONFIRM, OutboxKind.REOPEN, OutboxKind.CANCEL}
)
"""How the ticket stands says why these came too late; of all others the server's words do."""


def field_notices(faults: Mapping[str, str]) -> dict[str, Notice]:
    """By field: the last part of each pointer. What this app has no words for is said in the server's."""
    return {pointer.rsplit("/", 1)[-1]: _said(detail) for pointer, detail in faults.items()}


def storage_notice(error: StorageError) -> Notice:
    """The phone's memory is full, is a later app's, or failed."""
    if isinstance(error, StorageNewer):
        return Notice(Say.STORAGE_NEWER)
    return Notice(Say.STORAGE_FULL if isinstance(error, StorageFull) else Say.STORAGE_FAILED)


def action_notice(error: CoreError) -> Notice:
    """Why something that was done on the screen was not kept."""
    if isinstance(error, StorageError):
        return storage_notice(error)
    return Notice(Say.SIGNED_OUT) if isinstance(error, SignedOut) else sign_in_notice(error)


def sign_in_notice(error: CoreError) -> Notice:
    """Why a sign-in failed."""
    match error:
        case WrongCredentials():
            return Notice(Say.WRONG_PASSWORD)
        case TooManyRequests():
            return Notice(Say.TOO_MANY_TRIES, {"seconds": round(error.retry_after)})
        case Offline():
            return Notice(_OFFLINE.get(error.why, Say.SIGN_IN_OFFLINE))
        case Refused():
            return Notice(Say.SERVER_SAID, {"detail": error.detail})
        case StorageError():
            return storage_notice(error)
        case _:
            return Notice(Say.SIGN_IN_SERVER_AWAY)


def row_notice(row: OutboxRow) -> Notice | None:
    """Why the server refused this row; None where it did not."""
    failure = row.failure
    if failure is None:
        return None
    if failure.status == FILE_IS_GONE:
        return Notice(Say.PHOTO_GONE)
    if failure.overtaken and failure.theirs:
        return Notice(Say.CUSTOMER_CHANGED_MEANWHILE, {"fields": failure.theirs})
    too_late = row.kind in _TOLD_BY_STATUS or (row.kind is OutboxKind.CORRECT_CUSTOMER and failure.now in DONE)
    if failure.overtaken and failure.now and too_late:
        wrote = bool(row_text(row)) or row.kind in (OutboxKind.PHOTO, OutboxKind.CORRECT_CUSTOMER)
        return Notice(Say.OVERTAKEN_WORDS if wrote else Say.OVERTAKEN_MOVE, {"status": failure.now})
    # The parts say more than the whole: "Not a postcode of NL" and not "The request is not valid."
    detail = " ".join(detail for _, detail in failure.errors) or failure.detail
    return Notice(Say.OVERTAKEN if failure.overtaken else Say.REFUSED, {"detail": detail})


def _said(detail: str) -> Notice:
    if isinstance(detail, Message) and detail.template in _MESSAGES:
        return Notice(_MESSAGES[detail.template], dict(detail.params))
    return Notice(Say.SERVER_SAID, {"detail": str(detail)})
