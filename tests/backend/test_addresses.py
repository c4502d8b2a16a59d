"""Addresses are built from their views' names as werkzeug builds them."""

from flask import Flask, url_for


def test_addresses_are_built_at_the_first_time_and_again(app: Flask) -> None:
    with app.test_request_context():
        for _ in range(2):
            assert url_for("tickets.get_ticket", ticket_id="a b") == "/api/v1/tickets/a%20b"
            assert url_for("tickets.get_ticket", ticket_id="a", more="yes") == "/api/v1/tickets/a?more=yes"
            assert url_for("entering.invite", code="x") == "/invite/x"
