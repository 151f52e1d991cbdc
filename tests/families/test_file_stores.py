"""What every file store must do: folders there whole or not at all."""

from pathlib import Path
from uuid import uuid4

import fsspec
import pytest

from bot.store import FileStore, MissingFolder
from bot.stores.files import LocalFiles, NoSuchFileSystem, RemoteFiles, open_files


@pytest.fixture(params=["local", "remote"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """fsspec's memory file system stands for the remote ones: it has no rename of folders."""
    address = str(tmp_path / "files") if request.param == "local" else f"memory://bucket-{uuid4()}"
    return open_files(address)


def keep(files: FileStore, folder: str, **contents: str) -> None:
    with files.writing(folder) as target:
        for name, text in contents.items():
            (target / name).write_text(text)


def contents(files: FileStore, folder: str) -> dict[str, str]:
    with files.local(folder) as local:
        return {
            path.relative_to(local).as_posix(): path.read_text()
            for path in local.rglob("*")
            if path.is_file()
        }


def fail_half_way(files: FileStore, folder: str) -> None:
    with files.writing(folder) as target:
        (target / "table").write_text("half")
        raise ValueError("half-way")


def test_an_address_says_which_kind_of_store_it_is(tmp_path: Path) -> None:
    assert isinstance(open_files(str(tmp_path)), LocalFiles)
    assert isinstance(open_files(f"file://{tmp_path}"), LocalFiles)
    assert isinstance(open_files("memory://somewhere"), RemoteFiles)


@pytest.mark.parametrize("address", ["wibble://somewhere", "not-installed://bucket/folder"])
def test_an_address_that_cannot_be_opened_says_which_setting_to_change(address: str) -> None:
    missing = "no_such_package.FileSystem"
    fsspec.register_implementation("not-installed", missing, clobber=True, errtxt="Install it")
    with pytest.raises(NoSuchFileSystem, match=r"files\.location"):
        open_files(address)


def test_a_folder_comes_back_with_all_its_files(files: FileStore) -> None:
    with files.writing("datasets/ds_1") as target:
        (target / "table").write_bytes(b"a,b\n1,2\n")
        (target / "charts").mkdir()
        (target / "charts" / "map.txt").write_text("a map")
    assert files.exists("datasets/ds_1")
    assert contents(files, "datasets/ds_1") == {"table": "a,b\n1,2\n", "charts/map.txt": "a map"}


def test_an_empty_folder_is_a_folder(files: FileStore) -> None:
    keep(files, "empty")
    assert files.exists("empty")
    assert contents(files, "empty") == {}


def test_nothing_stays_of_a_folder_whose_writing_failed(files: FileStore) -> None:
    with pytest.raises(ValueError, match="half-way"):
        fail_half_way(files, "datasets/ds_1")
    assert not files.exists("datasets/ds_1")


def test_a_failed_writing_leaves_the_older_folder_alone(files: FileStore) -> None:
    keep(files, "datasets/ds_1", table="old")
    with pytest.raises(ValueError, match="half-way"):
        fail_half_way(files, "datasets/ds_1")
    assert contents(files, "datasets/ds_1") == {"table": "old"}


def test_a_folder_written_again_holds_only_the_new_files(files: FileStore) -> None:
    keep(files, "datasets/ds_1", table="old", extra="old")
    keep(files, "datasets/ds_1", table="new")
    assert contents(files, "datasets/ds_1") == {"table": "new"}


def test_a_folder_that_is_not_there_is_missing(files: FileStore) -> None:
    assert not files.exists("nowhere")
    with pytest.raises(MissingFolder), files.local("nowhere"):
        pass


def test_deleting_takes_what_lies_below_and_nothing_beside(files: FileStore) -> None:
    keep(files, "datasets/ds_1/upload", table="1")
    keep(files, "datasets/ds_1/an_1", analysis="1")
    keep(files, "datasets/ds_10/upload", table="10")
    files.delete("datasets/ds_1")
    files.delete("datasets/ds_1")
    assert not files.exists("datasets/ds_1/upload")
    assert not files.exists("datasets/ds_1/an_1")
    assert contents(files, "datasets/ds_10/upload") == {"table": "10"}


@pytest.mark.parametrize("name", ["../outside", "/etc", "a/../../b", "", ".incoming", "a/.hidden"])
def test_no_name_leads_out_of_the_store(files: FileStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a folder's name"):
        files.exists(name)


def test_what_a_crash_left_half_written_is_swept_away(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    crashed = files.writing("datasets/ds_1")
    half = crashed.__enter__()
    (half / "table").write_text("half")
    keep(files, "datasets/ds_2", table="whole")
    files.sweep()
    assert [path.name for path in tmp_path.rglob("table")] == ["table"]
    assert contents(files, "datasets/ds_2") == {"table": "whole"}


def test_a_remote_folder_whose_upload_broke_off_does_not_count() -> None:
    files = RemoteFiles(f"memory://bucket-{uuid4()}")
    keep(files, "datasets/ds_1", table="whole")
    files._files.rm_file(files._path("datasets/ds_1") + "/.complete")
    assert not files.exists("datasets/ds_1")
    keep(files, "datasets/ds_1", analysis="new")
    assert contents(files, "datasets/ds_1") == {"analysis": "new"}
