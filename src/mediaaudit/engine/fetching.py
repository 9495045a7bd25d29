"""How a run fetches pictures, where it was asked to: one fetcher for each process, and which addresses it is asked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mediaaudit.model.media import Image, Media
from mediaaudit.readers.pictures.locate import Located

from .plan import Plan

if TYPE_CHECKING:
    from mediaaudit.readers.fetch.fetcher import Fetcher
    from mediaaudit.readers.fetch.settings import Fetching

_WEB = ("http://", "https://")


def fetcher(plan: Plan) -> Fetcher | None:
    """Return this process's fetcher, None for a run that fetches nothing."""
    return _fetcher(plan.fetch) if plan.fetch else None


@cache
def _fetcher(settings: Fetching) -> Fetcher:
    from mediaaudit.readers.fetch.fetcher import Fetcher

    return Fetcher(settings)


def close_fetcher(plan: Plan) -> None:
    """Close this process's fetcher. Those of worker processes end with them."""
    if plan.fetch:
        _fetcher(plan.fetch).close()


def web_address(media: Media, located: Located, base: str | None, plan: Plan) -> str | None:
    """Return the address to fetch an occurrence's picture from, or None where there is none or it is not wanted.

    ``base`` is the page's own address: a relative address that leads to no file here leads somewhere from there.
    """
    if plan.fetch is None or not isinstance(media, Image) or located.outcome not in {"remote", "missing"}:
        return None
    if plan.fetch.pictures == "editorial" and not media.editorial:
        return None
    address = "".join((media.src or "").split())
    if address.startswith("//"):
        address = f"https:{address}"
    elif located.outcome == "missing" and (base or "").lower().startswith(_WEB):
        try:
            address = urljoin(base or "", address)
        except ValueError:  # a page may call itself anything
            return None
    return address if address.lower().startswith(_WEB) else None
