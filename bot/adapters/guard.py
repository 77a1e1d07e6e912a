"""Which addresses strangers' links may reach: judged on the final IP address, at the socket.

The list of refused networks is ours: `ipaddress` calls some of them global, and changes between Python's releases.
Addresses that the operator's settings name (a model server, a proxy) don't pass here.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# IANA's special-purpose registries, and the networks that wrap an IPv4 address in an IPv6 one.
_REFUSED: tuple[Network, ...] = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, with clouds' metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        "::/96",  # unspecified, loopback, IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "100::/64",  # discard
        "2001::/23",  # Teredo, benchmarks, ORCHID and the like
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)


class AddressRefused(OSError):
    """A connection to a network that strangers' addresses may not reach. `address` is the IP as text."""

    def __init__(self, address: str) -> None:
        super().__init__(f"address {address} is refused")
        self.address = address


def address_allowed(ip: str | Address, allowed_networks: Sequence[Network] = ()) -> bool:
    """True for a public unicast address, or one in a network that the operator allows. Not an address: False."""
    address = _address(ip)
    if address is None:
        return False
    if address_in(address, allowed_networks):
        return True
    return _is_public(address)


def address_in(ip: str | Address, networks: Sequence[Network]) -> bool:
    """Whether the address (an IPv4-mapped one: the IPv4 address in it) lies in one of the networks."""
    address = _address(ip)
    if address is None:
        return False
    plain = (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
    return any(plain in network for network in networks)


def guarded_socket_factory(allowed: Sequence[Network]) -> Callable[[Any], socket.socket]:
    """A `socket_factory` for aiohttp's TCPConnector that raises AddressRefused instead of making a socket."""

    def make(addr_info: Any) -> socket.socket:
        family, kind, protocol, _, sockaddr = addr_info
        if family not in (socket.AF_INET, socket.AF_INET6) or not address_allowed(str(sockaddr[0]), allowed):
            raise AddressRefused(str(sockaddr[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def _address(ip: str | Address) -> Address | None:
    if not isinstance(ip, str):
        return ip
    try:
        return ip_address(ip.partition("%")[0])
    except ValueError:
        return None


def _is_public(address: Address) -> bool:
    if any(address in network for network in _REFUSED if network.version == address.version):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_link_local)
