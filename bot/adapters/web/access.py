"""Who may see what: pages of a workspace by its signed link, the operator's by a password, and who is on this machine.

A server that others can reach is one on purpose (`web.public`). One that isn't answers only requests that were made on
this very machine and name it so: a page elsewhere can't read the operator's pages through the operator's own browser
(DNS rebinding), and a proxy that somebody put in front opens nothing by accident.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from typing import Literal

LINK_DAYS = 90
"""How long a workspace's link holds."""
TRIES = 5
TRIES_IN = timedelta(minutes=15)
MOST_REMEMBERED = 10_000
"""Addresses whose wrong tries are remembered; the oldest are forgotten first."""
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
_SIGNATURE = 32

Verdict = Literal["open", "ask", "wait", "closed"]


@dataclass(frozen=True, slots=True)
class Gate:
    """`public`: others can reach the pages, on purpose. `secret` signs links; without one they hold until the next
    start. `password` None: the operator's pages are open on this machine, and shut elsewhere."""

    public: bool = False
    secret: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    password: str | None = field(default=None, repr=False)
    wrong: dict[str, list[datetime]] = field(default_factory=dict)

    # --- This machine -------------------------------------------------------------------------------------------------

    def lets_in(self, host: str, headers: Mapping[str, str]) -> bool:
        return self.public or (is_loopback_host(host) and not any(name in headers for name in _FORWARDED))

    # --- A workspace's link -------------------------------------------------------------------------------------------

    def link_of(self, workspace_id: int, now: datetime) -> str:
        """What stands in the path: the workspace, until when, and the signature of both."""
        until = (now + timedelta(days=LINK_DAYS)).astimezone(UTC).date()
        signed = f"{workspace_id}.{until:%Y%m%d}"
        return f"{signed}.{self._signature(signed)}"

    def workspace_of(self, link: str, now: datetime) -> int | None:
        """Whose link it is; None where it is forged, cut, or over."""
        signed, _, signature = link.rpartition(".")
        number, _, until = signed.partition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(signed).encode()):
            return None
        return int(number) if _day(until) >= now.astimezone(UTC).date() else None

    def _signature(self, signed: str) -> str:
        return hmac.new(self.secret, f"workspace:{signed}".encode(), hashlib.sha256).hexdigest()[:_SIGNATURE]

    # --- The operator's password --------------------------------------------------------------------------------------

    def admits(self, authorization: str | None, address: str, now: datetime) -> Verdict:
        """ "wait": too many wrong tries from this address. "closed": there is no password, and others can reach us."""
        if self.password is None:
            return "closed" if self.public else "open"
        tries = [at for at in self.wrong.get(address, ()) if at > now - TRIES_IN]
        if len(tries) >= TRIES:
            return "wait"
        given = _password_in(authorization)
        if given is None:
            return "ask"
        if hmac.compare_digest(_digest(given), _digest(self.password)):
            self.wrong.pop(address, None)
            return "open"
        self._remember(address, [*tries, now])
        return "ask"

    def _remember(self, address: str, tries: list[datetime]) -> None:
        self.wrong.pop(address, None)
        while len(self.wrong) >= MOST_REMEMBERED:
            self.wrong.pop(next(iter(self.wrong)))
        self.wrong[address] = tries


def _day(digits: str) -> date:
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _digest(text: str) -> bytes:
    """Of one length, so that comparing tells nothing of the password's."""
    return hashlib.sha256(text.encode()).digest()


def _password_in(authorization: str | None) -> str | None:
    """The password of HTTP Basic authentication, whatever the name before it."""
    scheme, _, encoded = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")[2]
    except (NotBase64, ValueError):
        return None


def is_loopback(host: str) -> bool:
    """Whether an address to listen on, or a name of it, is only this machine's."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_loopback_host(header: str) -> bool:
    """Whether a request's Host, with or without a port, names this machine."""
    host, _, port = header.rpartition(":") if not header.endswith("]") else (header, "", "")
    return is_loopback(host if host and port.isdigit() else header)
