"""What Discord refuses, as documented (docs.discord.com, July to November 2026): payloads in, `Refused` out.

Pure: no sockets, no clock, no state. Lengths are counted in UTF-16 units, the strictest reading of "characters".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]

VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
MANAGE_CHANNELS = 1 << 4
ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
SEND_MESSAGES_IN_THREADS = 1 << 38
USE_APPLICATION_COMMANDS = 1 << 31
USE_EXTERNAL_APPS = 1 << 50

CROSSPOSTED = 1 << 0
SUPPRESS_EMBEDS = 1 << 2
HAS_THREAD = 1 << 5
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
IS_VOICE_MESSAGE = 1 << 13
IS_COMPONENTS_V2 = 1 << 15
_POSTED_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_VOICE_MESSAGE | IS_COMPONENTS_V2

TEXT, DIRECT, VOICE, CATEGORY, ANNOUNCEMENT, NEWS_THREAD, PUBLIC_THREAD, FORUM = 0, 1, 2, 4, 5, 10, 11, 15
THREADS = (NEWS_THREAD, PUBLIC_THREAD, 12)

ROW, BUTTON, SELECT, INPUT, SECTION, DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR = 1, 2, 3, 4, 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, UPLOAD, RADIO, CHECKS, CHECK = 17, 18, 19, 21, 22, 23
SELECTS = (3, 5, 6, 7, 8)
_TOP_V1 = (ROW,)
_TOP_V2 = (ROW, SECTION, DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER)
_IN_CONTAINER = (ROW, SECTION, DISPLAY, GALLERY, FILE, SEPARATOR)
_TOP_MODAL = (ROW, DISPLAY, LABEL)
_IN_LABEL = (INPUT, *SELECTS, UPLOAD, RADIO, CHECKS, CHECK)
_LINK, _PREMIUM = 5, 6

MOST_CONTENT = 2000
MOST_COMPONENTS = 40
MOST_DISPLAYED = 4000
MOST_PROCESSED = 10170
"""Above it Discord answers 500: UTF-8 bytes of text displays plus 12 for each (discord-api-docs issue 8554)."""


class Refused(Exception):
    """An error answer: HTTP status, Discord's JSON error code, message, and per-field errors."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None, **more: Any) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code, self.message, self.errors, self.more = status, code, message, errors, more

    def body(self) -> Json:
        errors = {"errors": self.errors} if self.errors else {}
        return {"message": self.message, "code": self.code, **errors, **self.more}


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True)
class Form:
    """Collects what is wrong with a body, by field, as Discord tells it."""

    errors: Json = field(default_factory=dict)

    def refuse(self, path: Path, code: str, message: str) -> None:
        node = self.errors
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def done(self) -> None:
        if self.errors:
            raise Refused(400, 50035, "Invalid Form Body", self.errors)

    def text(self, of: Mapping[str, Any], key: str, path: Path, most: int, least: int = 0) -> str:
        """The text, stripped; refused when it isn't one or its length isn't allowed. `least` 0: it may be absent."""
        value = of.get(key)
        if value is None or value == "":
            if least:
                self.refuse((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
            return ""
        if not isinstance(value, str):
            self.refuse((*path, key), "STRING_TYPE_CONVERT", f"Could not interpret {value!r} as string.")
            return ""
        self._length(value.strip(), (*path, key), most, least)
        return value.strip()

    def _length(self, text: str, path: Path, most: int, least: int) -> None:
        if least <= units(text) <= most:
            return
        if least:
            self.refuse(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        else:
            self.refuse(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def whole(self, of: Mapping[str, Any], key: str, path: Path, least: int, most: int) -> None:
        value = of.get(key)
        if value is not None and not (isinstance(value, int) and least <= value <= most):
            self.refuse((*path, key), "NUMBER_TYPE_MAX", f"int value should be between {least} and {most}.")

    def several(self, of: Mapping[str, Any], key: str, path: Path, most: int, least: int = 0) -> list[Json]:
        value = of.get(key) or []
        if not isinstance(value, list):
            self.refuse((*path, key), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
            return []
        if least and not value:
            self.refuse((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
        elif not least <= len(value) <= most:
            self.refuse((*path, key), "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        return value

    def url(self, of: Mapping[str, Any], key: str, path: Path, most: int, least: int = 0, also: str = "") -> None:
        url = self.text(of, key, path, most, least)
        schemes = ("http", "https", *([also] if also else []))
        if url and url.partition("://")[0].lower() not in schemes:
            scheme = url.partition(":")[0]
            text = f'Scheme "{scheme}" is not supported. Scheme must be one of {schemes}.'
            self.refuse((*path, key), "URL_TYPE_INVALID_SCHEME", text)
        elif url and not re.match(r"^\w+://[^\s/]+", url):
            self.refuse((*path, key), "URL_TYPE_INVALID_URL", "Not a well formed URL.")


# --- Components -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Components:
    """A walk over a message's or modal's components."""

    form: Form
    modal: bool = False
    count: int = 0
    displayed: int = 0
    processed: int = 0
    ids: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)

    def each(self, components: Sequence[Any], path: Path, allowed: Sequence[int]) -> None:
        for number, component in enumerate(components):
            self.one(component, (*path, number), allowed)

    def one(self, component: Any, path: Path, allowed: Sequence[int]) -> None:
        kind = component.get("type") if isinstance(component, dict) else None
        if not isinstance(kind, int) or kind not in allowed:
            options = ", ".join(str(one) for one in allowed)
            text = f'Value of field "type" must be one of ({options}).'
            self.form.refuse((*path, "type"), "UNION_TYPE_CHOICES", text)
            return
        self.count += 1
        self._number(component, path)
        _CHECKS[kind](self, component, path)

    def _number(self, component: Json, path: Path) -> None:
        number = component.get("id")
        if not number:
            return
        if not isinstance(number, int) or number in self.numbers:
            self.form.refuse((*path, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
        else:
            self.numbers.add(number)

    def custom_id(self, component: Json, path: Path) -> None:
        custom_id = self.form.text(component, "custom_id", path, 100, least=1)
        if custom_id and custom_id in self.ids:
            text = "Component custom id cannot be duplicated"
            self.form.refuse((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", text)
        self.ids.add(custom_id)

    def row(self, component: Json, path: Path) -> None:
        inner = self.form.several(component, "components", path, 5, least=1)
        kinds = [one.get("type") for one in inner if isinstance(one, dict)]
        if len(inner) > 1 and any(kind != BUTTON for kind in kinds):
            text = "The specified component exceeds the maximum width"
            self.form.refuse((*path, "components", 1), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", text)
        self.each(inner, (*path, "components"), (INPUT, SELECT) if self.modal else (BUTTON, *SELECTS))
        for number, one in enumerate(inner):
            if isinstance(one, dict) and one.get("type") == INPUT:
                self.form.text(one, "label", (*path, "components", number), 45, least=1)

    def button(self, component: Json, path: Path) -> None:
        self.form.text(component, "label", path, 80)
        style = component.get("style")
        if style not in range(1, 7):
            text = "Value must be one of {1, 2, 3, 4, 5, 6}."
            self.form.refuse((*path, "style"), "BASE_TYPE_CHOICES", text)
        if style != _PREMIUM and not str(component.get("label") or "").strip() and not component.get("emoji"):
            self.form.refuse((*path, "label"), "BASE_TYPE_REQUIRED", "This field is required")
        if style == _LINK:
            self.form.url(component, "url", path, 512, least=1, also="discord")
            if component.get("custom_id"):
                text = "A custom id and url cannot both be specified"
                code = "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
                self.form.refuse((*path, "custom_id"), code, text)
        elif style != _PREMIUM:
            self.custom_id(component, path)
            if component.get("url"):
                text = "A url cannot be specified for this style"
                self.form.refuse((*path, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", text)

    def select(self, component: Json, path: Path) -> None:
        self.custom_id(component, path)
        self.form.text(component, "placeholder", path, 150)
        most = component.get("max_values", 1)
        self.form.whole(component, "min_values", path, 0, 25)
        self.form.whole(component, "max_values", path, 1, 25)
        if isinstance(most, int) and most < component.get("min_values", 1):
            self.form.refuse((*path, "min_values"), "BASE_TYPE_BAD_INT", "Must be at most max_values.")
        if component["type"] == SELECT:
            self._options(component, path, 1, 25)
            if isinstance(most, int) and most > len(component.get("options") or []):
                text = "Must be less than or equal to the number of options."
                self.form.refuse((*path, "max_values"), "SELECT_COMPONENT_MAX_VALUES", text)

    def _options(self, component: Json, path: Path, least: int, most: int) -> None:
        values: set[str] = set()
        for number, option in enumerate(self.form.several(component, "options", path, most, least=least)):
            where = (*path, "options", number)
            self.form.text(option, "label", where, 100, least=1)
            value = self.form.text(option, "value", where, 100, least=1)
            self.form.text(option, "description", where, 100)
            if value in values:
                text = "The specified option value is already used"
                self.form.refuse((*where, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
            values.add(value)

    def input(self, component: Json, path: Path) -> None:
        self.custom_id(component, path)
        if component.get("style") not in (1, 2):
            self.form.refuse((*path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
        self.form.whole(component, "min_length", path, 0, 4000)
        self.form.whole(component, "max_length", path, 1, 4000)
        self.form.text(component, "value", path, min(4000, int(component.get("max_length") or 4000)))
        self.form.text(component, "placeholder", path, 100)

    def section(self, component: Json, path: Path) -> None:
        self.each(self.form.several(component, "components", path, 3, least=1), (*path, "components"), (DISPLAY,))
        if not component.get("accessory"):
            self.form.refuse((*path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
        else:
            self.one(component["accessory"], (*path, "accessory"), (BUTTON, THUMBNAIL))

    def display(self, component: Json, path: Path) -> None:
        content = component.get("content")
        self.form.text(component, "content", path, MOST_DISPLAYED, least=1)
        if isinstance(content, str):
            self.displayed += units(content)
            self.processed += len(content.encode("utf-8", "surrogatepass")) + 12

    def thumbnail(self, component: Json, path: Path) -> None:
        self._media(component, path)
        self.form.text(component, "description", path, 1024)

    def gallery(self, component: Json, path: Path) -> None:
        for number, item in enumerate(self.form.several(component, "items", path, 10, least=1)):
            self.thumbnail(item, (*path, "items", number))

    def _media(self, component: Json, path: Path, key: str = "media") -> None:
        media = component.get(key)
        if not isinstance(media, dict):
            self.form.refuse((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
        else:
            self.form.url(media, "url", (*path, key), 2048, least=1, also="attachment")

    def file(self, component: Json, path: Path) -> None:
        self._media(component, path, "file")

    def separator(self, component: Json, path: Path) -> None:
        self.form.whole(component, "spacing", path, 1, 2)

    def container(self, component: Json, path: Path) -> None:
        self.form.whole(component, "accent_color", path, 0, 0xFFFFFF)
        inner = self.form.several(component, "components", path, MOST_COMPONENTS, least=1)
        self.each(inner, (*path, "components"), _IN_CONTAINER)

    def label(self, component: Json, path: Path) -> None:
        self.form.text(component, "label", path, 45, least=1)
        self.form.text(component, "description", path, 100)
        self.one(component.get("component"), (*path, "component"), _IN_LABEL)

    def upload(self, component: Json, path: Path) -> None:
        self.custom_id(component, path)
        self.form.whole(component, "min_values", path, 0, 10)
        self.form.whole(component, "max_values", path, 1, 10)

    def radio(self, component: Json, path: Path) -> None:
        self.custom_id(component, path)
        self._options(component, path, 2, 10)

    def checks(self, component: Json, path: Path) -> None:
        self.custom_id(component, path)
        self._options(component, path, 1, 10)

    def check(self, component: Json, path: Path) -> None:
        self.custom_id(component, path)


_CHECKS: dict[int, Callable[[Components, Json, Path], None]] = {
    ROW: Components.row, BUTTON: Components.button, INPUT: Components.input, SECTION: Components.section,
    DISPLAY: Components.display, THUMBNAIL: Components.thumbnail, GALLERY: Components.gallery, FILE: Components.file,
    SEPARATOR: Components.separator, CONTAINER: Components.container, LABEL: Components.label,
    UPLOAD: Components.upload, RADIO: Components.radio, CHECKS: Components.checks, CHECK: Components.check,
    **dict.fromkeys(SELECTS, Components.select),
}  # fmt: skip


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Every component, the outer before the inner."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk([component[key] for key in ("accessory", "component") if component.get(key)])


# --- Messages ---------------------------------------------------------------------------------------------------------


def check_message(message: Mapping[str, Any], *, files: int = 0, flags: int = _POSTED_FLAGS) -> None:
    """The whole message as it would stand; `flags` are those that may be set here. Raises `Refused`."""
    form = Form()
    given = int(message.get("flags") or 0)
    if given & ~flags:
        form.refuse(("flags",), "MESSAGE_FLAGS_INVALID", "Message flags are invalid.")
    form.text(message, "content", (), MOST_CONTENT)
    _check_nonce(form, message)
    _check_embeds(form, message)
    check_allowed_mentions(form, message)
    walked = _check_layout(form, message, bool(given & IS_COMPONENTS_V2))
    form.done()
    if walked.processed > MOST_PROCESSED:
        raise Refused(500, 0, "500: Internal Server Error")
    bodies = (str(message.get("content") or "").strip(), message.get("embeds"), message.get("components"))
    if not any(bodies) and not files and not message.get("poll") and not message.get("sticker_ids"):
        raise Refused(400, 50006, "Cannot send an empty message")


def _check_nonce(form: Form, message: Mapping[str, Any]) -> None:
    nonce = message.get("nonce")
    if nonce is not None and not isinstance(nonce, int):
        form.text(message, "nonce", (), 25)


def _check_layout(form: Form, message: Mapping[str, Any], v2: bool) -> Components:
    walked = Components(form)
    components = form.several(message, "components", (), MOST_COMPONENTS if v2 else 5)
    walked.each(components, ("components",), _TOP_V2 if v2 else _TOP_V1)
    if not v2:
        return walked
    for key in ("content", "embeds", "sticker_ids", "poll"):
        if message.get(key):
            text = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.refuse((key,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text)
    if not components:
        form.refuse(("components",), "BASE_TYPE_REQUIRED", "This field is required")
    if walked.count > MOST_COMPONENTS:
        text = f"The number of components must be {MOST_COMPONENTS} or fewer in total"
        form.refuse(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", text)
    if walked.displayed > MOST_DISPLAYED:
        text = f"Components displayable text size exceeds maximum size of {MOST_DISPLAYED}"
        form.refuse(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text)
    return walked


def _check_embeds(form: Form, message: Mapping[str, Any]) -> None:
    embeds = form.several(message, "embeds", (), 10)
    total = sum(_check_embed(form, embed, ("embeds", number)) for number, embed in enumerate(embeds))
    if total > 6000:
        form.refuse(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")


def _check_embed(form: Form, embed: Json, path: Path) -> int:
    texts = [form.text(embed, "title", path, 256), form.text(embed, "description", path, 4096)]
    form.url(embed, "url", path, 2048)
    texts.append(form.text(embed.get("footer") or {}, "text", (*path, "footer"), 2048))
    texts.append(form.text(embed.get("author") or {}, "name", (*path, "author"), 256))
    for number, one in enumerate(form.several(embed, "fields", path, 25)):
        where = (*path, "fields", number)
        texts += [form.text(one, "name", where, 256, least=1), form.text(one, "value", where, 1024, least=1)]
    return sum(units(text) for text in texts)


def check_allowed_mentions(form: Form, message: Mapping[str, Any]) -> None:
    allowed = message.get("allowed_mentions")
    if not isinstance(allowed, dict):
        return
    parse = allowed.get("parse") or []
    for number, one in enumerate(parse):
        if one not in ("roles", "users", "everyone"):
            text = "Value must be one of {'everyone', 'roles', 'users'}."
            form.refuse(("allowed_mentions", "parse", number), "BASE_TYPE_CHOICES", text)
    for key in ("roles", "users"):
        listed = form.several(allowed, key, ("allowed_mentions",), 100)
        if listed and key in parse:
            text = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            form.refuse(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text)


def pings(message: Mapping[str, Any]) -> Json:
    """Whom the message pings: {"everyone": bool, "roles": [id], "users": [id]}. Text displays ping, embeds don't.

    Whether the author may mention everyone isn't asked: what this tells is what the text would do with that right.
    """
    shown = (str(one.get("content") or "") for one in walk(message.get("components") or []) if one["type"] == DISPLAY)
    text = "\n".join([str(message.get("content") or ""), *shown])
    found = {
        "everyone": bool(re.search(r"@(everyone|here)\b", text)),
        "roles": sorted(set(re.findall(r"<@&(\d+)>", text))),
        "users": sorted(set(re.findall(r"<@!?(\d+)>", text))),
    }
    return _allowed(found, message.get("allowed_mentions"))


def _allowed(found: Json, allowed: Any) -> Json:
    if not isinstance(allowed, dict):
        return found
    parse = allowed.get("parse") or []
    kept: Json = {"everyone": found["everyone"] and "everyone" in parse}
    for key in ("roles", "users"):
        listed = {str(one) for one in allowed.get(key) or []}
        kept[key] = [one for one in found[key] if key in parse or one in listed]
    return kept


def check_modal(modal: Mapping[str, Any]) -> None:
    form = Form()
    form.text(modal, "title", (), 45, least=1)
    form.text(modal, "custom_id", (), 100, least=1)
    components = form.several(modal, "components", (), 5, least=1)
    Components(form, modal=True).each(components, ("components",), _TOP_MODAL)
    form.done()


def check_choices(data: Mapping[str, Any]) -> None:
    form = Form()
    for number, choice in enumerate(form.several(data, "choices", (), 25)):
        _check_choice(form, choice, ("choices", number))
    form.done()


def _check_choice(form: Form, choice: Json, path: Path) -> None:
    form.text(choice, "name", path, 100, least=1)
    if isinstance(choice.get("value"), str) or choice.get("value") is None:
        form.text(choice, "value", path, 100, least=1)


def check_thread(body: Mapping[str, Any], *, tagged: bool = True) -> None:
    form = Form()
    form.text(body, "name", (), 100, least=1)
    if body.get("auto_archive_duration") not in (None, 60, 1440, 4320, 10080):
        text = "Value must be one of {60, 1440, 4320, 10080}."
        form.refuse(("auto_archive_duration",), "BASE_TYPE_CHOICES", text)
    form.several(body, "applied_tags", (), 5)
    form.done()
    if not tagged and not body.get("applied_tags"):
        raise Refused(400, 40067, "A tag is required to create a forum post in this channel")


# --- Commands ---------------------------------------------------------------------------------------------------------

_NAME = re.compile(r"[-_'\w]{1,32}")
_SUB, _GROUP = 1, 2


def check_commands(commands: Sequence[Json]) -> None:
    """A bulk overwrite's body. Raises `Refused`."""
    form = Form()
    seen: set[tuple[int, str]] = set()
    for number, command in enumerate(commands):
        _check_command(form, command, (number,))
        key = (command.get("type", 1), str(command.get("name")))
        if key in seen:
            text = "Application command names must be unique"
            form.refuse((number, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
        seen.add(key)
    form.done()
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(command.get("type", 1) == kind for command in commands) > most:
            raise Refused(400, 30032, f"Maximum number of application commands reached ({most})")


def check_command(command: Json) -> None:
    form = Form()
    _check_command(form, command, ())
    form.done()


def _check_command(form: Form, command: Json, path: Path) -> None:
    kind = command.get("type", 1)
    if kind == 1:
        _check_name(form, command, path)
        form.text(command, "description", path, 100, least=1)
        _check_options(form, command, path, depth=0)
    else:
        form.text(command, "name", path, 32, least=1)
        if command.get("description"):
            form.refuse((*path, "description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Must be empty.")
    for key, values in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        _check_members(form, command.get(key), (*path, key), values)
    rights = command.get("default_member_permissions")
    if rights is not None and not str(rights).isdigit():
        text = f"Could not interpret {rights!r} as permissions."
        form.refuse((*path, "default_member_permissions"), "BITFIELD_TYPE_CONVERT", text)
    if _weight(command) > 8000:
        form.refuse(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _check_members(form: Form, given: Any, path: Path, values: Sequence[int]) -> None:
    if given is None:
        return
    if not given:
        form.refuse(path, "BASE_TYPE_BAD_LENGTH", f"Must be between 1 and {len(values)} in length.")
    for number, one in enumerate(given):
        if one not in values:
            text = f"Value must be one of {set(values)}."
            form.refuse((*path, number), "BASE_TYPE_CHOICES", text)


def _check_name(form: Form, named: Json, path: Path) -> None:
    name = named.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name != name.lower():
        text = "Command name is invalid"
        form.refuse((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", text)


def _check_options(form: Form, command: Json, path: Path, depth: int) -> None:
    options = form.several(command, "options", path, 25)
    nested = [option for option in options if option.get("type") in (_SUB, _GROUP)]
    if nested and len(nested) != len(options):
        text = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.refuse((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text)
    names: set[str] = set()
    optional = False
    for number, option in enumerate(options):
        where = (*path, "options", number)
        _check_name(form, option, where)
        form.text(option, "description", where, 100, least=1)
        if option.get("name") in names:
            text = "Option names must be unique"
            form.refuse((*where, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", text)
        names.add(str(option.get("name")))
        if option.get("required") and optional:
            text = "Required options must be placed before non-required options"
            form.refuse(where, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text)
        optional = optional or not option.get("required")
        _check_option(form, option, where, depth)


def _check_option(form: Form, option: Json, path: Path, depth: int) -> None:
    kind = option.get("type")
    if kind not in range(1, 12) or (kind == _GROUP and depth > 0) or (kind == _SUB and depth > 1):
        form.refuse((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {3, 4, 5, 6, 7, 8, 9, 10, 11}.")
    elif kind in (_SUB, _GROUP):
        _check_options(form, option, path, depth + 1 if kind == _GROUP else 2)
    choices = form.several(option, "choices", path, 25)
    for number, choice in enumerate(choices):
        _check_choice(form, choice, (*path, "choices", number))
    if choices and option.get("autocomplete"):
        text = "Choices and autocomplete cannot be used together"
        form.refuse((*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", text)
    if (choices or option.get("autocomplete")) and kind not in (3, 4, 10):
        form.refuse((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {3, 4, 10}.")


def _weight(command: Json) -> int:
    own = sum(units(str(command.get(key) or "")) for key in ("name", "description"))
    choices = sum(units(one.get("name", "")) + units(str(one.get("value"))) for one in command.get("choices") or [])
    return own + choices + sum(_weight(option) for option in command.get("options") or [])
