from __future__ import annotations

import socket
from threading import Event

import pytest

from mediaaudit.readers.fetch.addresses import is_public, may_ask, resolve

INSIDE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.8",
    "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1",
    "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1", "ff0e::1",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8",
    "93.184.215.14",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
    "64:ff9b::808:808",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("address", INSIDE)
def test_no_public_address(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_public_address(address: str) -> None:
    assert is_public(address)


def test_a_network_may_be_allowed() -> None:
    assert may_ask("10.1.2.3", ["10.1.0.0/16"])
    assert not may_ask("10.2.2.3", ["10.1.0.0/16", "fd00::/8"])


def test_a_resolver_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(5) and [])
    with pytest.raises(TimeoutError):
        resolve("pictures.example", 80, seconds=0.05)
    answered.set()
