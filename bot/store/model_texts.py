"""What a model was asked to write, and what it cost: claimed before it is sent, settled after, so that no text is sent
twice and no token goes uncounted.

A process that dies in between leaves its texts `asked`, with what was reckoned for them counted as spent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.news.model import Brief
from bot.ports import KnownText, ModelReason, Purpose, Spent, StoryText, TextOutcome
from bot.store.briefs_json import brief_to_json
from bot.store.schema import briefs, llm_usage, model_texts, scope_of, stories
from bot.store.tables import Row, Tables, insert_into, rows_by_ids, rows_of

MOST_ATTEMPTS = 3
"""How often a text is sent that the server didn't take, in trouble of its own: it can't know whether that was billed."""


class ModelTextTables(Tables):
    async def known_texts(self, story_ids: Sequence[int]) -> dict[int, list[KnownText]]:
        """All that was asked for, or put off, by story."""
        found: dict[int, list[KnownText]] = defaultdict(list)
        async with self._db.read() as connection:
            for row in await rows_by_ids(connection, sa.select(model_texts), model_texts.c.story_id, story_ids):
                known = KnownText(row["story_id"], row["version"], tuple(row["languages"].split()), row["state"])
                found[row["story_id"]].append(known)
        return found

    async def claim_texts(self, texts: Sequence[StoryText], day: date, now: datetime) -> frozenset[str]:
        """Keys of those that are now the caller's to send: unknown ones, and those that were put off."""
        claimed: set[str] = set()
        async with self._db.write() as connection:
            for text in texts:
                row = _row(text, "asked", None, day, now)
                new = {name: row[name] for name in ("state", "reason", "day", "at", "reckoned")}
                new["attempts"] = model_texts.c.attempts + 1
                put = insert_into(connection, model_texts).values(**row | {"attempts": 1})
                open_ = sa.and_(model_texts.c.state == "waiting", model_texts.c.attempts < MOST_ATTEMPTS)
                put = put.on_conflict_do_update(index_elements=["key"], set_=new, where=open_)
                if (await connection.execute(put.returning(model_texts.c.key))).scalar():
                    claimed.add(text.key)
                    await _spend(connection, day, text.workspace_id, text.reckoned, 0.0)
        return frozenset(claimed)

    async def settle_texts(self, outcomes: Sequence[TextOutcome], now: datetime) -> None:
        """What became of claimed texts, with the briefs that were made of them, in one transaction.

        A brief is taken only while the version that it words is the story's newest.
        """
        async with self._db.write() as connection:
            for outcome in outcomes:
                await _settle(connection, outcome, now)
                if outcome.brief is not None:
                    await _reword(connection, outcome.text.story_id, outcome.text.version, outcome.brief)

    async def put_off_texts(self, texts: Sequence[StoryText], reason: ModelReason, day: date, now: datetime) -> None:
        """They wait: noted once a day, so that `status` can count them."""
        async with self._db.write() as connection:
            for text in texts:
                put = insert_into(connection, model_texts).values(**_row(text, "waiting", reason, day, now), attempts=0)
                put = put.on_conflict_do_update(
                    index_elements=["key"],
                    set_={"reason": reason, "day": day, "at": now},
                    where=model_texts.c.state == "waiting",
                )
                await connection.execute(put)

    async def spent(self, day: date) -> Spent:
        async with self._db.read() as connection:
            return await spent_on(connection, day)

    async def spend(
        self, day: date, workspace_id: int | None, tokens: int, cost: float, purpose: Purpose = "digest"
    ) -> None:
        """Counts tokens that went to something else than a story's text; negative ones give back what was reckoned."""
        async with self._db.write() as connection:
            await _spend(connection, day, workspace_id, tokens, cost, tokens if purpose == "ask" else 0)


def _row(text: StoryText, state: str, reason: ModelReason | None, day: date, now: datetime) -> dict[str, Any]:
    return {
        "key": text.key, "story_id": text.story_id, "version": text.version, "languages": " ".join(text.languages),
        "workspace_id": text.workspace_id, "state": state, "reason": reason, "day": day, "at": now,
        "reckoned": text.reckoned, "input_tokens": 0, "output_tokens": 0, "cost": 0.0, "passed": 0, "refused": 0,
    }  # fmt: skip


async def _settle(connection: AsyncConnection, outcome: TextOutcome, now: datetime) -> None:
    query = sa.select(model_texts).where(model_texts.c.key == outcome.text.key, model_texts.c.state == "asked")
    rows = await rows_of(connection, query.with_for_update())
    if not rows:
        return
    tries = rows[0]["attempts"] - (outcome.state == "waiting" and outcome.reason != "server trouble")
    state = "failed" if outcome.state == "waiting" and tries >= MOST_ATTEMPTS else outcome.state
    new = {
        "state": state, "reason": outcome.reason, "attempts": tries, "at": now,
        "input_tokens": rows[0]["input_tokens"] + outcome.usage.input_tokens,
        "output_tokens": rows[0]["output_tokens"] + outcome.usage.output_tokens,
        "cost": rows[0]["cost"] + outcome.cost, "passed": outcome.passed, "refused": outcome.refused,
    }  # fmt: skip
    await connection.execute(sa.update(model_texts).where(model_texts.c.key == outcome.text.key).values(**new))
    really = outcome.usage.tokens - rows[0]["reckoned"]
    await _spend(connection, rows[0]["day"], outcome.text.workspace_id, really, outcome.cost)


async def _spend(
    connection: AsyncConnection, day: date, workspace_id: int | None, tokens: int, cost: float, asked: int = 0
) -> None:
    row = {"day": day, "scope": scope_of(workspace_id), "workspace_id": workspace_id}
    put = insert_into(connection, llm_usage).values(**row, tokens=max(tokens, 0), cost=cost, asked_tokens=max(asked, 0))
    more = {
        "tokens": _not_below_zero(llm_usage.c.tokens + tokens),
        "cost": llm_usage.c.cost + cost,
        "asked_tokens": _not_below_zero(llm_usage.c.asked_tokens + asked),
    }
    await connection.execute(put.on_conflict_do_update(index_elements=["day", "scope"], set_=more))


def _not_below_zero(value: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.case((value < 0, 0), else_=value)


async def _reword(connection: AsyncConnection, story_id: int, version: int, brief: Brief) -> None:
    still = sa.and_(stories.c.id == story_id, stories.c.version == version)
    held = sa.select(stories.c.id).where(still).with_for_update(key_share=True)
    if (await connection.execute(held)).scalar() is None:
        return
    place = sa.and_(briefs.c.story_id == story_id, briefs.c.version == version)
    words = sa.update(briefs).where(place).values(writer=brief.writer, content=brief_to_json(brief))
    await connection.execute(words)
    await connection.execute(sa.update(stories).where(still).values(headline=brief.headline))


# --- Reading, inside others' transactions -----------------------------------------------------------------------------


async def spent_on(connection: AsyncConnection, day: date) -> Spent:
    rows = await rows_of(connection, sa.select(llm_usage).where(llm_usage.c.day == day))
    asked = {row["scope"]: row["asked_tokens"] for row in rows if row["asked_tokens"]}
    return Spent(sum(row["tokens"] for row in rows), sum(row["cost"] for row in rows), asked)


async def writing_counts(connection: AsyncConnection, day: date) -> dict[str, Any]:
    """For `status`: stories written and left quoted on a day, why those that the model didn't write, sentences refused."""
    query = sa.select(
        model_texts.c.state, model_texts.c.reason, sa.func.count().label("texts"),
        sa.func.sum(model_texts.c.refused).label("refused"),
    ).where(model_texts.c.day == day).group_by(model_texts.c.state, model_texts.c.reason)  # fmt: skip
    rows: Iterable[Row] = await rows_of(connection, query)
    counts: dict[str, Any] = {"written_today": 0, "fallbacks_today": 0, "fallbacks": {}, "refused_sentences": 0}
    for row in rows:
        texts = int(row["texts"])
        counts["refused_sentences"] += int(row["refused"] or 0)
        if row["state"] == "written":
            counts["written_today"] += texts
        else:
            why = row["reason"] or {"quoted": "check", "asked": "no answer"}.get(row["state"], row["state"])
            counts["fallbacks_today"] += texts
            counts["fallbacks"][why] = counts["fallbacks"].get(why, 0) + texts
    return counts
