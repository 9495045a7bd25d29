"""Addresses of pictures as places: which of them, in several documents, lead to one file."""

from __future__ import annotations

from posixpath import normpath


def address_in(uri: str, address: str) -> str:
    """Return the address by which a picture is the same in other documents: a relative one is so in its folder only.

    ``uri`` is the path of the document; nothing is said of queries.
    """
    if "//" in address or address.startswith(("/", "data:")):
        return address
    return normpath(f"{uri.rpartition('/')[0]}/{address}" if "/" in uri else address)
