"""Routing rules, and trying them."""

from marshmallow import fields

from shared.schemas.base import Contract, Part, Text, Word, within
from shared.vocabulary import Kind

USUAL_POSITION = 100


class NewRuleSchema(Contract):
    """`POST /teams/{slug}/rules`: a condition that is left out always fits; the lowest position is looked at first."""

    service = Text(40, allow_none=True, load_default=None)
    kind = Word(Kind, allow_none=True, load_default=None)
    area = Text(120, allow_none=True, load_default=None)
    position = fields.Integer(strict=True, load_default=USUAL_POSITION, validate=within(0, 100_000))


class PatchRuleSchema(Contract):
    """`PATCH /teams/{slug}/rules/{id}`: only the fields that are sent change."""

    service = Text(40, allow_none=True)
    kind = Word(Kind, allow_none=True)
    area = Text(120, allow_none=True)
    position = fields.Integer(strict=True, validate=within(0, 100_000))


class RuleSchema(Contract):
    """A rule: sends a ticket to `team` where all that it names fits."""

    id = fields.String(required=True)
    team = fields.String(required=True)
    service = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True)
    area = fields.String(required=True, allow_none=True)
    position = fields.Integer(required=True)


class RuleListSchema(Contract):
    """`GET /routing/rules`, in the order in which they are looked at."""

    items = fields.List(Part(RuleSchema), required=True)


class RuleQuerySchema(Contract):
    """The filter of `GET /routing/rules`."""

    team = Text(64)


class TryRouteSchema(Contract):
    """`POST /routing/try`."""

    service = Text(40, allow_none=True, load_default=None)
    kind = Word(Kind, load_default=Kind.PROBLEM.value)
    postcode = Text(16, allow_none=True, load_default=None)


class ConsideredRuleSchema(RuleSchema):
    """A rule that did not fit: `unfit` is `service`, `kind` or `area`, and `why` says it in the caller's language."""

    unfit = fields.String(required=True)
    why = fields.String(required=True)


class TriedRouteSchema(Contract):
    """The team, the rule that chose it (null: none fitted, so `general` gets it), and those looked at before it."""

    team = fields.String(required=True)
    team_name = fields.String(required=True)
    rule = Part(RuleSchema, required=True, allow_none=True)
    looked_at = fields.List(Part(ConsideredRuleSchema), required=True)
