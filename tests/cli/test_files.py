"""Files that commands write: whole, through links, into pipes and devices; and refused before the work."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mediaaudit.cli.files import check_target, whole_file, write_file


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    target, link = tmp_path / "public" / "report.json", tmp_path / "latest.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to("public/report.json")
    write_file(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["latest.json", "public", "report.json"]


def test_a_link_that_leads_to_nothing_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("new.json")
    write_file(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "new.json").read_text() == "new"


def test_a_named_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        check_target(pipe)
        write_file(pipe, "report")
        assert os.read(reader, 100) == b"report"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_device_is_written_to_and_stays() -> None:
    ours, theirs = os.openpty()
    try:
        device = Path(os.ttyname(theirs))
        check_target(device)
        write_file(device, "report\n")
        assert os.read(ours, 100) == b"report\r\n"
        assert device.is_char_device()
    finally:
        os.close(ours)
        os.close(theirs)


def test_what_is_open_already_is_not_opened_anew(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w+b", buffering=0) as log:
        log.write(b"before\n")
        check_target(Path(f"/dev/fd/{log.fileno()}"))
        write_file(Path(f"/dev/fd/{log.fileno()}"), "report\n")
        log.write(b"after\n")
    assert (tmp_path / "log").read_text() == "before\nreport\nafter\n"


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("ü" * 120 + ".json")
    write_file(path, "report")
    assert path.read_text() == "report"


def test_a_failure_in_the_middle_names_the_path_as_given() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with pytest.raises(BrokenPipeError) as caught:
        write_file(Path(f"/dev/fd/{writing}"), "report")
    os.close(writing)
    assert caught.value.filename == f"/dev/fd/{writing}"


def test_an_error_of_the_work_itself_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught, whole_file(tmp_path / "report"):
        (tmp_path / "other").read_bytes()
    assert caught.value.filename == str(tmp_path / "other")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [check_target, lambda path: write_file(path, "report")])
@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("gone/report", FileNotFoundError),
        (".", IsADirectoryError),
        ("file/report", NotADirectoryError),
        ("/dev/fd/99999", OSError),
    ],
)
def test_what_cannot_be_written_is_named_as_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None], name: str, error: type[OSError]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(error) as caught:
        write(Path(name))
    assert caught.value.filename == name
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_may_not_be_written_to_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_target(tmp_path / "report")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(PermissionError):
        check_target(tmp_path / "report")
