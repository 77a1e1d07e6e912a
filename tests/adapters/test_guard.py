"""The list of refused networks, and the socket factory that enforces it."""

from __future__ import annotations

import socket
from ipaddress import ip_network

import pytest

from bot.adapters.guard import AddressRefused, address_allowed, address_in, guarded_socket_factory

REFUSED_TEXT = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255
240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:7f00:1
64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1 2001:db8::1 2002:7f00:1:: 3fff::1
5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
"""
PUBLIC_TEXT = """1.1.1.1 8.8.8.8 93.184.215.14 172.15.0.1 172.32.0.1 100.63.255.255 100.128.0.1 198.17.0.1 223.255.255.255 2606:2800:21f::1 2a00:1450:4001::200e"""


@pytest.mark.parametrize("ip", REFUSED_TEXT.split())
def test_a_network_that_is_not_the_public_internet_is_refused(ip: str) -> None:
    assert not address_allowed(ip)


@pytest.mark.parametrize("ip", PUBLIC_TEXT.split())
def test_a_public_address_is_allowed(ip: str) -> None:
    assert address_allowed(ip)


@pytest.mark.parametrize("text", ["", "localhost", "127.2", "2130706433", "1.2.3.4.5", "[::1]"])
def test_what_is_no_address_is_refused(text: str) -> None:
    assert not address_allowed(text)


def test_an_operator_can_allow_a_network_and_nothing_beside_it() -> None:
    allowed = (ip_network("10.1.0.0/16"), ip_network("fd00:1::/32"))
    assert address_allowed("10.1.2.3", allowed)
    assert address_allowed("::ffff:10.1.2.3", allowed)
    assert address_allowed("fd00:1::5", allowed)
    assert not address_allowed("10.2.0.1", allowed)
    assert not address_in("1.1.1.1", allowed)


def test_the_factory_makes_sockets_for_public_addresses_and_refuses_before_making_others() -> None:
    make = guarded_socket_factory(())
    made = make((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 80)))
    made.close()
    for family, address in [(socket.AF_INET, ("127.0.0.2", 80)), (socket.AF_INET6, ("::1", 80, 0, 0))]:
        with pytest.raises(AddressRefused):
            make((family, socket.SOCK_STREAM, 6, "", address))
    with pytest.raises(AddressRefused):
        make((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", "/run/x.sock"))
