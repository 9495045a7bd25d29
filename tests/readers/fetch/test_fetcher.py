"""Fetching from a server that does everything wrong."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from mediaaudit.readers.fetch import exchange
from mediaaudit.readers.fetch.exchange import FetchError
from mediaaudit.readers.fetch.fetcher import Fetched, Fetcher
from mediaaudit.readers.fetch.settings import Fetching

from .conftest import PICTURE, Server

HERE = ("127.0.0.1/32",)
Make = Callable[..., Fetcher]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Fetcher] = []

    def fetcher(**settings: Any) -> Fetcher:
        chosen = {"allow": HERE, "cache": tmp_path, "run": "1", "per_second": 1000.0, **settings}
        made.append(Fetcher(Fetching(**chosen)))
        return made[-1]

    yield fetcher
    for each in made:
        each.close()


def failure(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/picture.jpg#top", "image/jpeg"),
        ("/moved", "image/jpeg"),
        ("/unnamed", None),
        ("/picture.jpg?a=ü b", "image/jpeg"),
    ],
)
def test_a_picture_is_fetched(make: Make, server: Server, path: str, media_type: str | None) -> None:
    assert make().fetch(server.url(path)) == Fetched(PICTURE, media_type)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/inside", "127.0.0.2 leads to 127.0.0.2, which is no public address"),
        ("/file", "the address is none of the web"),
        ("/circle", "it was redirected more than 5 times"),
        ("/endless", "it is larger than the limit of 100,000 bytes"),
        ("/huge", "it is larger than the limit of 100,000 bytes"),
        ("/short", f"the answer broke off after {len(PICTURE):,} of {len(PICTURE) + 1000:,} bytes"),
        ("/chunks", "the answer is no sound HTTP: IncompleteRead"),
        ("/junk", "the answer is no sound HTTP: BadStatusLine"),
        ("/html", "the server answered with an HTML page in place of a picture"),
        ("/packed", "the server packed the answer (gzip) though it was asked not to"),
        ("/gone", "the server answered with status 404"),
    ],
)
def test_a_failure_says_why(make: Make, server: Server, path: str, said: str) -> None:
    assert failure(make(max_bytes=100_000), server.url(path)).startswith(said)


@pytest.mark.parametrize("path", ["/drip", "/drip-head", "/silent"])
def test_a_slow_server_is_given_up(make: Make, server: Server, path: str) -> None:
    start = monotonic()
    assert failure(make(seconds=0.2), server.url(path)) == "it took more than 0.2 seconds"
    assert monotonic() - start < 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.jpg",
        "http://localhost:9/a.jpg",
        "http://[::1]:9/a.jpg",
        "http://[::ffff:127.0.0.1]:9/a.jpg",
        "http://2130706433:9/a.jpg",
        "http://0x7f.1:9/a.jpg",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_addresses_inside_are_not_asked(make: Make, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was made"))
    assert "no public address" in failure(make(allow=()), url)


def test_a_name_that_leads_inside_as_well_is_not_asked(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: places)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was made"))
    assert "10.0.0.1, which is no public address" in failure(make(), "http://pictures.example/a.jpg")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.com/a.jpg", "none of the web"),
        ("http://[broken/a.jpg", "the address is broken"),
        ("http://example.com:99999/a.jpg", "the address is broken"),
        ("http://me:secret@example.com/a.jpg", "carries a user name"),
        ("http://" + "ü" * 80 + ".example/a.jpg", "the address is broken"),
    ],
)
def test_broken_addresses(make: Make, url: str, said: str) -> None:
    assert said in failure(make(), url)


def test_certificate_and_host_are_those_of_the_name(
    make: Make, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    class Context:
        def wrap_socket(self, plain: socket.socket, **how: object) -> socket.socket:
            asked.append((plain.getpeername()[0], how["server_hostname"]))
            raise OSError("far enough")

    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", server.server_address)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [place])
    monkeypatch.setattr(exchange, "_context", Context)
    assert failure(make(), "https://pictures.example/a.jpg") == "far enough"
    assert asked == [("127.0.0.1", "pictures.example")]
    make().fetch("http://pictures.example/picture.jpg")
    assert server.asked[0][1]["host"] == "pictures.example"


def test_a_run_asks_once_and_the_next_one_asks_whether_it_changed(make: Make, server: Server) -> None:
    for path, field in (("/picture.jpg", "if-none-match"), ("/dated.jpg", "if-modified-since")):
        for run in ("1", "1", "2", "2"):
            assert make(run=run).fetch(server.url(path)).data == PICTURE
        first, second = (fields for asked, fields in server.asked if asked == path)
        assert field not in first
        assert field in second


def test_contents_that_were_changed_in_the_cache_are_fetched_again(make: Make, server: Server, tmp_path: Path) -> None:
    make().fetch(server.url("/picture.jpg"))
    (kept,) = tmp_path.glob("content/*/*")
    kept.write_bytes(b"<svg onload='alert()'/>")
    assert make().fetch(server.url("/picture.jpg")).data == PICTURE


def test_a_failure_is_remembered(make: Make, server: Server) -> None:
    fetcher = make()
    assert failure(fetcher, server.url("/gone")) == failure(fetcher, server.url("/gone"))
    assert len(server.asked) == 1


def test_a_run_has_a_limit_over_all_its_processes(make: Make, server: Server) -> None:
    make(max_pictures=1).fetch(server.url("/picture.jpg"))
    said = failure(make(max_pictures=1), server.url("/dated.jpg"))
    assert said == "the run had asked for 1 pictures, which is its limit"
    assert len(make(max_pictures=1, run="2").fetch(server.url("/dated.jpg")).data) == len(PICTURE)


def test_requests_to_one_host_are_apart(tmp_path: Path, server: Server) -> None:
    waited: list[float] = []
    fetcher = Fetcher(Fetching(allow=HERE, cache=tmp_path, per_second=0.5), wait=waited.append)
    for path in ("/picture.jpg", "/dated.jpg", "/unnamed"):
        fetcher.fetch(server.url(path))
    fetcher.close()
    assert [round(seconds) for seconds in waited] == [2, 4]


def test_the_cache_is_bounded(make: Make, server: Server, tmp_path: Path) -> None:
    make().fetch(server.url("/picture.jpg"))
    assert len(list(tmp_path.glob("content/*/*"))) == 1
    failure(make(max_cache_bytes=10), server.url("/gone"))
    assert not list(tmp_path.glob("content/*/*"))


def test_a_cache_that_cannot_be_written_is_said(make: Make, server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert failure(make(cache=tmp_path / "file"), server.url("/picture.jpg")) == "File exists"
