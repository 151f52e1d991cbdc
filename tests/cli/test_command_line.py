"""The command line, as people and scripts call it.

What hangs on the process itself is shown by real ones: help, exit codes, pure standard output,
files that are written, servers. Wishes and their answers are asked for in this process.
"""

import csv
import json
import socket
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.cli.calling import SEGMENT_BOT, call, call_process


@pytest.fixture(scope="module")
def mall(shared_data: Path) -> Path:
    return shared_data / "mall_customers.csv"


@pytest.fixture(scope="module")
def results(mall: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `analyze --out` fills."""
    out = tmp_path_factory.mktemp("results") / "new"
    assert call_process("analyze", mall, "--out", out, "--json").returncode == 0
    return out


@pytest.mark.parametrize("command", ["demo", "run", "analyze", "drift", "doctor", "manifest"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = call_process(command, "--help")
    assert done.returncode == 0
    assert "Example:" in done.stdout


def test_help_names_the_commands_that_work_and_no_others() -> None:
    told = call_process("--help").stdout
    listed = {line.split()[0] for line in told.partition("Commands:")[2].splitlines() if line}
    assert listed == {"demo", "run", "analyze", "who", "drift", "doctor", "manifest"}


def test_json_is_one_document_with_everything_that_was_promised(mall: Path) -> None:
    done = call_process(
        "analyze", mall, "--features", "Annual Income (k$),Spending Score (1-100)", "--json"
    )
    document = json.loads(done.stdout)
    assert done.stderr == ""
    assert document["k"] == 5
    assert document["verdict"] == "segments"
    assert document["features"] == ["Annual Income (k$)", "Spending Score (1-100)"]
    assert (document["algorithm"], document["scaling"]) == ("kmeans", "zscore")
    assert [s["size"] for s in document["segments"]] == [81, 39, 35, 23, 22]
    assert document["silhouette"] == pytest.approx(0.5547, abs=5e-4)
    assert set(document["dataset"]) >= {
        "rows_read", "rows_used", "duplicates_dropped", "format", "columns", "kind", "warnings",
    }  # fmt: skip
    assert set(document["segments"][0]) >= {
        "number", "name", "size", "share", "stability", "centre", "rule", "rule_precision",
        "rule_recall", "distinguishing", "recommendations",
    }  # fmt: skip
    assert set(document["k_evidence"][0]) >= {
        "k", "silhouette", "calinski_harabasz", "davies_bouldin", "stability",
    }  # fmt: skip
    for segment in document["segments"]:
        assert segment["recommendations"]
        assert set(segment["recommendations"][0]) == {"title", "text", "plan"}
    assert {"read", "total"} <= set(document["timings"])


def test_columns_can_be_left_out_and_weighed(mall: Path) -> None:
    done = call("analyze", mall, "--leave-out", "age", "--weigh", "income=2", "--k", "5", "--json")
    document = json.loads(done.stdout)
    assert document["features"] == ["Annual Income (k$)", "Spending Score (1-100)"]
    said = [step["what"] for step in document["dataset"]["receipt"]]
    assert "Left out as you asked: Age." in said
    assert "Annual Income (k$): counts 2 times." in said


def test_answers_take_part_when_asked_for(mall: Path) -> None:
    done = call("analyze", mall, "--features", "income,score,gender", "--k", "4", "--json")
    document = json.loads(done.stdout)
    assert document["features"][-1] == "Gender"
    shares = document["segments"][0]["answers"]["Gender"]
    assert set(shares) == {"Female", "Male"}
    assert sum(shares.values()) == pytest.approx(1)
    assert not any("male" in segment["name"].lower() for segment in document["segments"])


def test_raw_features_give_the_published_inertia(mall: Path) -> None:
    wishes = ("--features", "Annual Income (k$),Spending Score (1-100)", "--scale", "none")
    document = json.loads(call("analyze", mall, *wishes, "--k", "5", "--json").stdout)
    assert document["inertia"] == pytest.approx(44448.4554, rel=1e-3)
    assert document["silhouette"] == pytest.approx(0.5539, abs=5e-4)
    centres = {s["size"]: s["centre"] for s in document["segments"]}
    assert centres[81]["Annual Income (k$)"] == pytest.approx(55.30, abs=0.01)
    assert centres[81]["Spending Score (1-100)"] == pytest.approx(49.52, abs=0.01)


@pytest.mark.parametrize("algorithm", ["hierarchical", "dbscan"])
def test_other_algorithms_answer_to_their_names(mall: Path, algorithm: str) -> None:
    done = call("analyze", mall, "--algorithm", algorithm, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["algorithm"] == algorithm


def test_a_person_may_say_what_the_rows_are(shared_data: Path) -> None:
    orders = shared_data / "sales_data_sample.csv"
    told = json.loads(call("analyze", orders, "--algorithm", "rfm", "--json").stdout)
    assert (told["dataset"]["kind"], told["algorithm"]) == ("transactions", "rfm_rules")
    assert sum(segment["size"] for segment in told["segments"]) == 92
    forced = call("analyze", orders, "--kind", "customers", "--features", "SALES,MSRP", "--json")
    told = json.loads(forced.stdout)
    assert told["dataset"]["kind"] == "customers"
    assert sum(segment["size"] for segment in told["segments"]) == 2823


def test_wishes_for_the_groups_are_kept(mall: Path) -> None:
    wishes = ("--max-k", "4", "--min-share", "15%", "--outliers-apart")
    document = json.loads(call("analyze", mall, *wishes, "--json").stdout)
    assert document["k"] <= 4
    assert min(segment["share"] for segment in document["segments"]) >= 0.15
    assert document["unlike"] == []
    impossible = call("analyze", mall, "--k", "5", "--min-share", "30%")
    assert impossible.returncode == 1
    assert "at least 20 %, or for at most 3 groups" in impossible.stderr
    assert call("analyze", mall, "--min-share", "lots").returncode == 2


def test_methods_are_compared_on_request(mall: Path) -> None:
    wishes = ("--features", "Annual Income (k$),Spending Score (1-100)", "--compare")
    document = json.loads(call("analyze", mall, *wishes, "--json").stdout)
    comparison = document["comparison"]
    assert comparison["keep"] == comparison["shown"] == "kmeans"
    assert {row["name"] for row in comparison["methods"]} >= {"kmeans", "hierarchical", "hdbscan"}
    assert all(row["agreement_with_shown"] is not None for row in comparison["methods"])
    assert len(comparison["reasons"]) >= 2


def test_the_table_keeps_every_row_and_column_and_adds_the_segment(
    results: Path, mall: Path
) -> None:
    with (results / "segments.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with mall.open(encoding="utf-8") as file:
        original = list(csv.DictReader(file))
    assert [{k: row[k] for k in original[0]} for row in rows] == original
    assert {row["segment"] for row in rows} == set("123456")
    assert all(row["segment_name"] for row in rows)


def test_every_picture_has_its_words_beside_it(results: Path) -> None:
    pictures = sorted(results.glob("charts/*.png"))
    assert {"scatter", "bars", "3d", "sizes", "parallel", "explore"} <= {
        picture.stem for picture in pictures
    }
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert len(picture.with_suffix(".txt").read_text(encoding="utf-8")) > 40


def test_the_document_and_the_slides_are_there(results: Path) -> None:
    assert json.loads((results / "analysis.json").read_text(encoding="utf-8"))["k"] == 6
    assert (results / "report.pptx").read_bytes().startswith(b"PK")


def test_without_json_the_answer_is_text_for_people(mall: Path) -> None:
    told = call("analyze", mall).stdout
    assert told.startswith("6 kinds of customers in mall_customers.csv")
    assert "Affluent savers" in told
    assert "Worth knowing\n• Annual income and spending score are unrelated" in told


BAD_FILES = {
    "empty": b"",
    "two rows": b"a,b\n1,2\n3,4\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "all text": b"a,b\n" + b"x,y\nz,w\n" * 20,
    "all rows equal": b"a,b\n" + b"1,2\n" * 30,
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_file_that_cannot_be_used_ends_with_1_and_a_plain_sentence(
    case: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(BAD_FILES[case])
    done = call("analyze", path, "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "file.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--algorithm", "magic"), "no algorithm called 'magic'"),
        (("--features", "Height"), "Height"),
        (("--leave-out", "Height"), "Height"),
        (("--weigh", "age=0"), "can't count 0 times"),
        (("--leave-out", "age,income,score"), "no column left"),
        (("--k", "1"), "2 to"),
        (("--k", "1000"), "2 to"),
    ],
)
def test_a_wish_that_cannot_be_met_says_what_could(
    mall: Path, words: tuple[str, ...], told: str
) -> None:
    done = call("analyze", mall, *words)
    assert done.returncode == 1
    assert told in done.stderr


def test_a_file_that_is_not_there_is_said_to_be_missing() -> None:
    done = call_process("analyze", "nowhere.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no file nowhere.csv" in done.stderr


@pytest.mark.parametrize("words", [("analyze",), ("analyze", "x.csv", "--k", "many"), ("dance",)])
def test_wrong_usage_ends_with_2(words: tuple[str, ...]) -> None:
    assert call_process(*words).returncode == 2


def test_the_manifest_is_ready_to_paste() -> None:
    manifest = json.loads(call_process("manifest").stdout)
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["features"]["slash_commands"][0]["command"] == "/segment"
    over_http = json.loads(call_process("manifest", "--http", "https://bot.example.com/").stdout)
    address = "https://bot.example.com/slack/events"
    assert over_http["settings"]["event_subscriptions"]["request_url"] == address
    assert over_http["settings"]["socket_mode_enabled"] is False


def test_the_doctor_finds_what_is_missing_and_says_how_to_mend_it(tmp_path: Path) -> None:
    done = call_process("doctor", "--json", SEGMENT_BOT_DATA_DIR=str(tmp_path))
    findings = {finding["check"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == 0
    assert findings["database"]["state"] == "ok"
    assert "xoxb-" in findings["SLACK_BOT_TOKEN"]["mend"]


def test_the_doctor_reports_every_mistake_in_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[limits]\nmax_rows = 'many'\nmax_colums = 3\n")
    done = call("doctor", "--config", config)
    assert done.returncode == 1
    assert "max_rows" in done.stdout
    assert "did you mean" in done.stdout


@pytest.mark.parametrize(
    ("environment", "missing"),
    [({}, "SLACK_BOT_TOKEN"), ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN")],
)
def test_run_names_the_token_that_is_missing(
    environment: dict[str, str], missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"SEGMENT_BOT_DATA_DIR": str(tmp_path), **environment}.items():
        monkeypatch.setenv(name, value)
    done = call("run")
    assert done.returncode == 1
    assert missing in done.stderr


def test_the_demo_serves_its_page_with_the_bot_connected_until_it_is_stopped(
    tmp_path: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [str(SEGMENT_BOT), "demo", "--no-browser", "--port", str(port)]
    demo = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    assert demo.stderr is not None
    try:
        assert any("Ctrl-C ends it" in line for line in demo.stderr)
        boot = httpx.get(f"http://127.0.0.1:{port}/client/boot").json()
        assert boot["bot_connected"] is True
        assert "<html" in httpx.get(f"http://127.0.0.1:{port}/").text
        taken = call_process("demo", "--no-browser", "--port", str(port))
        assert taken.returncode == 1
        assert f"Port {port} is taken" in taken.stderr
    finally:
        demo.terminate()
        assert demo.wait(60) == 0
        demo.stderr.close()
