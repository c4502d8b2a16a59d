"""The field's words as enumerations, after TM Forum's TMF621 (trouble ticket) and Statuspage (outages)."""

from enum import StrEnum


class Kind(StrEnum):
    """What is passed on."""

    PROBLEM = "problem"
    QUESTION = "question"


class Severity(StrEnum):
    """How bad it is in the reporter's eyes."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Status(StrEnum):
    """Where a ticket stands; `shared.lifecycle` says how it moves."""

    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    PENDING = "pending"
    HELD = "held"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class StatusReason(StrEnum):
    """Why a ticket got its status."""

    FIXED = "fixed"
    WORKAROUND = "workaround"
    NO_FAULT_FOUND = "no_fault_found"
    DUPLICATE = "duplicate"
    NOT_RESPONSIBLE = "not_responsible"
    OUTAGE = "outage"
    ANSWERED = "answered"
    OTHER = "other"


class HandlingAnswer(StrEnum):
    """The one answer to "is it being handled?"."""

    RECEIVED = "received"
    YES = "yes"
    WAITING_FOR_YOU = "waiting_for_you"
    WAITING_FOR_OTHERS = "waiting_for_others"
    DONE = "done"


class Role(StrEnum):
    """What an account may do; every account is also an employee."""

    EMPLOYEE = "employee"
    SOLVER = "solver"
    MANAGER = "manager"
    ADMIN = "admin"


class AccountState(StrEnum):
    """How an account stands: with a password, asked to choose one, not asked yet (or too long ago), or closed."""

    ACTIVE = "active"
    INVITED = "invited"
    NOT_INVITED = "not_invited"
    LEFT = "left"


class Who(StrEnum):
    """In which capacity somebody acts on a ticket."""

    REPORTER = "reporter"
    TEAM = "team"
    SYSTEM = "system"


class ActorKind(StrEnum):
    """Who a timeline entry names: a person in a capacity, a team's program, or the system itself."""

    REPORTER = "reporter"
    SOLVER = "solver"
    MANAGER = "manager"
    PROGRAM = "program"
    SYSTEM = "system"
    CUSTOMER = "customer"
    """The friend, on the status page; never by name."""


class Visibility(StrEnum):
    """Whether the reporter may see an entry."""

    PUBLIC = "public"
    INTERNAL = "internal"


class EntryType(StrEnum):
    """What a timeline entry tells."""

    CREATED = "created"
    STATUS = "status"
    MESSAGE = "message"
    ASSIGNMENT = "assignment"
    TRANSFER = "transfer"
    CHANGE = "change"
    CORRECTION = "correction"
    MERGED = "merged"
    RATING = "rating"
    ESCALATION = "escalation"
    REMINDER = "reminder"
    OUTAGE = "outage"
    """How the outage behind the ticket goes, or that there is one."""


class Clock(StrEnum):
    """What of a ticket is timed."""

    RESPONSE = "response"
    RESOLUTION = "resolution"


class ClockHours(StrEnum):
    """By which time a clock counts."""

    BUSINESS = "business"
    ALWAYS = "always"


class Escalation(StrEnum):
    """What a team is told of a ticket that takes too long; `managers` is what its managers are told after that."""

    WARNING = "warning"
    BREACH = "breach"
    MANAGERS = "managers"
    UNTOUCHED = "untouched"


class TicketSort(StrEnum):
    """How a list of tickets is ordered; `-` turns it round. Equal ones follow in order of their id."""

    NEWEST = "-created_at"
    OLDEST = "created_at"
    LAST_CHANGED = "-updated_at"
    LEAST_LATELY_CHANGED = "updated_at"
    DUE_FIRST = "due_at"
    DUE_LAST = "-due_at"
    MOST_URGENT = "priority"
    LEAST_URGENT = "-priority"


class Separator(StrEnum):
    """What stands between the fields of an export; Dutch spreadsheets take a semicolon."""

    COMMA = "comma"
    SEMICOLON = "semicolon"


class ReadingOf(StrEnum):
    """By what personal data was read: a ticket in full, a file, an export of many, words on the board, unclear mail."""

    TICKET = "ticket"
    ATTACHMENT = "attachment"
    EXPORT = "export"
    WORDS = "words"
    MAIL = "mail"


class CountBy(StrEnum):
    """What tickets are counted by."""

    STATUS = "status"
    TEAM = "team"
    ASSIGNEE = "assignee"
    PRIORITY = "priority"


class FiguresBy(StrEnum):
    """What figures over outages are told by."""

    SERVICE = "service"
    PROVINCE = "province"


class Level(StrEnum):
    """How much comes in against the usual, for the colours of the board."""

    UNKNOWN = "unknown"
    """Fewer than four weeks are known."""
    USUAL = "usual"
    MORE = "more"
    MUCH_MORE = "much_more"


class HourSpan(StrEnum):
    """For how long tickets are told by the hour."""

    DAY = "day"
    WEEK = "week"


class PeriodUnit(StrEnum):
    """By what a period is told as a course."""

    DAY = "day"
    MONTH = "month"


class PeriodFile(StrEnum):
    """What of a period is in a file."""

    TICKETS = "tickets"
    """A line for each team and service."""
    DAYS = "days"
    """A line for each day, team and service."""
    OUTAGES = "outages"
    """A line for each outage."""


class BlindSpot(StrEnum):
    """What nobody may have noticed."""

    PLACE = "place"
    """Many tickets in one place, and no outage there."""
    UNREPORTED = "unreported"
    """An outage that nobody passes on customers behind."""
    OVERDUE = "overdue"
    """An update that was promised did not come."""
    SILENT = "silent"
    """A team of which no person acts."""
    DEAD_LETTERS = "dead_letters"
    WAITING = "waiting"
    """What is to be sent to a team does not get through."""
    UNACKNOWLEDGED = "unacknowledged"
    """An alert that nobody on duty has."""
    NOBODY_ON_DUTY = "nobody_on_duty"


class Likeness(StrEnum):
    """Why a ticket is likely a duplicate, the strongest first."""

    CUSTOMER = "same_customer"
    """Phone or e-mail."""
    TEXT = "same_text"
    """The same reporter in the same words."""
    ADDRESS = "same_address"
    """The customer's name and postcode."""
    PLACE = "same_place"
    """Service and postcode."""


class LinkType(StrEnum):
    """How two tickets have to do with each other."""

    RELATED = "related"


class Channel(StrEnum):
    """How the customer prefers to be reached; `reporter` means through the employee who passed it on."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    REPORTER = "reporter"


class OutageKind(StrEnum):
    """A failure, or planned work."""

    OUTAGE = "outage"
    MAINTENANCE = "maintenance"


class Impact(StrEnum):
    """How bad an outage is for those it touches (Statuspage)."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class OutageStatus(StrEnum):
    """Where an outage or maintenance stands (Statuspage, with `suspected` and `dismissed` added)."""

    SUSPECTED = "suspected"
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class AffectedStatus(StrEnum):
    """Where a customer behind an outage stands, who has no ticket; `shared.lifecycle` says how it moves."""

    WAITING = "waiting"
    ASKED = "asked"
    """Whether it works again."""
    WORKS = "works"
    STILL_BROKEN = "still_broken"
    """A ticket has been made of it."""
    CLOSED = "closed"
    """Asked, and not answered in time."""
    UNDONE = "undone"
    """The outage was none, or not theirs."""
    WITHDRAWN = "withdrawn"


class OutageAnswer(StrEnum):
    """What came of the question to a ticket's reporter whether it works again, now that its outage is over."""

    ASKED = "asked"
    WORKS = "works"
    STILL_BROKEN = "still_broken"
    CLOSED = "closed"
    """Not answered in time."""


class RoundKind(StrEnum):
    """What a round through all who are behind an outage brings them."""

    NEWS = "news"
    ASK = "ask"
    """It is over: does it work again?"""
    REOPEN = "reopen"
    """It is not over after all."""
    MOVE = "move"
    """It goes on as another outage."""
    UNDO = "undo"
    """It was none, or is called off."""
    LINK = "link"
    """Tickets that match come behind it."""


class AffectedAction(StrEnum):
    """What the reporter does with it."""

    WORKS = "works"
    STILL_BROKEN = "still_broken"
    WITHDRAW = "withdraw"


class AlertKind(StrEnum):
    """Why somebody on duty is told."""

    SUSPECTED = "suspected"
    """An outage that nobody has confirmed yet."""
    ESCALATED = "escalated"
    """Tickets that took too long, after their team was told."""
    OVERDUE = "overdue"
    """An update of an outage that was promised and did not come."""


class AlertStatus(StrEnum):
    """Whether anybody has it."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SETTLED = "settled"
    """What it was about has been seen to, with or without anybody's word."""


class UpdateKind(StrEnum):
    """What an update of an outage tells: somebody's words, or what the system says of a change."""

    UPDATE = "update"
    DECLARED = "declared"
    """What was promised as it was declared; not shown among the updates."""
    ESTIMATE = "estimate"
    """A promised time was moved without further words."""
    RESCHEDULED = "rescheduled"
    """Planned work is at another time."""
    ANNOUNCED = "announced"
    """Planned work is near."""
    STARTED = "started"
    COMPLETED = "completed"
    MERGED = "merged"


class TextIn(StrEnum):
    """In which language a text was written; the other one is then shown the same."""

    NL = "nl"
    EN = "en"
    BOTH = "both"


class SendState(StrEnum):
    """Where something typed on the phone is, before the server has it."""

    DRAFT = "draft"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class EventType(StrEnum):
    """What a team's endpoint is told."""

    CREATED = "ticket.created"
    UPDATED = "ticket.updated"
    MESSAGE = "ticket.message"
    TRANSFERRED = "ticket.transferred"
    ESCALATED = "ticket.escalated"
    TEST = "endpoint.test"
    OUTAGE_DECLARED = "outage.declared"
    OUTAGE_UPDATED = "outage.updated"
    OUTAGE_SUSPECTED = "outage.suspected"
    OUTAGE_OVERDUE = "outage.overdue"
    ALERT_ACKNOWLEDGED = "alert.acknowledged"


LANGUAGES = ("nl", "en")
