"""The settings that tests run under; WEBHOOK_ALLOW lets them receive on this machine."""

from typing import Any

from backend.config import Config


def settings(database_url: str, **others: str) -> Config:
    env = {"DATABASE_URL": database_url, "SECRET_KEY": "for tests only", "WEBHOOK_ALLOW": "127.0.0.0/8", **others}
    return Config.from_env(env)


DEMO: dict[str, Any] = {
    "employee": "employee@example.org",
    "colleague": "colleague@example.org",
    "solver": "solver@example.org",
    "manager": "manager@example.org",
    "admin": "admin@example.org",
}
