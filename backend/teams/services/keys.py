"""The keys of a team's programs: made and ended by people."""

from backend import audit
from backend.accounts import keys
from backend.accounts import services as accounts
from backend.accounts.models import ApiKey
from backend.errors import Forbidden
from backend.teams.services.permission import Keeper, check_runs, oversees

MOST_NAMED = 200


def list_keys(who: Keeper, team: str) -> list[ApiKey]:
    """The team's keys, ended ones too; raises NotFound, Forbidden."""
    check_runs(who, team)
    return keys.keys_of(team)


def add_key(who: Keeper, team: str, name: str, rights: list[str], secret: str | None = None) -> tuple[ApiKey, str]:
    """A key for a program of the team, and its secret; rights are a manager's to give.

    Raises NotFound, Forbidden.
    """
    check_runs(who, team)
    if rights and not oversees(who):
        raise Forbidden("Only managers and admins give a key further rights.")
    key, text = accounts.make_api_key(team, name, rights, secret)
    audit.record(who, "key.added", f"key:{key.id}", team=team, changes=audit.made({"name": name, "rights": rights}))
    return key, text


def revoke_key(who: Keeper, team: str, key_id: str) -> ApiKey:
    """Ends a key at once; a second time changes nothing. Raises NotFound, Forbidden."""
    check_runs(who, team)
    ended = key_id in {key.id for key in keys.keys_of(team) if key.revoked_at is not None}
    key = keys.end_key(team, key_id)
    if not ended:
        audit.record(who, "key.revoked", f"key:{key.id}", team=team, changes={"name": {"from": key.name}})
    return key
