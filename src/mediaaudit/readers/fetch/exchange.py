"""One request and its answer, over a connection to an address that was judged before, within a deadline.

The client is the standard library's ``http.client``: with redirects, proxies, cookies, decompression and retries left
out it is small, and the connection is ours to make, so that name, certificate and Host stay those of the address while
the socket goes where it was found to lead.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from time import monotonic
from urllib.parse import quote, urlsplit

from mediaaudit.lazy import dataclass

from .addresses import Address, may_ask, resolve

_CHUNK = 1 << 16
_PATH = "/%:@!$&'()*+,;=~-._"  # what may stand in a path as it is (RFC 3986); escapes are taken as written
PORTS = {"http": 80, "https": 443}


class FetchError(Exception):
    """Why a picture was not fetched, in a clause for people."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: ``host`` in ASCII, ``path`` with its query, both fit for a request."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the Host field."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, fields by lower-case name, and the whole body."""

    status: int
    fields: Mapping[str, str]
    body: bytes


def take_apart(url: str) -> Target:
    """Return the parts of an http or https address. Raises FetchError for any other, and for one with a password."""
    try:
        parts = urlsplit(url)
        host = (
            (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
        )
        port = parts.port
    except ValueError as error:
        raise FetchError(f"the address is broken: {error}") from error
    if parts.scheme not in PORTS or not host:
        raise FetchError("the address is none of the web")
    if parts.username or parts.password:
        raise FetchError("the address carries a user name")
    path = quote(parts.path or "/", safe=_PATH)
    query = quote(parts.query, safe=f"{_PATH}?")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], f"{path}?{query}" if query else path)


class Deadline:
    """A moment on the monotonic clock after which nothing goes on."""

    def __init__(self, seconds: float) -> None:
        """Set it that many seconds from now."""
        self.seconds = seconds
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left. Raises FetchError where there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise self.error()
        return left

    def extend(self, seconds: float) -> None:
        """Move it: time spent waiting for one's turn does not count."""
        self._end += seconds

    def error(self) -> FetchError:
        """Return the error of having passed it."""
        return FetchError(f"it took more than {self.seconds:g} seconds")


class _Connection(HTTPConnection):
    """A connection to one of the addresses given, which a timer can cut while it waits."""

    def __init__(self, target: Target, places: Sequence[Address], deadline: Deadline) -> None:
        super().__init__(target.host, target.port)
        self._target, self._places, self._deadline = target, places, deadline
        self._open: socket.socket | None = None
        self.cut_off = False

    def connect(self) -> None:
        self._open = self.sock = self._dial()
        if self._target.scheme == "https":
            secure = _context().wrap_socket(self.sock, server_hostname=self._target.host, do_handshake_on_connect=False)
            self._open = self.sock = secure
            secure.settimeout(self._deadline.left())
            secure.do_handshake()

    def _dial(self) -> socket.socket:
        failure: OSError | None = None
        for family, place in self._places:
            dialled = socket.socket(family, socket.SOCK_STREAM)
            try:
                dialled.settimeout(self._deadline.left())
                dialled.connect(place)
            except OSError as error:
                dialled.close()
                failure = error
            else:
                return dialled
        raise failure or OSError("the name leads to no address")

    def cut(self) -> None:
        """Wake whoever waits for the other side: each wait has its own timeout, and a drip of bytes renews it."""
        self.cut_off = True
        if self._open is not None:
            try:
                socket.socket.shutdown(self._open, socket.SHUT_RDWR)  # below TLS, which would wait for an answer
            except OSError:
                return  # closed by the other side at the same moment: nothing waits any more


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def exchange(
    target: Target, fields: Mapping[str, str], *, allow: Sequence[str], max_bytes: int, deadline: Deadline
) -> Answer:
    """Return the answer to one GET request. Raises FetchError, OSError, HTTPException or ValueError.

    ``fields`` are sent besides Host. ``allow`` are networks that may be asked though they are not public, ``max_bytes``
    bounds the body. The body of any status but 200 is not read.
    """
    places = resolve(target.host, target.port, seconds=deadline.left())
    for _, place in places:
        if not may_ask(str(place[0]), allow):
            raise FetchError(f"{target.host} leads to {place[0]}, which is no public address")
    connection = _Connection(target, places, deadline)
    with _timed(connection, deadline):
        connection.request("GET", target.path, headers={"Host": target.authority, "Connection": "close", **fields})
        with connection.getresponse() as response:
            names = {name.lower(): value for name, value in response.getheaders()}
            body = _body(response, names, max_bytes) if response.status == 200 else b""
    return Answer(response.status, names, body)


@contextmanager
def _timed(connection: _Connection, deadline: Deadline) -> Iterator[None]:
    timer = Timer(deadline.left(), connection.cut)
    timer.daemon = True
    timer.start()
    try:
        yield
        if connection.cut_off:  # an end that the cut made, and that looked like the server's
            raise deadline.error()
    except (OSError, HTTPException, ValueError, FetchError) as error:
        if connection.cut_off or isinstance(error, TimeoutError):
            raise deadline.error() from error
        raise
    finally:
        timer.cancel()
        connection.close()


def _body(response: HTTPResponse, fields: Mapping[str, str], max_bytes: int) -> bytes:
    """Return the whole body. Raises FetchError for one that is too long, too short, or packed."""
    if (packed := fields.get("content-encoding", "identity").strip().lower()) not in {"identity", ""}:
        raise FetchError(f"the server packed the answer ({packed[:20]}) though it was asked not to")
    too_long = FetchError(f"it is larger than the limit of {max_bytes:,} bytes")
    declared = response.length
    if declared is not None and declared > max_bytes:
        raise too_long
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > max_bytes:
            raise too_long
    if declared is not None and size < declared:
        raise FetchError(f"the answer broke off after {size:,} of {declared:,} bytes")
    return b"".join(parts)
