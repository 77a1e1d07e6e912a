"""Draws private answers in Slack: messages that one person sees, modals, App Home, files. What all see isn't drawn here.

How, and why: first by the interaction's response_url, in one request of our own that is never repeated. It works where
the bot isn't a member, replaces the very message that was pressed, and has no limit a minute that 200 people at once
would reach (chat.postEphemeral has). slack_sdk's own `respond` isn't used: it repeats after a reset. Where there is no
response_url, or it is used up: chat.postEphemeral, else a direct message.
"""

from __future__ import annotations

import re

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack_clients import Clients, library_log, on_this_machine
from bot.adapters.slack_courier import DirectChannels
from bot.adapters.slack_errors import Errors, code_of, posting_error, reading_error
from bot.adapters.slack_forms import form_view, notice_view, origin_metadata
from bot.adapters.slack_reading import Contact
from bot.adapters.slack_view import MOST_BLOCKS, home_view, message_view, to_payloads
from bot.commands.conversation import Form, Reply
from bot.logs import logger
from bot.news.message import Message
from bot.outbox_ports import Json
from bot.ports import NewsdeskError

log = logger(__name__)
_SECONDS = 10
_CODE_BLOCK = 2800
_LINE_PART = re.compile(r"(?s)(?:&[a-z]+;|.){1,500}")
_MOST_CODE_BLOCKS = 20
_SHORT = 1500
_LATE = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"})
LATE = "That took longer than Slack waits for a form. Please press once more."


class TooLate(NewsdeskError):
    """Slack no longer opens a modal for this interaction."""


class Answers:
    def __init__(self, clients: Clients, directs: DirectChannels) -> None:
        self._clients, self._directs = clients, directs

    # --- Messages that one person sees --------------------------------------------------------------------------------

    async def show(self, contact: Contact, reply: Reply, *, replaceable: bool = False) -> None:
        """`replaceable`: the pressed message is a private answer. In a modal the answer takes the modal's place."""
        if contact.surface == "modal" and contact.view:
            await self.update_view(contact, contact.view["id"], _answer_view(contact, reply), contact.view.get("hash"))
        elif contact.surface == "home":
            await self.open_view(contact, _answer_view(contact, reply))
        else:
            await self.say(contact, reply, replaces=reply.replaces and replaceable)
        if reply.attachment and contact.surface in ("modal", "home"):
            await self._send_file(contact, *reply.attachment)

    async def say(self, contact: Contact, reply: Reply, *, replaces: bool = False) -> None:
        """As a message where they are, in as few as hold it."""
        payloads = to_payloads(reply.message)
        if reply.attachment:
            payloads = _with_blocks(payloads, await self._attached(contact, *reply.attachment))
        for number, payload in enumerate(payloads):
            if not await self._by_response_url(contact, payload, replaces and number == 0):
                await self._posted(contact, payload)

    async def _by_response_url(self, contact: Contact, payload: Json, replaces: bool) -> bool:
        """False: it surely wasn't taken. Where that isn't known it counts as taken: no answer is given twice."""
        if not contact.response_url:
            return False
        body = {**payload, "response_type": "ephemeral", "replace_original": replaces}
        client = AsyncWebhookClient(contact.response_url, timeout=_SECONDS, retry_handlers=[], logger=library_log)
        if on_this_machine(contact.response_url):
            client.proxy = None
        try:
            answer = await client.send_dict(body)
        except ClientConnectorError:
            return False
        except Errors as error:
            log.warning("an answer may not have arrived", reason=type(error).__name__)
            return True
        if answer.status_code >= 500:
            log.warning("an answer may not have arrived", status=answer.status_code)
        return answer.status_code < 400 or answer.status_code >= 500

    async def _posted(self, contact: Contact, payload: Json) -> None:
        client = await self._clients.of(contact.place.workspace)
        if not contact.place.direct and await self._posted_to_one(client, contact, payload):
            return
        where = await self._directs.of(contact.place.workspace, contact.person)
        try:
            await client.chat_postMessage(channel=where, **payload, **_in_thread(contact, contact.place.direct))
        except Errors as error:
            raise posting_error(error) from error

    async def _posted_to_one(self, client: AsyncWebClient, contact: Contact, payload: Json) -> bool:
        """False where Slack refuses it: the bot or the person isn't in that channel."""
        kept = {key: payload[key] for key in ("text", "blocks")}
        try:
            await client.chat_postEphemeral(
                channel=contact.place.channel, user=contact.person, **kept, **_in_thread(contact, True)
            )
        except SlackApiError as error:
            log.info("not shown in the channel but directly", reason=code_of(error))
            return False
        except Errors as error:
            log.warning("an answer may not have arrived", reason=type(error).__name__)
        return True

    # --- Files --------------------------------------------------------------------------------------------------------

    async def _attached(self, contact: Contact, name: str, content: bytes) -> list[Json]:
        """A short one as text that can be copied, a longer one as a file in the person's direct messages."""
        if len(content) <= _SHORT and b"```" not in content:
            return _code_blocks(content)
        if await self._send_file(contact, name, content):
            return [_plain_block(f"{name} is in your direct messages.")]
        blocks = _code_blocks(content)
        if len(blocks) <= _MOST_CODE_BLOCKS:
            return blocks
        return [_plain_block(f"{name} is too long to show, and Slack doesn't let me send files (scope files:write).")]

    async def _send_file(self, contact: Contact, name: str, content: bytes) -> bool:
        try:
            client = await self._clients.of(contact.place.workspace)
            where = await self._directs.of(contact.place.workspace, contact.person)
            await client.files_upload_v2(channel=where, filename=name, title=name, content=content)
        except (*Errors, NewsdeskError) as error:
            log.warning("a file could not be sent", reason=code_of(error) or type(error).__name__)
            return False
        return True

    # --- Modals and App Home ------------------------------------------------------------------------------------------

    async def open_form(self, contact: Contact, form: Form) -> None:
        """Over a modal it takes the modal's place. Raises TooLate."""
        view = form_view(form, contact.origin)
        if contact.surface == "modal" and contact.view:
            await self.update_view(contact, contact.view["id"], view, contact.view.get("hash"))
        else:
            await self.open_view(contact, view)

    async def open_waiting(self, contact: Contact) -> Json:
        """A modal that says to wait, at once, while the form is made."""
        return await self.open_view(contact, notice_view("Newsdesk", "One moment …", origin_metadata(contact.origin)))

    async def open_view(self, contact: Contact, view: Json) -> Json:
        """The view as Slack keeps it, with id and hash. Raises TooLate."""
        client = await self._clients.of(contact.place.workspace)
        try:
            answer = await client.views_open(trigger_id=contact.trigger, view=view)
        except Errors as error:
            raise (TooLate(LATE) if code_of(error) in _LATE else reading_error(error)) from error
        opened: Json = answer.get("view") or {}
        return opened

    async def update_view(self, contact: Contact, view_id: str, view: Json, hash: str | None = None) -> None:
        """With a hash nothing is overwritten that came meanwhile. A modal that was closed stays closed."""
        client = await self._clients.of(contact.place.workspace)
        try:
            await client.views_update(view_id=view_id, view=view, hash=hash)
        except Errors as error:
            if code_of(error) in ("not_found", "view_not_found", "hash_conflict"):
                return
            raise reading_error(error) from error

    async def publish_home(self, contact: Contact, message: Message) -> None:
        client = await self._clients.of(contact.place.workspace)
        try:
            await client.views_publish(user_id=contact.person, view=home_view(message))
        except Errors as error:
            raise reading_error(error) from error


def _answer_view(contact: Contact, reply: Reply) -> Json:
    return message_view(reply.message, origin_metadata(contact.origin))


def _with_blocks(payloads: list[Json], more: list[Json]) -> list[Json]:
    """The blocks at the end of the last message, or in one more."""
    last = payloads[-1]
    if len(last["blocks"]) + len(more) <= MOST_BLOCKS:
        return [*payloads[:-1], {**last, "blocks": [*last["blocks"], *more]}]
    return [*payloads, {**last, "blocks": more}]


def _in_thread(contact: Contact, there: bool) -> Json:
    return {"thread_ts": contact.thread} if contact.thread and there else {}


def _code_blocks(content: bytes) -> list[Json]:
    """The text in blocks that can be copied, parted at line ends where lines aren't too long."""
    text = content.decode("utf-8", "replace").replace("```", "'''")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = [part for line in escaped.splitlines(keepends=True) for part in re.findall(_LINE_PART, line)]
    pieces = [""]
    for line in lines:
        if len(pieces[-1]) + len(line) > _CODE_BLOCK:
            pieces.append("")
        pieces[-1] += line
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"```{piece}```", "verbatim": True}} for piece in pieces
    ]


def _plain_block(text: str) -> Json:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}
