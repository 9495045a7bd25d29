"""Which machines may be asked: public ones, told by the address that is connected to and not by a name.

A page that is audited may name any address, and a name may lead anywhere and elsewhere a second later. So a name is
resolved once, every address it gives is judged, and the connection is made to one of those very addresses.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Thread

Address = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]

# Of local use, or ways round to an IPv4 address, and not called private by every version of ``ipaddress``: protocol
# assignments, relays; IPv4-compatible, local NAT64 (RFC 8215), Teredo and its neighbours, 6to4, site-local.
_NOWHERE = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24", "192.88.99.0/24", "::/96", "64:ff9b:1::/48", "2001::/23", "2002::/16", "fec0::/10",
    )
)  # fmt: skip
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how a network without IPv4 reaches it


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet. Raises ValueError for what is no address."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or (IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in _NAT64 else None)
        if inner:
            return is_public(str(inner))
    if any(ip in network for network in _NOWHERE):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


def may_ask(address: str, allow: Sequence[str]) -> bool:
    """Say whether an address is public or in one of the allowed networks (CIDR)."""
    ip = ip_address(address.partition("%")[0])
    return is_public(address) or any(ip in ip_network(network, strict=False) for network in allow)


def resolve(host: str, port: int, *, seconds: float) -> list[Address]:
    """Return the addresses of a host, in the resolver's order. Raises OSError where there is none within the time."""
    answers: list[list[Address]] = []
    failures: list[OSError] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failures.append(error if isinstance(error, OSError) else OSError(f"the name {host!r} is no host name"))
        else:
            answers.append([(family, place) for family, _, _, _, place in found])

    asking = Thread(target=ask, daemon=True)  # the resolver takes no time limit
    asking.start()
    asking.join(seconds)
    if failures:
        raise failures[0]
    if not answers:
        raise TimeoutError("the name was not resolved in time")
    return answers[0]
