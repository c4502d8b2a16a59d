"""What the app has to say, as keys: the words in each language are the screens' catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Say(StrEnum):
    """Every sentence that a presenter can ask for; the comment behind each names its parameters."""

    # The connection
    OFFLINE = "offline"
    SERVER_AWAY = "server_away"
    NOT_OUR_SERVER = "not_our_server"  # something else answered, such as a hotel's sign-in page
    MAINTENANCE = "maintenance"  # at: datetime, when the server wants to be asked again
    WRONG_DATE = "wrong_date"  # no safe connection can be made with the phone's date
    CLOCK_WRONG = "clock_wrong"  # the phone's; the app goes by the server's
    LINK_SHAKY = "link_shaky"
    LINK_SLOW = "link_slow"
    SIGNED_OUT = "signed_out"
    OLD_APP = "old_app"  # minimum: str
    UNSENT = "unsent"  # count: int

    # Signing in and out
    EMAIL_MISSING = "email_missing"
    PASSWORD_MISSING = "password_missing"  # noqa: S105
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    TOO_MANY_TRIES = "too_many_tries"  # seconds: int
    SIGN_IN_OFFLINE = "sign_in_offline"
    SIGN_IN_SERVER_AWAY = "sign_in_server_away"

    # Which server
    SERVER_MISSING = "server_missing"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_ENCRYPTED = "not_encrypted"
    SERVER_NOT_FOUND = "server_not_found"  # host: str
    NOT_DOORGEVEN = "not_doorgeven"  # host: str

    # A form
    REQUIRED = "required"
    NOT_A_POSTCODE = "not_a_postcode"  # country: str, example: str
    NOT_AN_EMAIL = "not_an_email"
    TOO_LONG = "too_long"  # longest: int
    NOT_ALLOWED_CHARACTERS = "not_allowed_characters"
    SERVER_SAID = "server_said"  # detail: str, the server's own words in the user's language

    # Outages at a postcode
    KNOWN_OUTAGE = "known_outage"  # count: int, as_of: datetime
    OUTAGE_IN_PART = "outage_in_part"  # count: int, as_of: datetime
    NO_KNOWN_OUTAGE = "no_known_outage"  # as_of: datetime
    NO_KNOWN_OUTAGE_OLD_COPY = "no_known_outage_old_copy"  # as_of: datetime
    OUTAGES_NEVER_READ = "outages_never_read"

    IS_IT_THIS_OUTAGE = "is_it_this_outage"
    NOT_IN_OUTAGE = "not_in_outage"  # the postcode lies outside the outage that was chosen
    OUTAGE_IS_OVER = "outage_is_over"  # the outage that was chosen
    OUTAGE_GONE = "outage_gone"

    OUTSIDE_OFFLINE = "outside_offline"  # mail and feeds are the server's
    PAGE_OFFLINE = "page_offline"  # a page for the friend needs a connection

    # Passing on
    NOTHING_TO_READ = "nothing_to_read"  # nothing of a person was found in what was pasted
    NOT_A_PHOTO = "not_a_photo"
    TOO_MANY_PHOTOS = "too_many_photos"  # most: int

    # Following
    AREA_MISSING = "area_missing"

    # What is sent
    REFUSED = "refused"  # detail: str, the server's own words; may be empty
    OVERTAKEN = "overtaken"  # detail: str; somebody else changed the ticket first, the server's word stands
    OVERTAKEN_WORDS = "overtaken_words"  # status: the ticket's; what was written is kept
    OVERTAKEN_MOVE = "overtaken_move"  # status: the ticket's
    CUSTOMER_CHANGED_MEANWHILE = "customer_changed_meanwhile"  # fields: (name, what others made of it) of each
    QUEUED = "queued"
    PHOTO_GONE = "photo_gone"  # its file is no longer on the phone
    NOTHING_TO_SEND = "nothing_to_send"

    # The phone's own memory
    STORAGE_FULL = "storage_full"  # what was typed is still on the screen
    STORAGE_FAILED = "storage_failed"
    STORAGE_NEWER = "storage_newer"  # kept by a later version of the app
    STORAGE_STARTED_AGAIN = "storage_started_again"  # rescued: int, unsent ones that were saved from a broken file
    TICKET_GONE = "ticket_gone"


@dataclass(frozen=True)
class Notice:
    """One thing to say: a key and its values, which are plain (numbers, texts, moments in UTC)."""

    key: Say
    params: Mapping[str, Any] = field(default_factory=dict)
