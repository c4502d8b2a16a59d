"""States as a phone in use has them: for the gallery, the tests and the pictures in the docs."""

import dataclasses
import datetime as dt

from mobile.core.nearness import Nearness
from mobile.core.stored import Stored
from mobile.presenters.account import PersonView, UnsentView
from mobile.presenters.behind import BehindView
from mobile.presenters.following import FollowingState, FollowView
from mobile.presenters.notices import Notice, Say
from mobile.presenters.outage import OutageState
from mobile.presenters.outages import OutageRow, OutagesState
from mobile.presenters.ticket import CustomerView, EntryView, TicketDetail, TicketState
from mobile.presenters.tickets import BehindRow, Counts, DraftRow, TicketRow, TicketsState
from mobile.presenters.values import (
    EstimateView,
    HandlingView,
    Localised,
    OutageAnswer,
    OutageFinding,
    OutageView,
    ServiceView,
    Term,
    UpdateView,
)
from shared.vocabulary import SendState

NOW = dt.datetime.now(dt.UTC).replace(hour=18, minute=42, second=0, microsecond=0)


def term(value: str, *, known: bool = True) -> Term:
    return Term(value, known)


def service(slug: str, nl: str, en: str, icon: str) -> ServiceView:
    return ServiceView(slug, Localised(nl, en), icon)


INTERNET = service("internet", "Internet", "Internet", "wifi")
TV = service("tv", "Televisie", "Television", "television")
MOBILE = service("mobile", "Mobiel", "Mobile", "cellphone")
SERVICES = (
    INTERNET,
    TV,
    MOBILE,
    service("telephony", "Vaste telefoon", "Landline", "phone-classic"),
    service("other", "Iets anders", "Something else", "dots-horizontal-circle-outline"),
)
REQUIRED = frozenset({"service", "postcode", "description"})
PERSON = PersonView("p1", "Sanne de Vries", "sanne@example.org", term("employee"), "nl", ("Internet Care",))

OUTAGE = OutageView(
    id="o1",
    kind=term("outage"),
    status=term("identified"),
    impact=term("major"),
    ended=False,
    title=Localised("Geen internet in Utrecht-centrum", "No internet in the centre of Utrecht"),
    advice=Localised(
        "De modem opnieuw starten helpt nu niet. Bellen via 4G werkt wel.",
        "Restarting the modem does not help now. Calling over 4G works.",
    ),
    services=(INTERNET, TV),
    areas=("3511", "3512", "place:Bunnik"),
    started_at=NOW - dt.timedelta(hours=6),
    expected_end_at=NOW + dt.timedelta(hours=2),
    next_update_at=NOW + dt.timedelta(minutes=40),
    resolved_at=None,
    updates=(
        UpdateView(
            "u2",
            NOW - dt.timedelta(minutes=30),
            term("identified"),
            Localised("Een kabel is geraakt bij graafwerk. Een ploeg is bezig.", "A cable was hit. A crew is on it."),
            NOW + dt.timedelta(minutes=40),
            NOW + dt.timedelta(hours=2),
        ),
        UpdateView(
            "u1",
            NOW - dt.timedelta(hours=5),
            term("investigating"),
            Localised("We zoeken uit wat er is.", "We are finding out what it is."),
            None,
            NOW - dt.timedelta(hours=1),
        ),
    ),
    where=Localised("3511-3512 Utrecht, Bunnik", "3511-3512 Utrecht, Bunnik"),
    estimates=(EstimateView(NOW - dt.timedelta(hours=5), NOW - dt.timedelta(hours=1)),),
    share_text=Localised(
        "Er is een storing met internet bij jou in de buurt. Er wordt aan gewerkt, naar verwachting tot 20:42.",
        "There is an internet outage near you. People are working on it, expected until 20:42.",
    ),
)
ENDED = OutageView(
    id="o0",
    kind=term("outage"),
    status=term("resolved"),
    impact=term("minor"),
    ended=True,
    title=Localised("Trage televisie in Zwolle", "Slow television in Zwolle"),
    advice=None,
    services=(TV,),
    areas=("place:Zwolle",),
    started_at=NOW - dt.timedelta(days=2),
    expected_end_at=None,
    next_update_at=None,
    resolved_at=NOW - dt.timedelta(days=1),
    updates=(),
)
PLANNED = dataclasses.replace(
    OUTAGE,
    id="p1",
    kind=term("maintenance"),
    status=term("scheduled"),
    impact=term("minor"),
    title=Localised("Werk aan het glasvezelnet in Zeist", "Work on the fibre network in Zeist"),
    services=(INTERNET,),
    where=Localised("3701-3708 Zeist", "3701-3708 Zeist"),
    started_at=NOW + dt.timedelta(days=2),
    expected_end_at=NOW + dt.timedelta(days=2, hours=5),
    next_update_at=None,
    updates=(),
    estimates=(),
    advice=None,
)
SUSPECTED = dataclasses.replace(
    OUTAGE,
    id="o4",
    status=term("suspected"),
    title=Localised("Internet: 3511 Utrecht", "Internet: 3511 Utrecht"),
    services=(INTERNET,),
    where=Localised("3511 Utrecht", "3511 Utrecht"),
    next_update_at=None,
    expected_end_at=None,
    updates=(),
    estimates=(),
    advice=None,
    share_text=None,
    evidence=Localised(
        "7 meldingen sinds dinsdag 24 november om 13:05; gewoonlijk zijn het er in die tijd 0,3. Het bewijs is 842, "
        "en 720 is genoeg: door toeval alleen gebeurt dat hooguit één keer in 30 dagen.",
        "7 tickets since Tuesday 24 November at 13:05, where 0.3 are usual in that time. The evidence is 842 where "
        "720 is enough; chance alone reaches that once in 30 days at most.",
    ),
)
OVERDUE = dataclasses.replace(
    OUTAGE,
    id="o3",
    status=term("investigating"),
    impact=term("critical"),
    title=Localised("Mobiel bereik weg in heel Limburg", "No mobile reception in all of Limburg"),
    services=(MOBILE,),
    where=Localised("heel Limburg", "all of Limburg"),
    next_update_at=NOW - dt.timedelta(minutes=20),
    expected_end_at=NOW - dt.timedelta(minutes=50),
    overdue=True,
    late=True,
    advice=None,
    share_text=Localised(
        "Er is een storing: Mobiel bereik weg in heel Limburg. De oorzaak wordt gezocht. Het einde was verwacht op "
        "17:52. Het nieuws dat er uiterlijk 18:22 zou zijn, is te laat.",
        "There is an outage: No mobile reception in all of Limburg. The cause is being looked for. It was expected to "
        "be over by 17:52. The news that was promised by 18:22 is late.",
    ),
)


def behind(behind_id: str, status: str | None = "waiting", **more: object) -> BehindView:
    about: dict[str, object] = {
        "outage_id": "o1",
        "is_ticket": False,
        "customer_name": "Oma Bep",
        "postcode": "3511AB",
        "text": "Geen internet sinds vanmiddag, modem knippert rood",
        "over": False,
        "asks_works": False,
        "can_say_works": False,
        "can_say_broken": False,
        "can_withdraw": False,
        "send_state": None,
        "problem": None,
        "refused": None,
        "can_pass_on": False,
        "ticket_id": None,
        "share_text": OUTAGE.share_text,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return BehindView(id=behind_id, status=term(status) if status else None, **(about | more))


YOURS = OutageState(
    id="o1",
    loaded=True,
    outage=OUTAGE,
    yours=(
        behind("a1", "asked", asks_works=True, can_say_works=True, can_say_broken=True, can_withdraw=True),
        behind("t1", "in_progress", is_ticket=True, customer_name="Joris", ticket_id="t1", text="Wifi valt weg"),
        behind("a2", "waiting", customer_name="", postcode="", text="", can_say_works=True, can_withdraw=True),
    ),
    can_join=True,
    share_text=OUTAGE.share_text,
    as_of=NOW,
    fresh=True,
)
ASKED = dataclasses.replace(
    OUTAGE,
    status=term("closed"),
    ended=True,
    resolved_at=NOW,
    share_text=Localised(
        "De storing is voorbij: Geen internet in Utrecht-centrum.",
        "The outage is over: No internet in the centre of Utrecht.",
    ),
    postmortem=Localised("Een graafmachine raakte de kabel. Die ligt nu dieper.", None),
)
OUTAGES = OutagesState(
    loaded=True,
    services=SERVICES,
    yours=(OutageRow(OUTAGE, Nearness.YOURS, ("Oma Bep", "Joris"), asks_me=True),),
    near=(OutageRow(PLANNED, Nearness.NEAR),),
    elsewhere=(OutageRow(OVERDUE, Nearness.ELSEWHERE),),
    ended=(OutageRow(ENDED, Nearness.ELSEWHERE),),
    follows=2,
    as_of=NOW,
)
FOLLOWING = FollowingState(
    loaded=True,
    services=SERVICES,
    follows=(
        FollowView("f1", "3511", Localised("3511 Utrecht", "3511 Utrecht"), "Thuis", (), True),
        FollowView("f2", "place:Haren", None, "", (INTERNET, TV), False, SendState.QUEUED),
        FollowView(
            "f3",
            "9999",
            None,
            "Ouders",
            (),
            False,
            SendState.FAILED,
            Notice(Say.REFUSED, {"detail": "Er is geen gebied 9999."}),
        ),
    ),
    suggestions=("3512", "place:Bunnik", "province:Utrecht"),
)
COVERED = OutageAnswer(
    OutageFinding.COVERED, (OUTAGE,), NOW, True, Notice(Say.KNOWN_OUTAGE, {"count": 1, "as_of": NOW})
)
CLEAR = OutageAnswer(OutageFinding.NONE_KNOWN, (), NOW, True, Notice(Say.NO_KNOWN_OUTAGE, {"as_of": NOW}))


def handling(answer: str, **more: object) -> HandlingView:
    return HandlingView(term(answer), "Internet Care", NOW, NOW, NOW + dt.timedelta(hours=1), **more)


def row(row_id: str, text: str, status: str | None, answer: str | None, **more: object) -> TicketRow:
    about: dict[str, object] = {
        "reference": f"DG-4K7-{row_id.upper()}",
        "kind": term("problem"),
        "service": INTERNET,
        "customer_name": "Oma Bep",
        "postcode": "3511AB",
        "send_state": None,
        "problem": None,
        "asks_me": False,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return TicketRow(
        id=row_id,
        text=text,
        status=term(status) if status else None,
        handling=handling(answer) if answer else None,
        **(about | more),
    )


TICKETS = TicketsState(
    loaded=True,
    any=True,
    counts=Counts(all=5, needs_me=1, unread=1, open=4, ended=1),
    services=SERVICES[:4],
    needs_me=(
        row("p2m", "Geen internet sinds vanmiddag, modem knippert rood", "pending", "waiting_for_you", asks_me=True),
    ),
    drafts=(DraftRow("d1", term("problem"), TV, "Beeld valt weg bij", "Buurman Ali", "3512CD", NOW),),
    open=(
        row(
            "new",
            "Vaste telefoon geeft geen kiestoon",
            None,
            None,
            reference=None,
            send_state=SendState.QUEUED,
            service=SERVICES[3],
            customer_name="Tante Riet",
        ),
        row("q7x", "Wifi valt boven steeds weg", "in_progress", "yes", customer_name="Joris", unread=True),
        row("k2l", "Televisie hapert op alle zenders", "acknowledged", "received", service=TV, customer_name="Fatima"),
    ),
    ended=(row("a1b", "Sms komt niet aan in het buitenland", "closed", "done", service=MOBILE, customer_name="Kees"),),
)


JOINED = BehindRow(behind("a1", "asked", asks_works=True), OUTAGE, INTERNET)


def entry(entry_id: str, kind: str, minutes: int, **more: object) -> EntryView:
    about: dict[str, object] = {
        "actor": term("solver"),
        "actor_name": "Mark Bos",
        "mine": False,
        "body": None,
        "changes": (),
    }
    return EntryView(entry_id, term(kind), NOW - dt.timedelta(minutes=minutes), **(about | more))


TICKET = TicketDetail(
    id="p2m",
    reference="DG-4K7-P2M",
    kind=term("problem"),
    service=INTERNET,
    description="Geen internet sinds vanmiddag, de modem knippert rood. Ze heeft hem al uit en aan gedaan.",
    severity=term("major"),
    status=term("in_progress"),
    status_reason=None,
    handling=handling("yes", by="Mark Bos"),
    customer=CustomerView("Oma Bep", "06 1234 5678", "", "3511AB", "12", True),
    outage=None,
    share_text=Localised(
        "Je storing is doorgegeven. Internet Care werkt eraan. Kenmerk: DG-4K7-P2M.",
        "Your problem was passed on. Internet Care is working on it. Reference: DG-4K7-P2M.",
    ),
    created_at=NOW - dt.timedelta(minutes=50),
    updated_at=NOW,
    answers=((Localised("Welk lampje brandt rood?", "Which light is red?"), Localised("Wereldbol", "Globe")),),
    tried=(Localised("Modem uit en aan zetten", "Turning the modem off and on"),),
)
TIMELINE = (
    entry("e1", "created", 50, mine=True, actor=term("reporter"), actor_name="Sanne de Vries"),
    entry("e2", "assignment", 40, changes=(("assignee", None, "Mark Bos"),)),
    entry("e3", "status", 40, changes=(("status", "acknowledged", "in_progress"),)),
    entry("e4", "message", 35, body="Brandt het lampje met de wereldbol op de modem?"),
    entry("e5", "message", 20, body="Nee, dat is uit. Alleen de aan-knop brandt.", mine=True, actor=term("reporter")),
    entry("e6", "message", 2, body="Dankjewel, dan meten we nu de lijn door.", mine=False),
)
TICKET_STATE = TicketState(
    id="p2m",
    loaded=True,
    ticket=TICKET,
    timeline=TIMELINE,
    can_message=True,
    can_cancel=True,
    can_correct_customer=True,
)
UNSENT = (UnsentView("s1", "submit", "Vaste telefoon geeft geen kiestoon", NOW),)

STORED = Stored(tickets=12, entries=87, outages=31, help=18, drafts=1, waiting=2, photos=3, size=1_240_000)
