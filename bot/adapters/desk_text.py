"""What the operator's desk prints: deliveries with their parts, reports, the sentences after a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.adapters.terminal_text import table, wrapped
from bot.commands.desk import state_words, what_next
from bot.outbox_ports import Delivery, Part, Report
from bot.pipeline.alerts import channel_words


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


def reports_text(found: Sequence[Report]) -> str:
    if not found:
        return "No open reports."
    lines = []
    for report in found:
        who = f"{report.person or 'somebody'} in {report.channel or 'a direct message'}"
        lines.append(
            wrapped(f"{report.id}  story {report.story_id}, version {report.version}, {at(report.created_at)}, {who}")
        )
        lines.append(wrapped(report.text or "(no words)", "    "))
        if report.state == "closed":
            lines.append(wrapped(f"Closed {at(report.closed_at)}: {report.answer or 'without an answer'}", "    "))
    return "\n".join([*lines, "Answer one: newsdesk reports close ID --answer TEXT"])
