"""Who may compute next: places are shared fairly between channels."""

import threading
import time
from collections.abc import Callable

import pytest

from bot.jobs.turns import Turns


def no_objection() -> None:
    """Go on waiting."""


def refuse_to_wait() -> None:
    raise AssertionError("there should be a place at once")


class Visitor:
    """Somebody who takes a turn in a thread of her own and keeps it until she is sent away."""

    def __init__(self, turns: Turns, lane: str, said: list[str], name: str) -> None:
        self._leave = threading.Event()
        self.began = threading.Event()
        self.had_to_wait = threading.Event()
        self.name = name

        def visit() -> None:
            with turns.turn(lane, no_objection, self.had_to_wait.set):
                said.append(name)
                self.began.set()
                self._leave.wait()

        self._thread = threading.Thread(target=visit)
        self._thread.start()

    def leave(self) -> None:
        self._leave.set()
        self._thread.join()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline


def waiting(turns: Turns) -> int:
    with turns._changed:
        return len(turns._waiting)


def come(turns: Turns, said: list[str], names: list[str]) -> list[Visitor]:
    """Visitors one after the other; `A1` comes by lane A."""
    came: list[Visitor] = []
    for name in names:
        before = waiting(turns)
        visitor = Visitor(turns, name[0], said, name)
        wait_until(lambda seen=before, one=visitor: one.began.is_set() or waiting(turns) > seen)
        came.append(visitor)
    return came


def test_no_more_have_a_place_than_there_are() -> None:
    turns, said = Turns(2), list[str]()
    came = come(turns, said, ["A1", "B1", "C1"])
    assert said == ["A1", "B1"]
    assert [visitor.had_to_wait.is_set() for visitor in came] == [False, False, True]
    came[0].leave()
    came[2].began.wait()
    assert said == ["A1", "B1", "C1"]
    for visitor in came[1:]:
        visitor.leave()


def test_a_channel_with_many_files_does_not_keep_others_waiting() -> None:
    turns, said = Turns(2), list[str]()
    came = come(turns, said, ["A1", "A2", "A3", "A4", "B1"])
    came[0].leave()
    came[4].began.wait()
    assert said == ["A1", "A2", "B1"]
    came[1].leave()
    came[2].began.wait()
    assert said == ["A1", "A2", "B1", "A3"]
    came[4].leave()
    came[3].began.wait()
    for visitor in came[2:4]:
        visitor.leave()


def test_within_a_channel_the_first_to_come_is_the_first_to_go() -> None:
    turns, said = Turns(1), list[str]()
    came = come(turns, said, ["A1", "A2", "A3"])
    for visitor in came:
        visitor.began.wait()
        visitor.leave()
    assert said == ["A1", "A2", "A3"]


def test_one_who_gives_up_waiting_leaves_the_line() -> None:
    turns = Turns(1)
    given_up = threading.Event()

    class GivenUp(BaseException):
        pass

    def check() -> None:
        if given_up.is_set():
            raise GivenUp

    def wait_in_vain() -> None:
        with pytest.raises(GivenUp), turns.turn("A", check, no_objection):
            raise AssertionError("there was no place")

    with turns.turn("A", no_objection, no_objection):
        thread = threading.Thread(target=wait_in_vain)
        thread.start()
        wait_until(lambda: waiting(turns) == 1)
        given_up.set()
        turns.nudge()
        thread.join()
        assert waiting(turns) == 0
    with turns.turn("B", no_objection, refuse_to_wait):
        assert waiting(turns) == 0


def test_a_place_is_given_back_after_an_error() -> None:
    turns = Turns(1)

    def fail() -> None:
        with turns.turn("A", no_objection, no_objection):
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    with turns.turn("B", no_objection, refuse_to_wait):
        assert waiting(turns) == 0
