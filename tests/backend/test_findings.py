"""What is missing before going live, over the API: for admins, in their language."""

from tests.backend.client import Client


def test_an_admin_reads_in_their_language_what_is_missing(admin: Client) -> None:
    items = admin.get("/findings", Accept_Language="en").json["items"]
    assert [item["blocks"] for item in items] == sorted((item["blocks"] for item in items), reverse=True)
    assert any(item["about"] == "team:tv" and "Team tv receives nothing" in item["text"] for item in items)
    dutch = admin.get("/findings").json["items"]
    assert any(item["about"] == "duty" and item["text"].startswith("Niemand heeft dienst") for item in dutch)
    admin.post("/teams/tv/members", {"email": "colleague@example.org"})
    assert "team:tv" not in {item["about"] for item in admin.get("/findings").json["items"]}


def test_nobody_else_learns_how_the_server_is_set_up(
    employee: Client, solver: Client, manager: Client, api_key
) -> None:
    for other in (employee, solver, manager, api_key("internet", "outages")):
        assert other.get("/findings").status_code == 403
