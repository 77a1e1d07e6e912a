"""Web addresses as text: what is one, which two are the same article, and what may be shown of one.

Nothing here connects anywhere; whether an address may be connected to is judged in adapters/guard.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say where a reader came from. Everything else may identify the content and stays.
_TRACKING_PREFIXES = ("utm_", "mtm_", "matomo_", "pk_", "hsa_", "_hs", "at_campaign", "at_medium", "vero_", "oly_")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TRACKING = _words(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid igsh mc_cid mc_eid mkt_tok "
    "ref_src ref_url __twitter_impression cmpid campaign_id ncid sr_share rss_source "
    "wt.mc_id wt_mc icid xtor spm scm spm_id_from share_token share_source share_medium "
    "vd_source __s s_cid trk trkcampaign guccounter guce_referrer guce_referrer_sig "
    "soc_src soc_trk _ga _gl bxid cndid esrc smid smtyp ns_campaign ns_mchannel ns_source ns_linkname"
)
# Ordinary words: they track only with such a value (`ref=rss`), and name a branch or a section with another.
_SOMETIMES_TRACKING = frozenset({"ref", "source", "from", "src", "feature", "via", "cid", "trackingid"})
_TRACKING_VALUES = _words(
    "rss feed rssfeed feedburner twitter x facebook fb linkedin reddit hackernews hn newsletter email mail share "
    "social home homepage timeline singlemessage groupmessage wechat weixin weibo producthunt youtube bluesky "
    "mastodon substack medium google bing"
)

_SECRET_NAME = re.compile(
    r"(?:^|[_\-.])(?:api[_\-]?key|key|apikey|token|access[_\-]?token|auth|authkey|secret|sig|signature|password|"
    r"passwd|pwd|pass|pw|jwt|ticket|\w*token|\w*secret|\w*password|session|sid|hash|code|credential|uuid|user|uid|u|email|private|hmac|x-amz-\w+)$",
    re.IGNORECASE,
)
# What looks drawn by lot: both cases and digits, or lower case and digits in one run, or hexadecimal. Slugs have dashes.
_OPAQUE = re.compile(
    r"^(?:(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[\w\-+=.~]{20,}|(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{24,}"
    r"|(?=.*\d)[0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$",
    re.ASCII,
)
_PUBLIC_NAME = re.compile(r"^(?:channel_id|playlist_id|q|query|search|tag|category|list|title)$", re.IGNORECASE)
_HOST = re.compile(r"^[^\s/?#@\\<>\"{}|^`%]+$")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s'\"<>`“”‘’]+")
_BLANK = re.compile(r"[\t\r\n]")

HIDDEN = "***"


def is_web_url(url: str) -> bool:
    """True for an absolute http or https address with a host and, if any, a valid port."""
    parts = _split(url)
    return parts is not None and parts.scheme in _DEFAULT_PORTS and bool((parts.hostname or "").strip("."))


def host_of(url: str) -> str:
    """The host in lower case without port and a leading "www."; "" when there is none."""
    parts = _split(url)
    host = (parts.hostname or "") if parts else ""
    return host.removeprefix("www.").rstrip(".")


def resolve(base: str, link: str) -> str | None:
    """The absolute address of a link found at `base`, or None when it isn't one of the web.

    User, password and query of the base never pass into the result: they may be a private feed's secrets.
    """
    try:
        found = urljoin(public_base(base), _BLANK.sub("", link.strip()))
    except ValueError:
        return None
    return found if is_web_url(found) else None


def public_base(url: str) -> str:
    """The address without user, password, query and fragment; "" when it isn't an address."""
    parts = _split(url)
    if parts is None:
        return ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def canonical_url(url: str) -> str:
    """The address without what doesn't identify the content, as a key and to be shown. Not a web address: unchanged.

    Parameters keep their order, and paths their case and trailing slash: servers may tell them apart.
    """
    parts = _split(url)
    if parts is None or not is_web_url(url):
        return url.strip()
    query = "&".join(pair for pair in parts.query.split("&") if pair.strip() and not _is_tracking(pair)).strip()
    path = parts.path if query else parts.path.rstrip()
    return urlunsplit((parts.scheme, _netloc(parts), _path(path), query, "")).strip()


def redact_url(url: str) -> str:
    """The address as it may be shown and logged: no user, password or secret, in query or path."""
    parts = _split(url)
    if parts is None:
        return HIDDEN
    netloc = f"{HIDDEN}@{parts.netloc.rpartition('@')[2]}" if "@" in parts.netloc else parts.netloc
    path = "/".join(_redact_segment(segment) for segment in parts.path.split("/"))
    query = "&".join(_redact_pair(pair) for pair in parts.query.split("&")) if parts.query else ""
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def redact_words(text: str) -> str:
    """Any address in a text without its secrets; quoted, in brackets, or with a full stop behind it."""
    return _ADDRESS.sub(lambda found: redacted if HIDDEN in (redacted := redact_url(found[0])) else found[0], text)


def has_secret(url: str) -> bool:
    """True when showing the address would show a secret: such a feed is somebody's own."""
    return HIDDEN in redact_url(url)


def is_distinctive(link: str) -> bool:
    """False for a site's root: many items of poor feeds link there, so that it identifies none of them."""
    parts = _split(canonical_url(link))
    return parts is not None and bool(parts.hostname) and (parts.path.strip("/") not in _ROOTS or bool(parts.query))


_ROOTS = frozenset({"", "index.html", "index.htm", "index.php", "home", "en", "zh", "cn", "zh-cn", "de"})


def _split(url: str) -> SplitResult | None:
    """The parts of an address with lower-case scheme, or None where it can't be one."""
    try:
        parts = urlsplit(_BLANK.sub("", url.strip()))
        valid = parts.port is None or parts.port > 0
    except ValueError:
        return None
    host_ok = not parts.hostname or bool(_HOST.match(parts.hostname))
    return parts if valid and host_ok else None


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    user, at, _ = parts.netloc.rpartition("@")
    return f"{user}{at}{host}{port}"


def _path(path: str) -> str:
    """The path with its dot segments resolved; an empty one is the root."""
    if not path:
        return "/"
    return "/".join(_without_dots(path.split("/"))) or "/"


def _without_dots(segments: Iterable[str]) -> list[str]:
    kept: list[str] = []
    last = ""
    for last in segments:
        if last == "..":
            del kept[max(1, len(kept) - 1) :]
        elif last != ".":
            kept.append(last)
    return [*kept, ""] if last in {".", ".."} else kept


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = unquote(name).lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    return name in _SOMETIMES_TRACKING and (unquote(value).lower() in _TRACKING_VALUES or "feed" in value.lower())


def _redact_segment(segment: str) -> str:
    stem = re.sub(r"\.(?:rss|xml|atom|json|rdf)$", "", segment)
    return HIDDEN if _OPAQUE.match(stem) else segment


def _redact_pair(pair: str) -> str:
    name, sign, value = pair.partition("=")
    if not sign:
        return HIDDEN if _OPAQUE.match(name) else pair
    return f"{name}={HIDDEN}" if value and _is_secret(unquote(name), unquote(value)) else pair


def _is_secret(name: str, value: str) -> bool:
    if _PUBLIC_NAME.match(name):
        return False
    return bool(_SECRET_NAME.search(name) or _OPAQUE.match(value))
