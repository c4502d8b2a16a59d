"""Whether a delivery is genuine: signed after Standard Webhooks with our secret, and sent within five minutes."""

import json
from collections.abc import Mapping
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class NotGenuine(Exception):
    """Tampered with, replayed later, or not signed as it should be: answer 401."""


def verified(secret: str, body: bytes, headers: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The event's id and content; raises NotGenuine for everything else that may come, never another error."""
    named = {name.lower(): value for name, value in headers.items()}
    try:
        Webhook(secret).verify(body, named, json_parse=False)
        event = json.loads(body)
    # standardwebhooks 1.1 lets a malformed header, base64 or encoding through as ValueError.
    except (WebhookVerificationError, ValueError) as error:
        raise NotGenuine(type(error).__name__) from None
    if not isinstance(event, dict):
        raise NotGenuine("no object")
    return named["webhook-id"], event
