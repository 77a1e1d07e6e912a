"""Block Kit's rules, as Slack documents them: what a message, a modal or an App Home may hold, and whom a text pings.

Pure: values in, a list of sentences out, worded and pointed at as Slack does it ("… [json-pointer:/blocks/0/text]").
Blocks that no bot of ours draws (call, card, carousel, plan, …) are known by name and not looked into.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_MARKDOWN = 12_000
SELECTS = frozenset(f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels"))
MULTI_SELECTS = frozenset(f"multi_{select}" for select in SELECTS)
PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
CHOICES = frozenset({"checkboxes", "radio_buttons"})
TEXT_INPUTS = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"})
IN_ACTIONS = SELECTS | PICKERS | CHOICES | {"button", "overflow", "workflow_button"}
IN_SECTION = IN_ACTIONS | MULTI_SELECTS | {"image"}
IN_INPUT = SELECTS | MULTI_SELECTS | PICKERS | CHOICES | TEXT_INPUTS | {"file_input"}
EVERYWHERE: tuple[Surface, ...] = ("message", "modal", "home")
SHOWN_ON: Mapping[str, tuple[Surface, ...]] = {
    "actions": EVERYWHERE,
    "context": EVERYWHERE,
    "divider": EVERYWHERE,
    "header": EVERYWHERE,
    "image": EVERYWHERE,
    "input": EVERYWHERE,
    "rich_text": EVERYWHERE,
    "section": EVERYWHERE,
    "video": EVERYWHERE,
    "alert": EVERYWHERE,
    "call": ("message",),
    "card": ("message",),
    "carousel": ("message",),
    "container": ("message",),
    "context_actions": ("message",),
    "file": ("message",),
    "markdown": ("message",),
    "plan": ("message",),
    "table": ("message",),
    "task_card": ("message",),
}
BLOCK_KEYS: Mapping[str, frozenset[str]] = {
    "actions": frozenset({"elements"}),
    "context": frozenset({"elements"}),
    "divider": frozenset(),
    "header": frozenset({"text"}),
    "image": frozenset({"image_url", "slack_file", "alt_text", "title"}),
    "input": frozenset({"label", "element", "hint", "optional", "dispatch_action"}),
    "markdown": frozenset({"text"}),
    "section": frozenset({"text", "fields", "accessory", "expand"}),
}
COMMON = frozenset({"type", "action_id", "confirm", "focus_on_load"})
MENU = COMMON | {"placeholder"}
MANY = MENU | {"max_selected_items", "initial_options"}
ELEMENT_KEYS: Mapping[str, frozenset[str]] = {
    "button": frozenset({"type", "action_id", "text", "url", "value", "style", "confirm", "accessibility_label"}),
    "overflow": frozenset({"type", "action_id", "options", "confirm"}),
    "static_select": MENU | {"options", "option_groups", "initial_option"},
    "external_select": MENU | {"initial_option", "min_query_length"},
    "users_select": MENU | {"initial_user"},
    "channels_select": MENU | {"initial_channel", "response_url_enabled"},
    "conversations_select": MENU
    | {"initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter"},
    "multi_static_select": MANY | {"options", "option_groups"},
    "multi_external_select": MANY | {"min_query_length"},
    "multi_users_select": (MANY - {"initial_options"}) | {"initial_users"},
    "multi_channels_select": (MANY - {"initial_options"}) | {"initial_channels"},
    "multi_conversations_select": (MANY - {"initial_options"})
    | {"initial_conversations", "default_to_current_conversation", "filter"},
    "datepicker": MENU | {"initial_date"},
    "timepicker": MENU | {"initial_time", "timezone"},
    "datetimepicker": COMMON | {"initial_date_time"},
    "checkboxes": COMMON | {"options", "initial_options"},
    "radio_buttons": COMMON | {"options", "initial_option"},
    "plain_text_input": MENU - {"confirm"}
    | {"initial_value", "multiline", "min_length", "max_length", "dispatch_action_config"},
    "image": frozenset({"type", "image_url", "slack_file", "alt_text"}),
}
VALUE_KEYS: Mapping[str, str] = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
"""Where the state of an element holds what was typed or chosen; options stand in selected_option or _options."""
BROADCAST = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")
PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")


def block_problems(blocks: object, surface: Surface = "message", at: str = "/blocks") -> list[str]:
    """What Slack would say against these blocks; empty: it takes them."""
    check = _Check(surface)
    check.blocks(blocks, at)
    return check.problems


def view_problems(view: object) -> list[str]:
    """The same for a view: a modal or an App Home."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return ["[ERROR] invalid or missing type [json-pointer:/view/type]"]
    check = _Check(view["type"])
    check.view(view)
    return check.problems


def pings(text: str | None, blocks: object = None) -> list[str]:
    """Everyone that Slack would notify: "@channel", "@here", "@everyone", "@U…", "@S…", in order, each once."""
    found = [ping for passage in (text or "", *_marked_up(blocks)) for ping in _pings_of(passage)]
    found += [f"@{mention}" for mention in _rich_mentions(blocks)]
    return list(dict.fromkeys(found))


def elements_of(blocks: object) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with the block it stands in."""
    for block in blocks if isinstance(blocks, list) else []:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        yield from ((block, element) for element in inside if isinstance(element, dict) and "action_id" in element)


def options_of(element: Json) -> list[Json]:
    groups = [group.get("options", []) for group in element.get("option_groups", [])]
    return [option for options in (element.get("options", []), *groups) for option in options]


def with_ids(blocks: list[Json] | None) -> list[Json]:
    """Slack gives each block and element that has no id one of its own."""
    return [_with_ids(block, number) for number, block in enumerate(blocks or [])]


def _with_ids(block: Json, number: int) -> Json:
    named = {"block_id": f"b{number}", **block}
    if block.get("type") == "actions":
        named["elements"] = [{"action_id": f"a{n}", **element} for n, element in enumerate(block["elements"])]
    for place in ("accessory", "element"):
        if isinstance(block.get(place), dict) and block[place].get("type") != "image":
            named[place] = {"action_id": "a0", **block[place]}
    return named


def state_key(kind: str) -> str:
    many = kind == "checkboxes" or kind.startswith("multi_")
    return VALUE_KEYS.get(kind, "selected_options" if many else "selected_option")


def initial_state(element: Json) -> Json:
    """What an element holds before anyone touches it."""
    given = [value for name, value in element.items() if name.startswith("initial_")]
    nothing: list[Json] | None = [] if state_key(element["type"]) == "selected_options" else None
    return {"type": element["type"], state_key(element["type"]): given[0] if given else nothing}


def _pings_of(passage: str) -> Iterator[str]:
    for pattern in (BROADCAST, PERSON, GROUP):
        yield from (f"@{name}" for name in pattern.findall(passage))


def _marked_up(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _marked_up(inner)
    elif isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "markdown") and isinstance(part.get("text"), str):
            yield part["text"]
        for inner in part.values():
            yield from _marked_up(inner)


def _rich_mentions(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for inner in part:
            yield from _rich_mentions(inner)
    elif isinstance(part, dict):
        named = {"user": "user_id", "usergroup": "usergroup_id", "broadcast": "range"}.get(str(part.get("type")))
        if named and isinstance(part.get(named), str):
            yield part[named]
        for inner in part.values():
            yield from _rich_mentions(inner)


class _Check:
    """Walks what was sent and collects what is wrong with it."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.problems: list[str] = []

    def wrong(self, what: str, at: str) -> None:
        self.problems.append(f"[ERROR] {what} [json-pointer:{at}]")

    def view(self, view: Json) -> None:
        modal = view["type"] == "modal"
        if modal and "title" not in view:
            self.wrong("missing required field: title", "/view")
        for name in ("title", "submit", "close") if modal else ():
            self.text(view.get(name), f"/view/{name}", most=24, plain=True)
        self.string(view.get("private_metadata"), "/view/private_metadata", most=3000, least=0)
        self.string(view.get("callback_id"), "/view/callback_id", most=255, least=0)
        self.string(view.get("external_id"), "/view/external_id", most=255, least=0)
        self.blocks(view.get("blocks"), "/view/blocks")
        inputs = [
            block for block in view.get("blocks") or [] if isinstance(block, dict) and block.get("type") == "input"
        ]
        if modal and inputs and "submit" not in view:
            self.wrong("missing required field: submit, since the view has an input block", "/view")
        if len(json.dumps(view)) > 250_000:
            self.wrong("view_too_large", "/view")

    def blocks(self, blocks: object, at: str) -> None:
        if not isinstance(blocks, list):
            self.wrong("must be an array of blocks", at)
            return
        most = MOST_BLOCKS[self.surface]
        if len(blocks) > most:
            self.wrong(f"no more than {most} items allowed", at)
        for number, block in enumerate(blocks):
            self.block(block, f"{at}/{number}")
        self.unique([block.get("block_id") for block in blocks if isinstance(block, dict)], "block_id", at)
        written = sum(
            len(str(b.get("text", ""))) for b in blocks if isinstance(b, dict) and b.get("type") == "markdown"
        )
        if written > MOST_MARKDOWN:
            self.wrong(f"markdown text must be no more than {MOST_MARKDOWN} characters together", at)

    def unique(self, names: list[object], what: str, at: str) -> None:
        named = [str(name) for name in names if name]
        for name in sorted({name for name in named if named.count(name) > 1}):
            self.wrong(f'{what} "{name}" already exists', at)

    def block(self, block: object, at: str) -> None:
        if not isinstance(block, dict) or block.get("type") not in SHOWN_ON:
            self.wrong(f"unsupported type: {block.get('type') if isinstance(block, dict) else block!r}", f"{at}/type")
            return
        kind = block["type"]
        if self.surface not in SHOWN_ON[kind]:
            self.wrong(f"unsupported type: {kind} in a {self.surface}", f"{at}/type")
        self.string(block.get("block_id"), f"{at}/block_id", most=255, least=0)
        if kind in BLOCK_KEYS:
            self.known_keys(block, BLOCK_KEYS[kind] | {"type", "block_id"}, at)
            getattr(self, f"_{kind}")(block, at)

    def known_keys(self, part: Json, known: frozenset[str], at: str) -> None:
        for key in sorted(part.keys() - known):
            self.wrong(f"invalid additional property: {key}", at)

    def _divider(self, block: Json, at: str) -> None:
        pass

    def _section(self, block: Json, at: str) -> None:
        if not block.get("text") and not block.get("fields"):
            self.wrong("must define either `fields` or `text`", at)
        self.text(block.get("text"), f"{at}/text", most=3000)
        fields = block.get("fields") or []
        if len(fields) > 10:
            self.wrong("no more than 10 items allowed", f"{at}/fields")
        for number, part in enumerate(fields):
            self.text(part, f"{at}/fields/{number}", most=2000)
        if block.get("accessory") is not None:
            self.element(block["accessory"], f"{at}/accessory", IN_SECTION)

    def _header(self, block: Json, at: str) -> None:
        self.required(block, "text", at)
        self.text(block.get("text"), f"{at}/text", most=150, plain=True)

    def _markdown(self, block: Json, at: str) -> None:
        self.required(block, "text", at)
        self.string(block.get("text"), f"{at}/text", most=MOST_MARKDOWN)

    def _image(self, block: Json, at: str) -> None:
        if "image_url" not in block and "slack_file" not in block:
            self.wrong("missing required field: image_url", at)
        self.required(block, "alt_text", at)
        self.string(block.get("image_url"), f"{at}/image_url", most=3000)
        self.string(block.get("alt_text"), f"{at}/alt_text", most=2000)
        self.text(block.get("title"), f"{at}/title", most=2000, plain=True)

    def _actions(self, block: Json, at: str) -> None:
        self.elements(block, at, most=25)
        for number, element in enumerate(block.get("elements") or []):
            self.element(element, f"{at}/elements/{number}", IN_ACTIONS)
        named = [e.get("action_id") for e in block.get("elements") or [] if isinstance(e, dict)]
        self.unique(named, "action_id", f"{at}/elements")

    def _context(self, block: Json, at: str) -> None:
        self.elements(block, at, most=10)
        for number, element in enumerate(block.get("elements") or []):
            if isinstance(element, dict) and element.get("type") == "image":
                self.element(element, f"{at}/elements/{number}", frozenset({"image"}))
            else:
                self.text(element, f"{at}/elements/{number}", most=3000)

    def _input(self, block: Json, at: str) -> None:
        self.required(block, "label", at)
        self.required(block, "element", at)
        self.text(block.get("label"), f"{at}/label", most=2000, plain=True)
        self.text(block.get("hint"), f"{at}/hint", most=2000, plain=True)
        if "element" in block:
            self.element(block["element"], f"{at}/element", IN_INPUT)

    def elements(self, block: Json, at: str, *, most: int) -> None:
        elements = block.get("elements")
        if not isinstance(elements, list) or not elements:
            self.wrong("must have at least 1 item", f"{at}/elements")
        elif len(elements) > most:
            self.wrong(f"no more than {most} items allowed", f"{at}/elements")

    def element(self, element: object, at: str, allowed: frozenset[str]) -> None:
        if not isinstance(element, dict) or element.get("type") not in allowed:
            kind = element.get("type") if isinstance(element, dict) else element
            self.wrong(f"unsupported type: {kind}", f"{at}/type")
            return
        kind = element["type"]
        if kind in ELEMENT_KEYS:
            self.known_keys(element, ELEMENT_KEYS[kind], at)
        self.string(element.get("action_id"), f"{at}/action_id", most=255)
        self.text(element.get("placeholder"), f"{at}/placeholder", most=150, plain=True)
        self.confirm(element.get("confirm"), f"{at}/confirm")
        self.particular(element, kind, at)

    def particular(self, element: Json, kind: str, at: str) -> None:
        """What holds for this kind of element alone."""
        if kind == "button":
            self.button(element, at)
        elif kind == "image":
            self._image({**element, "title": None}, at)
        elif kind == "overflow":
            self.options(element.get("options"), f"{at}/options", most=5)
        elif kind in CHOICES:
            self.options(element.get("options"), f"{at}/options", most=10)
        elif kind in ("static_select", "multi_static_select"):
            self.static(element, at)
        elif kind == "plain_text_input":
            self.text_input(element, at)
        self.initial(element, at)

    def button(self, element: Json, at: str) -> None:
        self.required(element, "text", at)
        self.text(element.get("text"), f"{at}/text", most=75, plain=True)
        self.string(element.get("value"), f"{at}/value", most=2000)
        self.string(element.get("url"), f"{at}/url", most=3000)
        self.string(element.get("accessibility_label"), f"{at}/accessibility_label", most=75)
        if element.get("style") not in (None, "primary", "danger"):
            self.wrong("must be one of primary, danger", f"{at}/style")

    def static(self, element: Json, at: str) -> None:
        if "options" in element and "option_groups" in element:
            self.wrong("only one of `options` and `option_groups` is allowed", at)
        if "option_groups" not in element:
            self.options(element.get("options"), f"{at}/options", most=100)
            return
        groups = element["option_groups"] or []
        if not 1 <= len(groups) <= 100:
            self.wrong("must have between 1 and 100 items", f"{at}/option_groups")
        for number, group in enumerate(groups):
            self.text(group.get("label"), f"{at}/option_groups/{number}/label", most=75, plain=True)
            self.options(group.get("options"), f"{at}/option_groups/{number}/options", most=100)

    def initial(self, element: Json, at: str) -> None:
        """An initial option must be one of the options, word for word."""
        known = options_of(element)
        for name in ("initial_option", "initial_options"):
            chosen = element.get(name)
            given = chosen if isinstance(chosen, list) else [chosen] if chosen else []
            if chosen == [] or (known and any(option not in known for option in given)):
                self.wrong("must be among the options", f"{at}/{name}")

    def text_input(self, element: Json, at: str) -> None:
        shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
        if not 0 <= shortest <= 3000:
            self.wrong("must be between 0 and 3000", f"{at}/min_length")
        if not max(1, shortest) <= longest <= 3000:
            self.wrong("must be between min_length and 3000", f"{at}/max_length")
        if len(element.get("initial_value") or "") > longest:
            self.wrong(f"must be less than {longest + 1} characters", f"{at}/initial_value")

    def options(self, options: object, at: str, *, most: int) -> None:
        if not isinstance(options, list) or not options:
            self.wrong("must have at least 1 item", at)
            return
        if len(options) > most:
            self.wrong(f"no more than {most} items allowed", at)
        for number, option in enumerate(options):
            self.option(option, f"{at}/{number}")

    def option(self, option: object, at: str) -> None:
        if not isinstance(option, dict):
            self.wrong("must be an option", at)
            return
        self.known_keys(option, frozenset({"text", "value", "description", "url"}), at)
        self.required(option, "text", at)
        self.required(option, "value", at)
        self.text(option.get("text"), f"{at}/text", most=75)
        self.string(option.get("value"), f"{at}/value", most=150)
        self.text(option.get("description"), f"{at}/description", most=75)
        self.string(option.get("url"), f"{at}/url", most=3000)

    def confirm(self, confirm: object, at: str) -> None:
        if confirm is None:
            return
        if not isinstance(confirm, dict):
            self.wrong("must be a confirmation dialog", at)
            return
        for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            self.required(confirm, name, at)
            self.text(confirm.get(name), f"{at}/{name}", most=most, plain=name != "text")

    def required(self, part: Json, name: str, at: str) -> None:
        if part.get(name) is None:
            self.wrong(f"missing required field: {name}", at)

    def text(self, text: object, at: str, *, most: int, plain: bool = False) -> None:
        """A text object; None passes (what must be there is asked for by `required`)."""
        if text is None:
            return
        kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        if not isinstance(text, dict) or text.get("type") not in kinds:
            self.wrong(f"must be a text object of type {' or '.join(kinds)}", at)
            return
        self.known_keys(text, frozenset({"type", "text"}) | ({"emoji"} if plain else {"emoji", "verbatim"}), at)
        self.required(text, "text", at)
        self.string(text.get("text"), f"{at}/text", most=most)

    def string(self, value: object, at: str, *, most: int, least: int = 1) -> None:
        if value is None:
            return
        if not isinstance(value, str):
            self.wrong("must be a string", at)
        elif len(value) > most:
            self.wrong(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            self.wrong(f"must be more than {least - 1} characters", at)
