"""One thing that breaks off while it is sent stops nothing else, and was an attempt."""

from concurrent.futures import wait

from backend.lanes import Lane


def test_what_breaks_while_it_is_sent_was_an_attempt_and_the_others_go_on() -> None:
    due, settled = ["poison", "a", "b"], list[str]()

    def claim(_worker: str, most: int, _under_way: list[str]) -> list[str]:
        return [due.pop(0) for _ in range(min(most, len(due)))]

    def send(parcel: str) -> str:
        if parcel == "poison":
            raise RuntimeError(parcel)
        return parcel

    def settle(_worker: str, outcomes: list[str]) -> None:
        settled.extend(outcomes)

    lane = Lane("test", 2, lambda: bool(due), claim, send, lambda one: f"{one}: broken", settle, lambda *_: None)
    lane.open()
    for _ in range(3):
        wait(lane.under_way)
        back = lane.back()
        lane.go_on(back, lane.exchange("worker", back, lane.wanted(back, stopping=False)))
    lane.close()
    assert sorted(settled) == ["a", "b", "poison: broken"]
    assert not lane.under_way
