"""Every table of Newsdesk as SQLAlchemy metadata: the shape that the newest migration leaves behind.

What is done with the tables stands in the neighbouring modules; how older databases get here, in `migrations/`.
The full-text table `article_search` is missing here on purpose: each engine has its own kind (see `search.py`).

`scope` is `workspace_id`, or 0 for what is shared: NULLs are never equal in a unique key, zeros are.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def storable(text: str) -> str:
    """Strangers' text without what no database takes: NUL characters and lone surrogates."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class UtcTime(TypeDecorator[datetime]):
    """A moment: aware UTC datetimes in and out, on both engines."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that may come from strangers."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON()


def _id() -> sa.Column[Any]:
    return sa.Column("id", Id, primary_key=True, autoincrement=True)


def _ref(name: str, to: str, *, null: bool = False, key: bool = False, on: str = "CASCADE") -> sa.Column[Any]:
    return sa.Column(name, Id, sa.ForeignKey(f"{to}.id", ondelete=on), nullable=null, primary_key=key)


def _words(name: str, *, null: bool = False, key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Words, nullable=null, primary_key=key)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcTime, nullable=null)


def _number(name: str, *, null: bool = False, key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=null, primary_key=key, autoincrement=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _later_flag(name: str) -> sa.Column[Any]:
    """One that came with a later migration: rows of before are False."""
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def _json(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Json, nullable=null)


def _scope(*, key: bool = False) -> sa.Column[Any]:
    return sa.Column("scope", Id, nullable=False, primary_key=key, autoincrement=False)


def _table(name: str, *parts: Any) -> sa.Table:
    return sa.Table(name, metadata, *parts, sqlite_autoincrement=any(_numbers_itself(part) for part in parts))


def _numbers_itself(part: object) -> bool:
    return isinstance(part, sa.Column) and part.autoincrement is True


# --- Whom it is for ---------------------------------------------------------------------------------------------------

workspaces = _table(
    "workspaces",
    _id(),
    _words("platform"),
    _words("external_id"),
    _words("name", null=True),
    _json("settings"),
    sa.Column("tokens", sa.LargeBinary, nullable=True),
    _time("created_at"),
    _time("removed_at", null=True),
    sa.UniqueConstraint("platform", "external_id"),
)

channels = _table(
    "channels",
    _id(),
    _ref("workspace_id", "workspaces"),
    _words("external_id"),
    _words("name", null=True),
    _words("state"),
    _words("reason", null=True),
    _json("settings"),
    _time("created_at"),
    sa.UniqueConstraint("workspace_id", "external_id"),
)

# --- Feeds and items --------------------------------------------------------------------------------------------------

outlets = _table(
    "outlets",
    _scope(key=True),
    _words("name", key=True),
    _ref("workspace_id", "workspaces", null=True),
    _words("owner", null=True),
    _time("first_at"),
)

feeds = _table(
    "feeds",
    _id(),
    _ref("workspace_id", "workspaces", null=True),
    _scope(),
    _words("url"),
    _words("name"),
    _words("kind"),
    _words("language"),
    _words("outlet", null=True),
    _words("owner", null=True),
    sa.Column("weight", sa.Float, nullable=False),
    _words("folder", null=True),
    _words("origin"),
    _words("status"),
    _number("items"),
    _time("created_at"),
    _time("changed_at"),
    _words("etag", null=True),
    _words("last_modified", null=True),
    _words("body_hash", null=True),
    _words("content_hash", null=True),
    sa.Column("interval", sa.Float, nullable=False),
    _time("next_poll_at", null=True),
    _number("failures"),
    _words("last_error", null=True),
    _time("failing_since", null=True),
    _time("last_ok_at", null=True),
    _time("last_new_at", null=True),
    _words("moved_to", null=True),
    _time("moved_since", null=True),
    _time("first_polled_at", null=True),
    _words("lease_owner", null=True),
    _time("lease_until", null=True),
    _later_flag("link_only"),
    sa.Index(None, "status", "next_poll_at"),
    sa.Index(None, "workspace_id"),
)

# Every address under which a feed was ever known: one that moved isn't added again under its old address.
feed_addresses = _table(
    "feed_addresses",
    _scope(key=True),
    _words("url", key=True),
    _ref("feed_id", "feeds"),
    sa.Index(None, "feed_id"),
)

items = _table(
    "items",
    _id(),
    _ref("feed_id", "feeds"),
    _words("guid", null=True),
    _words("link", null=True),
    _words("title"),
    _words("author", null=True),
    _time("published", null=True),
    _time("updated", null=True),
    _words("summary", null=True),
    _words("content", null=True),
    _words("language", null=True),
    _flag("news"),
    _time("fetched_at"),
    _time("sort_at"),
    _words("state"),
    _number("attempts"),
    _time("due_at", null=True),
    _words("reason", null=True),
    _ref("article_id", "articles", null=True, on="SET NULL"),
    _words("lease_owner", null=True),
    _time("lease_until", null=True),
    sa.Index(None, "state", "sort_at"),
    sa.Index(None, "feed_id", "fetched_at"),
    sa.Index(None, "fetched_at"),
    sa.Index(None, "article_id"),
)

item_keys = _table(
    "item_keys",
    _ref("feed_id", "feeds", key=True),
    _words("key", key=True),
    _ref("item_id", "items"),
    sa.Index(None, "item_id"),
)

# --- Articles and names -----------------------------------------------------------------------------------------------

articles = _table(
    "articles",
    _id(),
    _ref("workspace_id", "workspaces", null=True),
    _scope(),
    _words("url"),
    _words("title"),
    _json("sentences"),
    _words("outlet"),
    _words("outlet_owner", null=True),
    sa.Column("weight", sa.Float, nullable=False),
    _time("published"),
    _words("language"),
    _words("author", null=True),
    _words("text_source"),
    _flag("paywall"),
    _flag("news"),
    _ref("feed_id", "feeds", null=True, on="SET NULL"),
    _ref("story_id", "stories", null=True, on="SET NULL"),
    _time("stored_at"),
    _later_flag("fixed"),
    sa.UniqueConstraint("scope", "url"),
    sa.Index(None, "story_id", "published"),
    sa.Index(None, "stored_at", "news"),
    sa.Index(None, "published"),
    sa.Index(None, "feed_id"),
    sa.Index(None, "workspace_id"),
)

mentions = _table(
    "mentions",
    _ref("article_id", "articles", key=True),
    _number("n", key=True),
    _words("type"),
    _words("name"),
    _words("surface"),
    _number("sentence"),
    _number("start"),
    _number("end"),
    _words("family", null=True),
    _words("company", null=True),
    sa.Column("confidence", sa.Float, nullable=False),
    _flag("publishing"),
    sa.Index(None, "type", "name"),
    sa.Index(None, "type", "family"),
)

# Articles that mention a name, by UTC day of publication; a family's row counts its versions' articles too.
mention_days = _table(
    "mention_days",
    _scope(key=True),
    _words("type", key=True),
    _words("name", key=True),
    sa.Column("day", sa.Date, primary_key=True),
    _ref("workspace_id", "workspaces", null=True),
    _number("articles"),
)

# `articles` counts those that say the very name; `with_versions`, for a family, also those that say a version of it.
names_seen = _table(
    "names_seen",
    _scope(key=True),
    _words("type", key=True),
    _words("name", key=True),
    _ref("workspace_id", "workspaces", null=True),
    _words("family", null=True),
    _words("company", null=True),
    _number("articles"),
    _number("with_versions"),
    _time("first_at"),
    _time("last_at"),
    sa.Index(None, "type", "company"),
)

name_candidates = _table(
    "name_candidates",
    _words("name", key=True),
    _words("type", key=True),
    _number("articles"),
    _time("first_at"),
    _time("last_at"),
    _words("example"),
    _time("accepted_at", null=True),
    sa.Index(None, "articles"),
)

# --- Stories and briefs -----------------------------------------------------------------------------------------------

# `revision` counts the articles' comings; `taken_revision` is what the last brief was made from.
stories = _table(
    "stories",
    _id(),
    _ref("workspace_id", "workspaces", null=True),
    _scope(),
    _time("first_at"),
    _time("last_at"),
    _number("version"),
    _words("kind", null=True),
    _words("certainty", null=True),
    _words("headline", null=True),
    _words("language", null=True),
    _flag("needs_brief"),
    _time("due_since", null=True),
    _number("revision"),
    _number("taken_revision"),
    _ref("merged_into", "stories", null=True, on="SET NULL"),
    _flag("pinned"),
    _flag("blocked"),
    _time("retracted_at", null=True),
    _time("created_at"),
    sa.Index(None, "needs_brief", "due_since"),
    sa.Index(None, "last_at"),
    sa.Index(None, "workspace_id"),
)

briefs = _table(
    "briefs",
    _ref("story_id", "stories", key=True),
    _number("version", key=True),
    _time("at"),
    _words("writer"),
    _json("content"),
)

brief_sources = _table(
    "brief_sources",
    _ref("story_id", "stories", key=True),
    _number("version", key=True),
    _number("n", key=True),
    _ref("article_id", "articles"),
    sa.ForeignKeyConstraint(
        ["story_id", "version"],
        ["briefs.story_id", "briefs.version"],
        ondelete="CASCADE",
        name="fk_brief_sources_brief",
    ),
    sa.Index(None, "article_id"),
)

# What an operator put right, at each article that stood in the story then: it goes with them when stories are joined or
# split.
corrections = _table(
    "corrections",
    _id(),
    _ref("article_id", "articles"),
    _time("at"),
    _words("text"),
    sa.Index(None, "article_id"),
)

# Those of the current brief. `last_at` is the story's: the latest stories of a name are an index scan in key order.
tags = _table(
    "tags",
    _ref("story_id", "stories", key=True),
    _words("type", key=True),
    _words("name", key=True),
    _words("role"),
    _number("mentions"),
    _words("family", null=True),
    _words("company", null=True),
    _time("last_at"),
    sa.Index(None, "type", "name", "last_at"),
    sa.Index(None, "type", "family", "last_at"),
)

relations = _table(
    "relations",
    _id(),
    _ref("story_id", "stories"),
    _number("version"),
    _words("subject"),
    _words("verb"),
    _words("object"),
    _words("certainty"),
    _words("according_to", null=True),
    _words("purpose", null=True),
    _ref("article_id", "articles"),
    _number("article"),
    _number("sentence"),
    _time("at"),
    _flag("current"),
    sa.Index(None, "story_id"),
    sa.Index(None, "subject", "at"),
    sa.Index(None, "object", "at"),
    sa.Index(None, "article_id"),
)

# --- Subscriptions and the outbox -------------------------------------------------------------------------------------

# `options` holds what is only read with the whole order: see `subscriptions.py`.
subscriptions = _table(
    "subscriptions",
    _id(),
    _ref("channel_id", "channels"),
    _words("preset", null=True),
    _json("filters"),
    _words("time"),
    _words("days"),
    _words("zone"),
    _number("size"),
    _words("language", null=True),
    _words("state"),
    _words("reason", null=True),
    _words("created_by", null=True),
    _time("created_at"),
    _time("next_due_at", null=True),
    _time("last_digest_until", null=True),
    _words("lease_owner", null=True),
    _time("lease_until", null=True),
    sa.Column("paused_until", sa.Date, nullable=True),
    _json("options", null=True),
    sa.Index(None, "state", "next_due_at"),
    sa.Index(None, "channel_id"),
)

digests = _table(
    "digests",
    _id(),
    _ref("subscription_id", "subscriptions"),
    _words("occasion"),
    _time("since"),
    _time("until"),
    _json("content"),
    _time("created_at"),
    sa.UniqueConstraint("subscription_id", "occasion"),
)

digest_stories = _table(
    "digest_stories",
    _ref("digest_id", "digests", key=True),
    _ref("story_id", "stories", key=True),
    _number("version"),
    _number("position"),
    sa.Column("score", sa.Float, nullable=False),
    _json("why"),
    sa.Index(None, "story_id"),
)

deliveries = _table(
    "deliveries",
    _words("id", key=True),
    _ref("channel_id", "channels"),
    _ref("subscription_id", "subscriptions", null=True, on="SET NULL"),
    _ref("digest_id", "digests", null=True, on="SET NULL"),
    _words("occasion"),
    _words("kind"),
    _words("state"),
    _words("reason", null=True),
    _number("attempts"),
    _time("created_at"),
    _time("due_at"),
    _time("expires_at", null=True),
    _time("finished_at", null=True),
    _words("lease_owner", null=True),
    _time("lease_until", null=True),
    _json("message", null=True),
    _json("told", null=True),
    _time("since", null=True),
    _time("until", null=True),
    _words("thread", null=True),
    _later_flag("open_thread"),
    _words("mention", null=True),
    sa.Index(None, "state", "due_at"),
    sa.Index(None, "channel_id", "created_at"),
    sa.Index(None, "channel_id", "occasion"),
    sa.Index(None, "subscription_id"),
    sa.Index(None, "digest_id"),
)

delivery_parts = _table(
    "delivery_parts",
    sa.Column("delivery_id", Words, sa.ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True),
    _number("n", key=True),
    _words("state"),
    _words("marker"),
    _json("payload"),
    _words("message_ref", null=True),
    _words("reason", null=True),
    _number("attempts"),
    _time("tried_at", null=True),
    _time("sent_at", null=True),
    sa.UniqueConstraint("marker"),
    sa.Index(None, "state"),
)

reached = _table(
    "reached",
    _ref("channel_id", "channels", key=True),
    _ref("story_id", "stories", key=True),
    _number("version"),
    _words("message_ref", null=True),
    sa.Column("delivery_id", Words, sa.ForeignKey("deliveries.id", ondelete="SET NULL"), nullable=True),
    _time("at"),
    sa.Index(None, "story_id"),
    sa.Index(None, "delivery_id"),
    sa.Index(None, "at"),
)

watches = _table(
    "watches",
    _id(),
    _ref("channel_id", "channels"),
    _words("type"),
    _words("name"),
    _json("filters"),
    _words("created_by", null=True),
    _time("created_at"),
    _time("last_at", null=True),
    sa.UniqueConstraint("channel_id", "type", "name"),
    sa.Index(None, "type", "name"),
)

# --- What people say back ---------------------------------------------------------------------------------------------

feedback = _table(
    "feedback",
    _id(),
    _ref("channel_id", "channels"),
    _ref("story_id", "stories"),
    _words("person"),
    _words("verdict"),
    _time("at"),
    sa.UniqueConstraint("channel_id", "story_id", "person"),
    sa.Index(None, "story_id"),
)

reports = _table(
    "reports",
    _id(),
    _ref("story_id", "stories"),
    _number("version"),
    _ref("channel_id", "channels", null=True, on="SET NULL"),
    _words("person", null=True),
    _words("text"),
    _words("state"),
    _words("answer", null=True),
    _time("created_at"),
    _time("closed_at", null=True),
    sa.Index(None, "state", "created_at"),
    sa.Index(None, "story_id"),
)

# Private answers, so that sharing one shows the same; dropped after a month.
kept = _table(
    "kept",
    _id(),
    _ref("channel_id", "channels"),
    _words("person"),
    _words("kind"),
    _words("text"),
    _json("message"),
    _time("at"),
    sa.Index(None, "channel_id"),
    sa.Index(None, "at"),
)

# --- Slack's installations --------------------------------------------------------------------------------------------

# Columns as `slack_sdk.oauth` wants them, so that its own stores work on our database; only what is encrypted before it
# is stored is Text, since it grows. Times are naive UTC there.


def _short(name: str, length: int = 32, *, null: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=null)


def _naive(name: str, *, null: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime, nullable=null)


def _row_number() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


slack_installations = sa.Table(
    "slack_installations",
    metadata,
    _row_number(),
    _short("client_id", null=False),
    _short("app_id", null=False),
    _short("enterprise_id"),
    _short("enterprise_name", 200),
    _short("enterprise_url", 200),
    _short("team_id"),
    _short("team_name", 200),
    sa.Column("bot_token", sa.Text),
    _short("bot_id"),
    _short("bot_user_id"),
    _short("bot_scopes", 1000),
    sa.Column("bot_refresh_token", sa.Text),
    _naive("bot_token_expires_at"),
    _short("user_id", null=False),
    sa.Column("user_token", sa.Text),
    _short("user_scopes", 1000),
    sa.Column("user_refresh_token", sa.Text),
    _naive("user_token_expires_at"),
    sa.Column("incoming_webhook_url", sa.Text),
    _short("incoming_webhook_channel", 200),
    _short("incoming_webhook_channel_id", 200),
    _short("incoming_webhook_configuration_url", 200),
    _flag("is_enterprise_install"),
    _short("token_type"),
    _naive("installed_at", null=False),
    sa.Index("slack_installations_idx", "client_id", "enterprise_id", "team_id", "user_id", "installed_at"),
)

slack_bots = sa.Table(
    "slack_bots",
    metadata,
    _row_number(),
    _short("client_id", null=False),
    _short("app_id", null=False),
    _short("enterprise_id"),
    _short("enterprise_name", 200),
    _short("team_id"),
    _short("team_name", 200),
    sa.Column("bot_token", sa.Text),
    _short("bot_id"),
    _short("bot_user_id"),
    _short("bot_scopes", 1000),
    sa.Column("bot_refresh_token", sa.Text),
    _naive("bot_token_expires_at"),
    _flag("is_enterprise_install"),
    _naive("installed_at", null=False),
    sa.Index("slack_bots_idx", "client_id", "enterprise_id", "team_id", "installed_at"),
)

slack_oauth_states = sa.Table(
    "slack_oauth_states",
    metadata,
    _row_number(),
    _short("state", 200, null=False),
    _naive("expire_at", null=False),
)

# --- The house's own --------------------------------------------------------------------------------------------------

# What was told once: a key such as "feed 12 failing since …" and to whom.
notices = _table(
    "notices",
    _words("key", key=True),
    _ref("channel_id", "channels", null=True),
    _words("text"),
    _time("told_at"),
    _time("over_at", null=True),
)

# An interaction or event is claimed by its id before it acts, so that two processes answer once.
claims = _table(
    "claims",
    _words("key", key=True),
    _words("owner"),
    _time("claimed_at"),
    _time("expires_at"),
    sa.Index(None, "expires_at"),
)

leases = _table(
    "leases",
    _words("name", key=True),
    _words("owner"),
    _time("expires_at"),
)

llm_usage = _table(
    "llm_usage",
    sa.Column("day", sa.Date, primary_key=True),
    _scope(key=True),
    _ref("workspace_id", "workspaces", null=True),
    sa.Column("tokens", sa.BigInteger, nullable=False),
    sa.Column("cost", sa.Float, nullable=False),
    sa.Column("asked_tokens", sa.BigInteger, nullable=False, server_default="0"),
)

# What was sent to a model, or waits to be, by the hash of prompt and text. `reckoned` tokens are set aside for it and
# counted in llm_usage of `day` until it is settled; `passed` and `refused` count its sentences.
model_texts = _table(
    "model_texts",
    _words("key", key=True),
    _ref("story_id", "stories"),
    _number("version"),
    _words("languages"),
    _ref("workspace_id", "workspaces", null=True),
    _words("state"),
    _words("reason", null=True),
    _number("attempts"),
    sa.Column("day", sa.Date, nullable=False),
    _time("at"),
    _number("reckoned"),
    _number("input_tokens"),
    _number("output_tokens"),
    sa.Column("cost", sa.Float, nullable=False),
    _number("passed"),
    _number("refused"),
    sa.Index(None, "story_id"),
    sa.Index(None, "day", "state"),
    sa.Index(None, "workspace_id"),
)

meta = _table("meta", _words("key", key=True), _words("value"))


# --- Rules that hold for every reader ---------------------------------------------------------------------------------


def scope_of(workspace_id: int | None) -> int:
    return workspace_id or 0


def visible(table: sa.FromClause, workspace_id: int | None) -> sa.ColumnElement[bool]:
    """What a workspace may see: all that is shared, and its own. Every read of news goes through here.

    The sum keeps SQLite from an index over whose a row is: nearly all are shared, and it takes that index before the one
    of a span of time, then sorts a million rows.
    """
    whose = table.c.workspace_id + sa.literal_column("0")
    shared = whose.is_(None)
    return shared if workspace_id is None else sa.or_(shared, whose == workspace_id)
