"""``check`` of addresses on storage: the report of a folder, whoever reads it and whatever an article asks for."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PIL import Image

from mediaaudit.api import audit_html
from mediaaudit.catalogue.catalogue import shipped_catalogue
from mediaaudit.config.files import read_config
from mediaaudit.config.model import Config
from mediaaudit.config.resolve import resolve
from mediaaudit.engine.audit import audit
from mediaaudit.engine.inputs import Collecting, Input, Inputs, collect
from mediaaudit.engine.plan import Plan
from mediaaudit.engine.processes import ProcessExecutor
from mediaaudit.engine.read import FileReader, read_article
from mediaaudit.readers.place import place_of
from mediaaudit.reporters import Options, render

from .conftest import Run

fsspec = pytest.importorskip("fsspec")
pytest.importorskip("fsspec.implementations.memory")
ROOT = Path(__file__).parents[2]
NEWSROOM = ROOT / "examples" / "newsroom"
PICTURE = (NEWSROOM / "pictures" / "minister-arrives.jpg").read_bytes()
SIDECAR = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Harbour Gazette"/>
</rdf:RDF></x:xmpmeta>"""
ASKED = {  # by an article two folders below the bucket -> what becomes of it
    "../pictures/a.jpg": "file",
    "/pictures/a.jpg": "file",
    "../pictures/a.jpg?w=640": "file",
    "..\\pictures\\a.jpg": "file",
    "%2e%2e/pictures/a.jpg": "file",
    "saved.jpg": "file",  # in page_files
    "gone.jpg": "missing",
    "../pictures": "unreadable",
    "../../secret.jpg": "outside",
    "%2e%2e/..%2fsecret.jpg": "outside",
    "../../../../../../etc/passwd": "outside",
    "../2026/../../secret.jpg": "outside",
    "file:///etc/passwd": "outside",
    "memory://bucket/secret.jpg": "remote",
    "s3://bucket/secret.jpg": "remote",
    "https://example.com/a.jpg": "remote",
    "a::memory://secret.jpg": "missing",
    "a" * 3000 + ".jpg": "missing",
    "a%00.jpg": "missing",
}
Store = Callable[[Path], None]


@pytest.fixture
def store() -> Iterator[Store]:
    """Put a folder into the bucket ``bucket`` of this process's memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()

    def put(folder: Path) -> None:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                system.pipe(f"/bucket/{path.relative_to(folder).as_posix()}", path.read_bytes())

    yield put
    system.store.clear()


def led(inputs: Iterable[Input], plan: Plan) -> dict[str, str]:
    """Return where the addresses of articles lead."""
    found: dict[str, str] = {}
    for item in inputs:
        assert item.path
        found.update(read_article(item.path.read_bytes(), item, plan, FileReader(plan))[0].outcomes)
    return found


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder above a site whose article asks for what it may not have."""
    images = "".join(f'<img src="{address}" alt="A quay in Lunden">' for address in ASKED)
    for name, data in {
        "secret.jpg": PICTURE,
        "site/pictures/a.jpg": PICTURE,
        "site/2026/page.html": f"<article><h1>A</h1>{images}</article>".encode(),
        "site/2026/page_files/saved.jpg": PICTURE[:900],
        "site/drafts/no.html": b"<article><img src=x.jpg></article>",
        "site/2026/keep.html": b"<article><h1>B</h1><img src=/pictures/a.jpg></article>",
        "site/2026/drop.html": b"<article><img src=x.jpg></article>",
        "site/.gitignore": b"drafts/\n",
        "site/2026/.gitignore": b"drop.html\n",
        "site/node_modules/x.html": b"<article><img src=x.jpg></article>",
        "site/news.xml": b'<rss version="2.0"><channel><item><title>B</title></item></channel></rss>',
        "site/sitemap.xml": b"<urlset/>",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def plan() -> Plan:
    return resolve(Config(select=("ALL",)), shipped_catalogue(), as_of="2026-01-01").plan


def collected(text: str) -> Inputs:
    return collect([place_of(text)], Collecting())


def reported(text: str, plan: Plan, **options: Any) -> str:
    """Return the report, without the head of its addresses."""
    said = render("json", audit(collected(text), plan, **options), Options())
    return said.replace("memory://bucket/", "").replace("zip://", "")


def test_the_report_is_that_of_a_folder(hostile: Path, store: Store, plan: Plan) -> None:
    store(hostile)
    assert [item.uri for item in collected("memory://bucket/site").inputs] == [
        f"memory://bucket/site/{name}" for name in ("news.xml", "2026/keep.html", "2026/page.html")
    ]
    here = reported("site", plan)
    assert reported("memory://bucket/site", plan) == here.replace(f"{hostile}/", "")
    assert '"rule": "FILE001"' in here  # pictures are read


def test_an_article_gets_nothing_from_outside(hostile: Path, store: Store, plan: Plan) -> None:
    store(hostile)
    for site in ("site", "memory://bucket/site"):
        inputs = [item for item in collected(site).inputs if item.uri.endswith("page.html")]
        assert led(inputs, plan) == ASKED


def test_a_named_article_reads_its_own_folder_only(run: Run, hostile: Path, store: Store, plan: Plan) -> None:
    store(hostile)
    (item,) = collected("memory://bucket/site/2026/page.html").inputs
    outcomes = led([item], plan)
    assert outcomes["../pictures/a.jpg"] == "outside"
    assert outcomes["saved.jpg"] == "file"


def test_sidecars_are_read(hostile: Path, store: Store, plan: Plan) -> None:
    Image.new("RGB", (240, 160), "grey").save(hostile / "site/pictures/a.jpg")
    (hostile / "site/pictures/a.xmp").write_text(SIDECAR, encoding="utf-8")
    store(hostile)
    here = reported("site", plan)
    assert "credit ('Harbour Gazette')" in here
    assert reported("memory://bucket/site", plan) == here.replace(f"{hostile}/", "")


def test_processes_read_storage_themselves(hostile: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = hostile / "site.zip"  # storage that other processes see as well
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted((hostile / "site").rglob("*")):
            file.write(path, path.relative_to(hostile))
    monkeypatch.setenv("FSSPEC_ZIP_FO", str(archive))
    monkeypatch.setitem(fsspec.config.conf, "zip", {"fo": str(archive)})
    monkeypatch.setattr("mediaaudit.engine.audit.BATCH", 1)
    here = reported("site", plan).replace(f"{hostile}/", "")
    assert reported("zip://site", plan) == here
    assert reported("zip://site", plan, executor=ProcessExecutor(2)) == here


def test_one_cache_serves_and_sees_what_changed(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    arguments = ("check", "--isolated", "--select", "alt,file", "--format", "json", "--as-of", "2026-01-01")
    arguments = (*arguments, "memory://bucket/site")
    first = run(*arguments, "--cache-dir", "cache")
    assert run(*arguments, "--cache-dir", "cache").stdout == first.stdout
    assert "articles: 2" in run("cache", "info", "--cache-dir", "cache").stdout
    fsspec.filesystem("memory").pipe("/bucket/site/pictures/a.jpg", PICTURE[:1000])
    changed = run(*arguments, "--cache-dir", "cache")
    assert changed.stdout != first.stdout
    assert changed.stdout == run(*arguments, "--no-cache").stdout


def test_shards_of_storage_merge(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    common = ("--isolated", "--select", "ALL", "--as-of", "2026-01-01")
    for part in ("1", "2"):
        assert run("check", *common, "--shard", f"{part}/2", "-o", part, "memory://bucket/site").exit_code == 0
    merged = run("merge", "1", "2", *common[:3], "--format", "json")
    assert merged.stdout == run("check", *common, "--format", "json", "memory://bucket/site").stdout


def test_other_formats_show_the_pictures_of_storage(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    done = run(
        "check", "--isolated", "--select", "ALL", "--format", "html=r.html,sarif=r.sarif", "memory://bucket/site"
    )
    assert done.exit_code == 1
    assert "data:image/webp;base64," in (hostile / "r.html").read_text(encoding="utf-8")
    results = json.loads((hostile / "r.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    places = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results}
    assert "memory://bucket/site/2026/page.html" in places


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    done = run(
        "check", "--isolated", "--format", "concise", "memory://bucket/none", "quux://bucket/site", "http://host/x.html",
        "memory://bucket/site/2026/keep.html",
    )  # fmt: skip
    assert done.exit_code == 2
    assert "memory://bucket/none does not exist" in done.stderr
    assert "quux://bucket/site cannot be read: Protocol not known: quux" in done.stderr
    assert "http:/host/x.html does not exist" in done.stderr
    assert "memory://bucket/site/2026/keep.html:1:" in done.stdout


def test_an_article_that_goes_while_it_is_audited_is_said(hostile: Path, store: Store, plan: Plan) -> None:
    store(hostile)
    inputs = collected("memory://bucket/site")
    fsspec.filesystem("memory").rm("/bucket/site/2026/keep.html")
    notices = [each for each in audit(inputs, plan).notifications if each.code == "unreadable-input"]
    assert [(each.level, each.message) for each in notices] == [
        ("error", "memory://bucket/site/2026/keep.html cannot be read: No such file or directory.")
    ]


@pytest.mark.parametrize("options", [("--fix",), ("--diff",), ("--unsafe-fixes",), ("--changed-since", "HEAD")])
def test_what_is_for_this_machine_only_is_refused(run: Run, hostile: Path, options: tuple[str, ...]) -> None:
    done = run("check", "--isolated", *options, "memory://bucket/site")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "this machine" in done.stderr
    assert "memory://bucket/site" in done.stderr


def test_pictures_may_be_on_storage(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    images = {
        "https://cdn.example.com/img/a.jpg": "file",
        "https://cdn.example.com/img/../../secret.jpg": "outside",
        "https://cdn.example.com/img/gone.jpg": "missing",
        "/2026/page_files/saved.jpg": "file",
        "/../secret.jpg": "outside",
    }
    tags = "".join(f'<img src="{address}" alt="A quay in Lunden">' for address in images)
    (hostile / "own.html").write_text(f"<article><h1>A</h1>{tags}</article>", encoding="utf-8")
    toml = 'site-root = "memory://bucket/site"\n[paths]\n"https://cdn.example.com/img/" = "memory://bucket/site/pictures"\n'
    (hostile / "mediaaudit.toml").write_text(toml, encoding="utf-8")
    plan = resolve(read_config(hostile / "mediaaudit.toml"), shipped_catalogue(), as_of="2026-01-01").plan
    assert led(collected("own.html").inputs, plan) == images
    shown = run("config", "show").stdout
    assert "memory://bucket/site/pictures" in shown
    flags = ("--isolated", "--site-root", "memory://bucket/site", "--select", "file", "--format", "json")
    assert '"file": "memory://bucket/site/2026/page_files/saved.jpg"' in run("check", *flags, "own.html").stdout


def test_a_picture_that_came_since_the_last_run_is_found(store: Store) -> None:
    fsspec.filesystem("memory").pipe("/bucket/other.jpg", PICTURE)

    def read() -> int:
        html = '<article><img src="a.jpg" alt="A quay in Lunden"></article>'
        return audit_html(html, base="memory://bucket").summary.pictures_read

    assert read() == 0
    fsspec.filesystem("memory").pipe("/bucket/a.jpg", PICTURE)
    assert read() == 1


class Tagged(fsspec.implementations.memory.MemoryFileSystem):
    """Storage that tells when a file was written again, as object storage does."""

    protocol = "tagged"
    read: ClassVar[list[str]] = []
    asked: ClassVar[list[str]] = []
    written = datetime(2026, 1, 1, tzinfo=UTC)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.partition("://")[2] if "://" in path else path

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        self.asked.append(path.rpartition("/")[2])
        found = super().info(path, **options)
        tag = sha256(self.store[path].getvalue()).hexdigest() if path in self.store else ""
        return {**found, "ETag": tag, "LastModified": self.written}

    def cat_file(self, path: str, *arguments: Any, **options: Any) -> bytes:
        self.read.append(path.rpartition("/")[2])
        return super().cat_file(path, *arguments, **options)


def test_pictures_that_are_as_they_were_are_not_read_again(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    fsspec.register_implementation("tagged", Tagged, clobber=True)

    def pictures_read() -> list[str]:
        Tagged.read.clear()
        done = run("check", "--isolated", "--cache-dir", "cache", "--select", "alt,file", "tagged://bucket/site")
        assert done.exit_code == 1
        return [name for name in Tagged.read if name.endswith(".jpg")]

    assert sorted(pictures_read()) == ["a.jpg", "saved.jpg"]
    assert pictures_read() == []
    fsspec.filesystem("memory").pipe("/bucket/site/pictures/a.jpg", PICTURE[:1000])
    assert pictures_read() == ["a.jpg"]


def test_where_no_folder_holds_a_sidecar_none_is_asked_for(hostile: Path, store: Store, plan: Plan) -> None:
    (hostile / "site/.gitignore").unlink()
    (hostile / "site/node_modules/x.html").unlink()
    store(hostile)
    fsspec.register_implementation("tagged", Tagged, clobber=True)

    def sidecars_asked(where: str) -> set[str]:
        Tagged.asked.clear()
        audit(collected(where), plan)
        return {name for name in Tagged.asked if name.endswith(".xmp")}

    assert sidecars_asked("tagged://bucket/site") == set()
    assert sidecars_asked("tagged://bucket/site/2026/page.html") == {"saved.xmp", "saved.jpg.xmp"}
    fsspec.filesystem("memory").pipe("/bucket/site/pictures/a.xmp", b"")
    assert "saved.xmp" in sidecars_asked("tagged://bucket/site")


@pytest.mark.parametrize("folder", ["raw", "node_modules"])
def test_sidecars_in_folders_that_are_left_out_are_read(hostile: Path, store: Store, plan: Plan, folder: str) -> None:
    (hostile / "site/.gitignore").write_text("raw/\n", encoding="utf-8")
    (hostile / "site" / folder).mkdir(exist_ok=True)
    Image.new("RGB", (240, 160), "grey").save(hostile / "site" / folder / "b.jpg")
    (hostile / "site" / folder / "b.xmp").write_text(SIDECAR, encoding="utf-8")
    page = f'<article><h1>A</h1><img src="{folder}/b.jpg" alt="A quay in Lunden"></article>'
    (hostile / "site/b.html").write_text(page, encoding="utf-8")
    store(hostile)
    here = reported("site", plan)
    assert "credit ('Harbour Gazette')" in here
    assert reported("memory://bucket/site", plan) == here.replace(f"{hostile}/", "")


def test_overrides_and_exclusions_hold_for_addresses(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    toml = '[[overrides]]\npaths = ["bucket/site/2026/k*"]\nignore = ["ALL"]\n'
    (hostile / "mediaaudit.toml").write_text(toml, encoding="utf-8")
    done = run("check", "--select", "ALL", "--exclude", "2026/page.html", "--format", "concise", "memory://bucket/site")
    assert "page.html" not in done.stdout
    assert "keep.html" not in done.stdout
    (hostile / "mediaaudit.toml").write_text(toml.replace("k*", "x*"), encoding="utf-8")
    again = run(
        "check", "--select", "ALL", "--exclude", "2026/page.html", "--format", "concise", "memory://bucket/site"
    )
    assert "keep.html" in again.stdout


def test_a_baseline_knows_addresses(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    assert run("baseline", "create", "--isolated", "memory://bucket/site").exit_code == 0
    names = json.loads((hostile / "mediaaudit-baseline.json").read_text(encoding="utf-8"))["documents"]
    assert "memory://bucket/site/2026/page.html" in names
    baseline = ("--baseline", "mediaaudit-baseline.json")
    assert run("check", "--isolated", *baseline, "memory://bucket/site").exit_code == 0
    run("baseline", "prune", "--isolated", "memory://bucket/site/2026/keep.html")
    kept = json.loads((hostile / "mediaaudit-baseline.json").read_text(encoding="utf-8"))["documents"]
    page = "memory://bucket/site/2026/page.html"
    assert kept[page] == names[page]  # what was not audited may still be there


def test_inspect_reads_storage(run: Run, hostile: Path, store: Store) -> None:
    store(hostile)
    done = run("inspect", "--isolated", "--format", "json", "memory://bucket/site/pictures/a.jpg")
    assert done.exit_code == 0
    assert "memory://bucket/site/pictures/a.jpg" in done.stdout
