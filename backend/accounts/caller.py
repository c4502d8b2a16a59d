"""Who asks: a person or a team's program, as the services see it."""

from dataclasses import dataclass, field

from shared.vocabulary import ActorKind, Role

OUTAGES = "outages"
"""The right of an API key to declare and update outages."""


@dataclass(frozen=True)
class Caller:
    """An authenticated caller; `teams` are slugs."""

    id: str
    name: str
    language: str
    role: Role | None
    teams: frozenset[str]
    rights: frozenset[str] = field(default=frozenset())
    family_id: str | None = None
    endpoint_id: str | None = None
    """The team's mailbox that somebody answers or clicks from: it is not told of what it does itself."""

    @property
    def is_person(self) -> bool:
        """A person, not a team's program."""
        return self.role is not None

    @property
    def is_manager(self) -> bool:
        """Sees and may act on every ticket."""
        return self.role is Role.MANAGER

    @property
    def scope(self) -> str:
        """The account's name among accounts, keys and mailboxes, as `person:ID`, `key:ID` or `endpoint:ID`."""
        kind = "person" if self.is_person else "endpoint" if self.endpoint_id else "key"
        return f"{kind}:{self.id}"

    @property
    def audiences(self) -> tuple[str, ...]:
        """The audiences of changes that this caller hears."""
        own = (self.scope,) if self.is_person else ()
        teams = tuple(f"team:{slug}" for slug in sorted(self.teams))
        return (*own, *teams, *(("managers",) if self.is_manager else ()), "all")

    def kind_of_actor(self, *, reports: bool) -> ActorKind:
        """In which capacity a timeline names this caller; `reports` where they act as the ticket's reporter."""
        if not self.is_person:
            # Behind a mailbox sits a human, whoever it is.
            return ActorKind.SOLVER if self.endpoint_id else ActorKind.PROGRAM
        if reports:
            return ActorKind.REPORTER
        return ActorKind.MANAGER if self.is_manager else ActorKind.SOLVER
