"""What the operator's desk prints: deliveries with their parts, reports, subscriptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.adapters.terminal_text import table, wrapped
from bot.commands.desk import state_words, what_next
from bot.commands.subscriptions import days_words, next_times
from bot.outbox_ports import Channel, Delivery, Notice, Part, Report
from bot.pipeline.alerts import channel_words
from bot.ports import Subscription


def at(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%-d %b %H:%M}" if moment else "-"


def deliveries_text(found: Sequence[Delivery]) -> str:
    if not found:
        return "No deliveries."
    rows = [
        (d.id, d.channel.name or d.channel.address, d.kind, d.state, _parts(d), at(d.due_at), d.reason or "")
        for d in found
    ]
    return table(("id", "channel", "kind", "state", "parts sent", "due (UTC)", "reason"), rows, 60)


def _parts(found: Delivery) -> str:
    return f"{sum(part.state == 'sent' for part in found.parts)} of {len(found.parts)}"


def delivery_text(found: Delivery) -> str:
    head = f"{found.kind.capitalize()} for {channel_words(found.channel)}: {state_words(found)}"
    facts = [f"due {at(found.due_at)} UTC", f"planned {at(found.created_at)}"]
    facts += [f"finished {at(found.finished_at)}"] if found.finished_at else []
    facts += [f"subscription {found.subscription_id}"] if found.subscription_id else []
    facts += [f"{len(found.told)} stories"] if found.told else []
    rows = [_part(part) for part in found.parts]
    parts = table(("part", "state", "message", "tried", "tries", "marker", "reason"), rows, 60)
    return "\n".join(
        [wrapped(head), f"{found.id} · {', '.join(facts)}", "", parts, "", wrapped(f"Next: {what_next(found)}")]
    )


def _part(part: Part) -> tuple[object, ...]:
    return part.n, part.state, part.message_ref or "-", at(part.tried_at), part.attempts, part.marker, part.reason or ""


def reports_text(found: Sequence[Report], answers: Sequence[Notice] = ()) -> str:
    """`answers`: what was said of answers that belong to no story."""
    said = [wrapped(f"{at(notice.told_at)}  {notice.text}", "  ") for notice in answers]
    return "\n".join([*_report_lines(found), *said])


def _report_lines(found: Sequence[Report]) -> list[str]:
    if not found:
        return ["No open reports."]
    lines = []
    for report in found:
        who = f"{report.person or 'somebody'} in {report.channel or 'a direct message'}"
        lines.append(
            wrapped(f"{report.id}  story {report.story_id}, version {report.version}, {at(report.created_at)}, {who}")
        )
        lines.append(wrapped(report.text or "(no words)", "    "))
        if report.state == "closed":
            lines.append(wrapped(f"Closed {at(report.closed_at)}: {report.answer or 'without an answer'}", "    "))
    return [*lines, "Answer one: newsdesk reports close ID --answer TEXT"]


# --- Subscriptions ----------------------------------------------------------------------------------------------------


def subscriptions_text(
    orders: Sequence[Subscription],
    channels: Mapping[int, Channel],
    people: Mapping[tuple[int, str], str] = MappingProxyType({}),
) -> str:
    """`people`: names by workspace and person."""
    if not orders:
        return "No subscriptions. Add one: newsdesk subscriptions add --at 08:30 --zone Europe/Berlin"
    rows = [_order(order, channels.get(order.channel_id), people) for order in orders]
    return table(("id", "channel", "preset", "time", "days", "size", "next (UTC)", "by", "state"), rows)


def _order(order: Subscription, channel: Channel | None, people: Mapping[tuple[int, str], str]) -> tuple[object, ...]:
    due = f"{order.next_due_at.astimezone(UTC):%a %-d %b %H:%M}" if order.next_due_at else "-"
    when = (f"{order.at:%H:%M} {order.zone}", days_words(order.days))
    where = channel_words(channel) if channel else order.channel
    who = people.get((order.workspace_id, order.created_by or ""), order.created_by or "-")
    return order.id, where, order.preset, *when, order.size, due, who, _how(order, channel)


def _how(order: Subscription, channel: Channel | None) -> str:
    """Its own state, unless its channel keeps it from being posted."""
    if order.state == "active" and channel and channel.state != "active":
        return f"channel {channel.state}{f': {channel.reason}' if channel.reason else ''}"
    return f"{order.state}{f': {order.reason}' if order.reason else ''}"


def subscribed_text(order: Subscription, now: datetime) -> str:
    times = ", ".join(f"{due.astimezone(ZoneInfo(order.zone)):%a %-d %b %H:%M}" for due in next_times(order, now))
    lines = [f"Subscribed (number {order.id}). Next: {times} ({order.zone})."]
    if order.channel != "terminal":
        lines.append("The bot must be a member of that channel; `newsdesk doctor` says whether it can post there.")
    return "\n".join([*lines, f"Undo: newsdesk subscriptions remove {order.id}"])
