"""A server that misbehaves, on this machine only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from PIL import Image


def jpeg(grey: int = 90) -> bytes:
    out = io.BytesIO()
    Image.new("L", (16, 16), grey).save(out, "JPEG")
    return out.getvalue()


PICTURE = jpeg()


class Server(ThreadingHTTPServer):
    """Keeps what it was asked for; ``done`` ends its endless answers."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.done = Event()
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        name = self.path.strip("/").partition(".")[0].replace("-", "_")
        try:
            getattr(self, f"answer_{name}", self.answer_nothing)()
        except OSError:
            return  # the client hung up

    def log_message(self, *_: object) -> None:
        return

    def head(self, status: int = 200, **fields: str) -> None:
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def picture(self, **fields: str) -> None:
        self.head(Content_Type="image/jpeg", Content_Length=str(len(PICTURE)), **fields)
        self.wfile.write(PICTURE)

    def answer_picture(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.head(304)
        else:
            self.picture(ETag='"1"')

    def answer_dated(self) -> None:
        if self.headers.get("If-Modified-Since"):
            self.head(304)
        else:
            self.picture(Last_Modified="Wed, 20 May 2026 16:00:00 GMT")

    def answer_unnamed(self) -> None:
        self.head(Content_Type="application/octet-stream")
        self.wfile.write(PICTURE)

    def answer_mislabelled(self) -> None:
        self.head(Content_Type="image/png")
        self.wfile.write(PICTURE)

    def answer_moved(self) -> None:
        self.head(302, Location="/picture.jpg")

    def answer_inside(self) -> None:
        self.head(302, Location=f"http://127.0.0.2:{self.server.server_address[1]}/picture.jpg")

    def answer_file(self) -> None:
        self.head(301, Location="file:///etc/passwd")

    def answer_circle(self) -> None:
        self.head(307, Location="/circle.jpg")

    def answer_endless(self) -> None:
        self.head(Content_Type="image/jpeg")
        self.wfile.write(PICTURE)
        while not self.server.done.is_set():
            self.wfile.write(bytes(1 << 16))

    def answer_short(self) -> None:
        self.head(Content_Type="image/jpeg", Content_Length=str(len(PICTURE) + 1000))
        self.wfile.write(PICTURE)

    def answer_huge(self) -> None:
        self.head(Content_Type="image/jpeg", Content_Length=str(1 << 40))

    def answer_chunks(self) -> None:
        self.head(Content_Type="image/jpeg", Transfer_Encoding="chunked")
        self.wfile.write(b"10\r\n0123456789abcdef\r\nffff\r\nno more")

    def answer_drip(self) -> None:
        self.head(Content_Type="image/jpeg", Content_Length=str(len(PICTURE)))
        for byte in PICTURE:
            self.wfile.write(bytes([byte]))
            if self.server.done.wait(0.02):
                return

    def answer_drip_head(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not self.server.done.wait(0.02):
            self.wfile.write(b"X")

    def answer_silent(self) -> None:
        self.server.done.wait(5)

    def answer_junk(self) -> None:
        self.wfile.write(b"\0\xff no HTTP at all\r\n\r\n")

    def answer_html(self) -> None:
        self.head(Content_Type="image/jpeg")
        self.wfile.write(b"<!doctype html><title>Log in</title>")

    def answer_packed(self) -> None:
        self.head(Content_Type="image/svg+xml", Content_Encoding="gzip")
        self.wfile.write(b"\x1f\x8b")

    def answer_nothing(self) -> None:
        self.head(404)


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield running
    running.done.set()
    running.shutdown()
    running.server_close()
