"""Cancel: the message under way says that it was stopped, the computing ends, nothing stays."""

import numpy as np
import pytest

from bot.workspace.person import Person
from bot.workspace.seen import Seen
from tests.dialogs.office import Office

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def many_customers() -> bytes:
    """A file that takes long enough to be stopped in the middle."""
    rng = np.random.default_rng(3)
    rows = rng.normal(50, 12, (400_000, 6)).round(2)
    lines = (f"{i}," + ",".join(map(str, row)) for i, row in enumerate(rows.tolist()))
    return ("id,income,spend,visits,basket,tenure,age\n" + "\n".join(lines)).encode()


def under_way(ada: Person, room: str, ts: str, after: str = "") -> Seen:
    """The message that shows the work, with its button. How far that is may be left out of it:
    progress gives way when much is said at a time."""
    return ada.wait_for(
        lambda m: m.ts > after and "Reading *many.csv*" in m.said, room, thread=ts, timeout=60
    )


def uploads(office: Office) -> set[str]:
    """The files of data sets that the bot keeps."""
    return {str(path) for path in (office.data_dir / "files").rglob("*") if path.is_file()}


def test_the_message_under_way_says_that_it_was_stopped_and_nothing_stays(
    office: Office, ada: Person, room: str, many_customers: bytes
) -> None:
    before = uploads(office)
    ts = ada.drop(room, "many.csv", many_customers)
    progress = under_way(ada, room, ts)
    ada.press(progress, "Cancel")
    stopped = ada.wait_for("stopped working on *many.csv*", room, thread=ts, timeout=30)
    assert stopped.ts == progress.ts
    assert f"as <@{ada.id}> asked" in stopped.said
    assert "Cancel" not in stopped.said
    assert len(ada.messages(room, thread=ts)) == 2
    assert uploads(office) == before


def test_cancel_said_as_a_command_stops_what_status_names(
    office: Office, ada: Person, room: str, many_customers: bytes, mall: bytes
) -> None:
    before = uploads(office)
    ts = ada.drop(room, "many.csv", many_customers)
    progress = under_way(ada, room, ts)
    ada.command(room, "/segment status")
    assert "Under way: many.csv" in ada.wait_for("Under way", room).said
    ada.command(room, "/segment cancel")
    stopped = ada.wait_for("stopped working on", room, thread=ts, timeout=30)
    assert stopped.ts == progress.ts
    again = ada.drop(room, "customers.csv", mall)
    ada.wait_for("kinds of customers in customers.csv", room, thread=again, timeout=60)
    assert uploads(office) > before


def test_a_cut_that_was_stopped_leaves_the_answer_before_it(
    ada: Person, room: str, many_customers: bytes
) -> None:
    ts = ada.drop(room, "many.csv", many_customers)
    answer = ada.wait_for("many.csv form one group", room, thread=ts, timeout=90)
    ada.mention(room, "k=7", thread=ts)
    ada.press(under_way(ada, room, ts, after=answer.ts), "Cancel")
    stopped = ada.wait_for("stopped working on", room, thread=ts, timeout=30)
    assert "still holds" in stopped.said


def test_with_nothing_under_way_cancel_says_so(ada: Person, room: str) -> None:
    ada.command(room, "/segment cancel")
    assert ada.wait_for("Nothing is under way here", room).ephemeral
