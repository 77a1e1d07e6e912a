"""Decoding of compressed HTTP bodies, piece by piece and never beyond a limit.

aiohttp decodes too, but passes a gzip or brotli body that breaks off as if it were whole: a half-sent feed would
look like a short one. Hence ours, which knows where the end is.
"""

from __future__ import annotations

import zlib
from typing import Protocol

GZIP, DEFLATE, BROTLI = "gzip", "deflate", "br"
ACCEPTED = "gzip, deflate, br"
_PIECE = 1 << 16


class BrokenBody(Exception):
    """The body doesn't decode, or ends before its end."""


class OverLimit(Exception):
    """The body is larger than the limit once decoded."""


class _Codec(Protocol):
    def feed(self, data: bytes, room: int) -> bytes: ...

    def whole(self) -> bool: ...


class BodyDecoder:
    """Collects a body under a limit of decoded bytes. `encoding` as in Content-Encoding; unknown ones are broken."""

    def __init__(self, encoding: str | None, limit: int) -> None:
        self._codecs = [_codec(name) for name in _names(encoding)]
        self._limit = limit
        self._body = bytearray()
        self._fed = False

    def feed(self, data: bytes) -> None:
        """Raises BrokenBody or OverLimit."""
        self._fed = self._fed or bool(data)
        for codec in self._codecs:
            data = codec.feed(data, self._limit + 1)
        self._body += data
        if len(self._body) > self._limit:
            raise OverLimit

    def finish(self) -> bytes:
        """The decoded body; raises BrokenBody when it ended too early."""
        if self._fed and not all(codec.whole() for codec in self._codecs):
            raise BrokenBody("it ends in the middle")
        return bytes(self._body)


def _names(encoding: str | None) -> list[str]:
    """Codings in the order of decoding: the last one applied comes first."""
    names = [name.strip().lower().removeprefix("x-") for name in (encoding or "").split(",")]
    return [name for name in reversed(names) if name not in {"", "identity"}]


def _codec(name: str) -> _Codec:
    if name == GZIP:
        return _Zlib(16 + zlib.MAX_WBITS)
    if name == DEFLATE:
        return _Zlib(None)
    if name == BROTLI:
        return _Brotli()
    raise BrokenBody(f"it is encoded as {name[:20]!r}, which wasn't asked for")


class _Zlib:
    """gzip (several members allowed) and deflate (with its zlib header, or raw as some servers send it)."""

    def __init__(self, window: int | None) -> None:
        self._window = window
        self._stream = zlib.decompressobj(window) if window else None
        self._done = False

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        try:
            while data and len(out) < room:
                data = self._step(data, out, room)
        except zlib.error as error:
            raise BrokenBody(str(error)) from error
        return bytes(out)

    def whole(self) -> bool:
        return self._stream is None or self._stream.eof

    def _step(self, data: bytes, out: bytearray, room: int) -> bytes:
        if self._stream is None:
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if data[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        elif self._stream.eof:
            if self._window is None or data[:1] != b"\x1f":
                return b""  # padding after the end
            self._stream = zlib.decompressobj(self._window)
        out += self._stream.decompress(data, room - len(out))
        return self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]

        self._error: type[Exception] = brotli.error
        self._stream = brotli.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        try:
            out += self._stream.process(data, output_buffer_limit=_PIECE)
            while len(out) < room and not self._stream.can_accept_more_data():
                out += self._stream.process(b"", output_buffer_limit=_PIECE)
        except self._error as error:
            raise BrokenBody(str(error)) from error
        return bytes(out)

    def whole(self) -> bool:
        return bool(self._stream.is_finished())
