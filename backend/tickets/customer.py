"""The customer of whom something was passed on: the same columns, shown the same, of a ticket and without one."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class WithCustomer:
    """For tables of what was passed on of a customer."""

    customer_name: Mapped[str | None] = mapped_column(String(200))
    customer_phone: Mapped[str | None] = mapped_column(String(40))
    customer_email: Mapped[str | None] = mapped_column(String(254))
    customer_postcode: Mapped[str | None] = mapped_column(String(16))
    customer_house_number: Mapped[str | None] = mapped_column(String(20))
    customer_may_contact: Mapped[bool]
    customer_preferred_channel: Mapped[str | None] = mapped_column(String(20))
    customer_informed: Mapped[bool]
    """Whether they know that it was passed on."""


def customer(row: WithCustomer) -> dict[str, Any]:
    """CustomerSchema."""
    return {
        "name": row.customer_name,
        "phone": row.customer_phone,
        "email": row.customer_email,
        "postcode": row.customer_postcode,
        "house_number": row.customer_house_number,
        "may_contact": row.customer_may_contact,
        "preferred_channel": row.customer_preferred_channel,
        "informed": row.customer_informed,
    }
