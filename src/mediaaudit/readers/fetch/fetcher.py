"""Fetch a picture: its turn at the host, the cache, redirects judged one by one, and a reason where it fails."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping
from http.client import HTTPException
from ssl import SSLError
from time import sleep
from urllib.parse import urldefrag, urljoin

from mediaaudit.lazy import dataclass
from mediaaudit.readers.pictures.sniff import describe, sniff
from mediaaudit.version import __version__

from .exchange import Answer, Deadline, FetchError, exchange, take_apart
from .settings import Fetching
from .store import Entry, Store, user_folder

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASKED: Mapping[str, str] = {
    "Accept": "image/*",
    "Accept-Encoding": "identity",
    "User-Agent": f"mediaaudit/{__version__} (audit of the pictures in news articles)",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A picture's bytes, and the media type that the server declared, None where it declared nothing of use."""

    data: bytes
    media_type: str | None


class Fetcher:
    """Fetches pictures for one process, within the settings. Addresses that failed are not tried again."""

    def __init__(self, settings: Fetching, *, wait: Callable[[float], None] = sleep) -> None:
        """Take the settings, and how to wait for a turn."""
        self._settings = settings
        self._wait = wait
        self._store: Store | None = None
        self._failed: dict[str, str] = {}

    def fetch(self, url: str) -> Fetched:
        """Return the picture of an http or https address. Raises FetchError, which says why there is none."""
        url = urldefrag(url).url
        if url in self._failed:
            raise FetchError(self._failed[url])
        try:
            return self._fetch(url)
        except (FetchError, OSError, HTTPException, ValueError, sqlite3.Error) as error:
            self._failed[url] = _reason(error)
            raise FetchError(self._failed[url]) from error

    def close(self) -> None:
        """Close the cache."""
        if self._store:
            self._store.close()
            self._store = None

    def _fetch(self, url: str) -> Fetched:
        store = self._opened()
        known = store.entry(url)
        kept = store.content(known) if known else None
        if known and kept is not None and known.run == self._settings.run:
            return Fetched(kept, known.media_type)
        take_apart(url)  # what cannot be asked for is not counted
        if not store.count(self._settings.run, self._settings.max_pictures):
            raise FetchError(f"the run had asked for {self._settings.max_pictures:,} pictures, which is its limit")
        answer = self._follow(url, store, _conditions(known) if known and kept is not None else {})
        if answer.status == 304 and known and kept is not None:
            store.confirm(url, self._settings.run)
            return Fetched(kept, known.media_type)
        if answer.status != 200:
            raise FetchError(f"the server answered with status {answer.status}")
        return self._accept(url, store, answer)

    def _follow(self, url: str, store: Store, conditions: Mapping[str, str]) -> Answer:
        """Return the answer at the end of the redirects; each of them is judged like the first address."""
        deadline = Deadline(self._settings.seconds)
        for _ in range(MAX_REDIRECTS + 1):
            target = take_apart(url)
            if (seconds := store.wait_for(target.host, 1 / self._settings.per_second)) > 0:
                self._wait(seconds)
                deadline.extend(seconds)
            answer = exchange(
                target,
                {**_ASKED, **conditions},
                allow=self._settings.allow,
                max_bytes=self._settings.max_bytes,
                deadline=deadline,
            )
            if answer.status not in _REDIRECTS or "location" not in answer.fields:
                return answer
            url = urldefrag(urljoin(url, answer.fields["location"])).url
        raise FetchError(f"it was redirected more than {MAX_REDIRECTS} times")

    def _accept(self, url: str, store: Store, answer: Answer) -> Fetched:
        found = sniff(answer.body)
        if not (found or "").startswith("image/"):
            raise FetchError(f"the server answered with {describe(found)} in place of a picture")
        declared = answer.fields.get("content-type", "").partition(";")[0].strip().lower()
        media_type = declared if declared.startswith("image/") else None
        entry = Entry(
            hashlib.sha256(answer.body).hexdigest(),
            media_type,
            answer.fields.get("etag"),
            answer.fields.get("last-modified"),
            self._settings.run,
        )
        store.keep(url, answer.body, entry)
        return Fetched(answer.body, media_type)

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store(self._settings.cache or user_folder(), self._settings.max_cache_bytes)
        return self._store


def _conditions(entry: Entry) -> dict[str, str]:
    """Return the fields that ask for an answer only if the content changed (RFC 9110, section 13.1)."""
    if entry.etag:
        return {"If-None-Match": entry.etag}
    return {"If-Modified-Since": entry.modified} if entry.modified else {}


def _reason(error: Exception) -> str:
    """Return an error in a clause, without line breaks."""
    if isinstance(error, FetchError):
        words = str(error)
    elif isinstance(error, SSLError):
        words = f"no secure connection: {error.reason or error}"
    elif isinstance(error, sqlite3.Error):
        words = f"the cache cannot be used: {error}"
    elif isinstance(error, OSError):
        words = error.strerror or str(error) or type(error).__name__
    else:
        words = f"the answer is no sound HTTP: {type(error).__name__} {error}"
    return " ".join(words.split())[:200]
