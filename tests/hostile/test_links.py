"""Links, pipes, devices and odd entries: nothing outside is read or written, and one bad entry costs itself."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from mediaaudit import gate
from mediaaudit.engine.inputs import Collecting, collect, read_input

from .conftest import PAGE, SECRET, Tool, picture, snapshot

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes are POSIX here")


@pytest.mark.parametrize("named", ["folder", "file"])
@pytest.mark.parametrize("name", ["secret.html", "secret.jpg"])
def test_a_link_to_outside_is_not_read(tree: Path, outside: Path, tool: Tool, name: str, named: str) -> None:
    link = tree / f"link{Path(name).suffix}"
    link.symlink_to(outside / name)
    if name.endswith("jpg"):
        (tree / "story.html").unlink()
    for command in (("check", "--select", "ALL", "--format"), ("inspect", "--format")):
        done = tool(*command, "json", "." if named == "folder" else link.name)
        assert done.returncode == 2
        assert f"{link.name} is a link that leads out of what is audited" in done.stdout + done.stderr
        assert SECRET not in done.stdout + done.stderr


def test_a_link_to_what_is_audited_as_well_is_read(tree: Path, outside: Path, tool: Tool) -> None:
    (tree / "link.html").symlink_to(outside / "secret.html")
    done = tool("check", ".", str(outside), "--format", "json")
    assert json.loads(done.stdout)["summary"]["documents"] == 3


def test_pictures_behind_links_are_not_read(tree: Path, outside: Path, tool: Tool) -> None:
    (tree / "bridge.jpg").unlink()
    (tree / "bridge.jpg").symlink_to(outside / "secret.jpg")
    (tree / "way").symlink_to(outside)
    html = PAGE.format("bridge.jpg") + '<img src="way/secret.jpg"><img src="/way/secret.jpg">'
    (tree / "story.html").write_text(html, encoding="utf-8")
    for format_ in ("json", "html"):
        done = tool("check", ".", "--select", "ALL", "--format", format_)
        assert SECRET not in done.stdout
        assert "data:image/webp" not in done.stdout
    assert json.loads(tool("check", ".", "--format", "json").stdout)["summary"]["pictures_read"] == 0


def test_what_lies_beside_a_picture_is_not_read_through_a_link(tree: Path, outside: Path, tool: Tool) -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="{SECRET}"/></rdf:RDF></x:xmpmeta>'
    )
    (outside / "secret.xmp").write_text(packet, encoding="utf-8")
    (tree / "bridge.xmp").symlink_to(outside / "secret.xmp")
    done = tool("check", ".", "--select", "ALL", "--format", "json")
    assert SECRET not in done.stdout


@pytest.mark.parametrize("where", ["folder", "named"])
@pytest.mark.parametrize("kind", ["pipe", "device", "socket", "loop", "dangling"])
@pytest.mark.parametrize("suffix", [".html", ".jpg", ".xml", ".rss"])
def test_what_is_no_file_costs_itself(
    tree: Path, program: Tool, kind: str, suffix: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tree / f"odd{suffix}"
    if kind == "pipe":
        os.mkfifo(odd)
    elif kind == "device":
        odd.symlink_to("/dev/zero")
    elif kind == "socket":
        monkeypatch.chdir(tree)  # the name of a socket has little room
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(odd.name)
    else:
        odd.symlink_to(odd.name if kind == "loop" else "nothing")
    done = program("check", "--format", "json", *([odd.name, "story.html"] if where == "named" else ["."]))
    assert json.loads(done.stdout)["summary"]["documents"] == 1
    if where == "named":
        assert done.returncode == 2
        assert odd.name in done.stderr
    if kind == "loop" and where == "folder":
        assert "odd" in done.stderr


@pytest.mark.parametrize("option", ["--config", "--baseline"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_not_waited_for(tree: Path, program: Tool, option: str, kind: str) -> None:
    odd = tree / "odd"
    if kind == "pipe":
        os.mkfifo(odd)
    done = program("check", ".", option, "/dev/zero" if kind == "device" else "odd")
    assert done.returncode == 2
    assert "it is no regular file" in done.stderr


@pytest.mark.parametrize(
    "command", [("compare", "odd", "bridge.jpg"), ("merge", "odd"), ("report", "--compare", "odd", "odd")]
)
def test_other_commands_do_not_wait_either(tree: Path, program: Tool, command: tuple[str, ...]) -> None:
    os.mkfifo(tree / "odd")
    assert program(*command).returncode == 2


def test_names_that_are_no_text_and_folders_that_cannot_be_read(tree: Path, tool: Tool) -> None:
    (tree / os.fsdecode(b"caf\xe9.html")).write_text(PAGE.format("bridge.jpg"), encoding="utf-8")
    (tree / "new\nline.html").write_text(PAGE.format("bridge.jpg"), encoding="utf-8")
    (tree / "closed").mkdir(mode=0o000)
    done = tool("check", ".", "--format", "json")
    assert json.loads(done.stdout)["summary"]["documents"] == 3


@pytest.mark.parametrize("kind", ["to outside", "to inside", "hard"])
def test_fixes_do_not_go_through_links(tree: Path, outside: Path, tool: Tool, kind: str) -> None:
    wrong = PAGE.format("bridge.jpg").replace('src="bridge.jpg"', 'src="bridge.jpg" alt="A red bridge (Ida Lund/AP)" x')
    target = (tree if kind == "to inside" else outside) / "target.html"
    target.write_text(wrong, encoding="utf-8")
    if kind == "hard":
        (tree / "link.html").hardlink_to(target)
    else:
        (tree / "link.html").symlink_to(target)
    before = snapshot(outside)
    tool("check", "link.html", "--fix", "--unsafe-fixes", "--select", "ALL")
    tool("check", ".", "--fix", "--unsafe-fixes", "--select", "ALL")
    assert snapshot(outside) == before
    assert (tree / "link.html").is_symlink() == (kind != "hard")


REPORTS = ("html", "sarif", "json", "markdown", "csv")


@pytest.mark.parametrize("name", REPORTS)
def test_reports_do_not_go_through_links_to_outside(tree: Path, outside: Path, tool: Tool, name: str) -> None:
    (tree / "report").symlink_to(outside / "secret.txt")
    (tree / "reports").symlink_to(outside)
    before = snapshot(outside)
    for target in ("report", "reports/new"):
        done = tool("check", ".", "--format", f"{name}={target}")
        assert done.returncode == 2
        assert "a link that leads to" in done.stderr
    assert snapshot(outside) == before


@pytest.mark.parametrize(
    "command",
    [
        ("baseline", "create", "--file", "way/new.json"),
        ("duplicates", ".", "-o", "way/new.txt"),
        ("check", ".", "--shard", "1/1", "-o", "way/part.jsonl"),
        ("compare", "bridge.jpg", "bridge.jpg", "--decide", "known", "--decisions", "way/new.txt"),
        ("rules", "new", "stop", "--folder", "way/rules"),
        ("index", "build", ".", "--index", "way/index"),
        ("init", "--no-input", "--ci", "github"),
        ("init", "--no-input", "--ci", "github", "new/place"),
    ],
    ids=" ".join,
)
def test_other_files_are_not_written_outside(tree: Path, outside: Path, tool: Tool, command: tuple[str, ...]) -> None:
    (tree / "way").symlink_to(outside)
    (tree / ".github").symlink_to(outside)
    (tree / "new").symlink_to(outside)
    before = sorted(outside.rglob("*")), snapshot(outside)
    assert tool(*command).returncode == 2
    assert (sorted(outside.rglob("*")), snapshot(outside)) == before


@pytest.mark.parametrize(
    "command",
    [
        ("check", ".", "--baseline", "data"),
        ("merge", "data"),
        ("report", "--compare", "data", "data"),
        ("duplicates", ".", "--decisions", "data"),
    ],
    ids=" ".join,
)
def test_data_that_is_a_link_to_outside_is_not_read(
    tree: Path, outside: Path, tool: Tool, command: tuple[str, ...]
) -> None:
    (outside / "data").write_text(f'{{"schema_version": "{SECRET}", "documents": {{}}}}', encoding="utf-8")
    (tree / "data").symlink_to(outside / "data")
    done = tool(*command)
    assert done.returncode == 2
    assert SECRET not in done.stdout + done.stderr


def test_a_folder_that_is_swapped_for_a_link_meanwhile(
    tree: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = tree / "pictures"
    pictures.mkdir()
    picture(pictures / "secret.jpg")
    (item,) = [item for item in collect([pictures], Collecting()).inputs if item.kind == "picture"]
    there = os.open

    def swapped(path: object, *rest: object, **named: object) -> int:
        if pictures.is_dir() and not pictures.is_symlink():
            pictures.rename(tree / "aside")
            pictures.symlink_to(outside)
        return there(path, *rest, **named)  # type: ignore[arg-type]

    (inner,) = [each for each in collect([tree], Collecting(everything=True)).inputs if each.uri.endswith("secret.jpg")]
    monkeypatch.setattr(gate.os, "open", swapped)
    with pytest.raises(gate.OutsideError):
        read_input(inner, 1 << 20)
    with pytest.raises(gate.OutsideError):  # the folder that was named, as it was when it was named
        read_input(item, 1 << 20)


def test_a_site_root_that_is_swapped_meanwhile(tree: Path, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediaaudit.catalogue.catalogue import shipped_catalogue
    from mediaaudit.config.files import read_config
    from mediaaudit.config.resolve import resolve
    from mediaaudit.engine.audit import audit

    monkeypatch.chdir(tree)
    (tree / "public").mkdir()
    (tree / "mediaaudit.toml").write_text('site-root = "public"', encoding="utf-8")
    (tree / "story.html").write_text(PAGE.format("/secret.jpg"), encoding="utf-8")
    plan = resolve(read_config(tree / "mediaaudit.toml", trusted=False), shipped_catalogue()).plan
    inputs = collect([tree], Collecting())
    (tree / "public").rmdir()
    (tree / "public").symlink_to(outside)
    assert audit(inputs, plan).summary.pictures_read == 0


def test_shards_do_not_say_which_files_are_shown(tree: Path, outside: Path, tool: Tool) -> None:
    page = (outside / "secret.html").read_text(encoding="utf-8").replace("x.jpg", "secret.jpg")
    (outside / "secret.html").write_text(page, encoding="utf-8")
    assert tool("check", str(outside), "--select", "ALL", "--shard", "1/1", "-o", "part.jsonl").returncode == 0
    shown = tool("merge", "part.jsonl", "--select", "ALL", "--format", "html")
    assert "data:image/webp" not in shown.stdout
    named = tool("merge", "part.jsonl", "--select", "ALL", "--format", "html", "--root", str(outside))
    assert "data:image/webp" in named.stdout


def test_archives_are_no_articles(tree: Path, tool: Tool) -> None:
    import zipfile

    with zipfile.ZipFile(tree / "site.html.zip", "w") as archive:
        archive.writestr("../../evil.html", PAGE)
    with zipfile.ZipFile(tree / "zip.html", "w") as archive:
        archive.writestr("../../evil.html", PAGE)
    tool("check", ".")
    assert not (tree.parent / "evil.html").exists()
