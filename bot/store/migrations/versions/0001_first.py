"""The first schema: all of Newsdesk's tables, empty.

A migration is frozen once it is released: it spells out its types itself and imports nothing of the program.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _claims()
    _leases()
    _meta()
    _name_candidates()
    _workspaces()
    _channels()
    _feeds()
    _llm_usage()
    _mention_days()
    _names_seen()
    _outlets()
    _stories()
    _articles()
    _briefs()
    _feed_addresses()
    _feedback()
    _notices()
    _reports()
    _subscriptions()
    _tags()
    _watches()
    _brief_sources()
    _digests()
    _items()
    _mentions()
    _relations()
    _deliveries()
    _digest_stories()
    _item_keys()
    _delivery_parts()
    _reached()
    _article_search()


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("claimed_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_claims"),
    )
    op.create_index("ix_claims_expires_at", "claims", ["expires_at"])


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )


def _name_candidates() -> None:
    op.create_table(
        "name_candidates",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("accepted_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("name", "type", name="pk_name_candidates"),
    )
    op.create_index("ix_name_candidates_articles", "name_candidates", ["articles"])


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("tokens", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("removed_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
        sa.UniqueConstraint("platform", "external_id", name="uq_workspaces_platform_external_id"),
        sqlite_autoincrement=True,
    )


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_channels_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
        sa.UniqueConstraint("workspace_id", "external_id", name="uq_channels_workspace_id_external_id"),
        sqlite_autoincrement=True,
    )


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("scope", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("next_poll_at", TIME, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("failing_since", TIME, nullable=True),
        sa.Column("last_ok_at", TIME, nullable=True),
        sa.Column("last_new_at", TIME, nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("moved_since", TIME, nullable=True),
        sa.Column("first_polled_at", TIME, nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_feeds_workspace_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_status_next_poll_at", "feeds", ["status", "next_poll_at"])
    op.create_index("ix_feeds_workspace_id", "feeds", ["workspace_id"])


def _llm_usage() -> None:
    op.create_table(
        "llm_usage",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("scope", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_llm_usage_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("day", "scope", name="pk_llm_usage"),
    )


def _mention_days() -> None:
    op.create_table(
        "mention_days",
        sa.Column("scope", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_mention_days_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scope", "type", "name", "day", name="pk_mention_days"),
    )


def _names_seen() -> None:
    op.create_table(
        "names_seen",
        sa.Column("scope", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("with_versions", sa.Integer(), nullable=False),
        sa.Column("first_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_names_seen_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scope", "type", "name", name="pk_names_seen"),
    )
    op.create_index("ix_names_seen_type_company", "names_seen", ["type", "company"])


def _outlets() -> None:
    op.create_table(
        "outlets",
        sa.Column("scope", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("first_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_outlets_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scope", "name", name="pk_outlets"),
    )


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("scope", ID, nullable=False),
        sa.Column("first_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("needs_brief", sa.Boolean(), nullable=False),
        sa.Column("due_since", TIME, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("taken_revision", sa.Integer(), nullable=False),
        sa.Column("merged_into", ID, nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("retracted_at", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name="fk_stories_merged_into", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_stories_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stories_last_at", "stories", ["last_at"])
    op.create_index("ix_stories_needs_brief_due_since", "stories", ["needs_brief", "due_since"])
    op.create_index("ix_stories_workspace_id", "stories", ["workspace_id"])


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("workspace_id", ID, nullable=True),
        sa.Column("scope", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("outlet_owner", sa.Text(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("published", TIME, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("text_source", sa.Text(), nullable=False),
        sa.Column("paywall", sa.Boolean(), nullable=False),
        sa.Column("news", sa.Boolean(), nullable=False),
        sa.Column("feed_id", ID, nullable=True),
        sa.Column("story_id", ID, nullable=True),
        sa.Column("stored_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_articles_feed_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_articles_workspace_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("scope", "url", name="uq_articles_scope_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_feed_id", "articles", ["feed_id"])
    op.create_index("ix_articles_published", "articles", ["published"])
    op.create_index("ix_articles_story_id_published", "articles", ["story_id", "published"])
    op.create_index("ix_articles_stored_at_news", "articles", ["stored_at", "news"])
    op.create_index("ix_articles_workspace_id", "articles", ["workspace_id"])


def _briefs() -> None:
    op.create_table(
        "briefs",
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_briefs_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "version", name="pk_briefs"),
    )


def _feed_addresses() -> None:
    op.create_table(
        "feed_addresses",
        sa.Column("scope", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_feed_addresses_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scope", "url", name="pk_feed_addresses"),
    )
    op.create_index("ix_feed_addresses_feed_id", "feed_addresses", ["feed_id"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_feedback_channel_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_feedback_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("channel_id", "story_id", "person", name="uq_feedback_channel_id_story_id_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_story_id", "feedback", ["story_id"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel_id", ID, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("told_at", TIME, nullable=False),
        sa.Column("over_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_notices_channel_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="pk_notices"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("channel_id", ID, nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_reports_channel_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_reports_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_state_created_at", "reports", ["state", "created_at"])
    op.create_index("ix_reports_story_id", "reports", ["story_id"])


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("preset", sa.Text(), nullable=True),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("next_due_at", TIME, nullable=True),
        sa.Column("last_digest_until", TIME, nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channels.id"], name="fk_subscriptions_channel_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_channel_id", "subscriptions", ["channel_id"])
    op.create_index("ix_subscriptions_state_next_due_at", "subscriptions", ["state", "next_due_at"])


def _tags() -> None:
    op.create_table(
        "tags",
        sa.Column("story_id", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("last_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_tags_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "type", "name", name="pk_tags"),
    )
    op.create_index("ix_tags_type_family_last_at", "tags", ["type", "family", "last_at"])
    op.create_index("ix_tags_type_name_last_at", "tags", ["type", "name", "last_at"])


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_watches_channel_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.UniqueConstraint("channel_id", "type", "name", name="uq_watches_channel_id_type_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_watches_type_name", "watches", ["type", "name"])


def _brief_sources() -> None:
    op.create_table(
        "brief_sources",
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_brief_sources_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id", "version"],
            ["briefs.story_id", "briefs.version"],
            name="fk_brief_sources_brief",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_brief_sources_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "version", "n", name="pk_brief_sources"),
    )
    op.create_index("ix_brief_sources_article_id", "brief_sources", ["article_id"])


def _digests() -> None:
    op.create_table(
        "digests",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("subscription_id", ID, nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name="fk_digests_subscription_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.UniqueConstraint("subscription_id", "occasion", name="uq_digests_subscription_id_occasion"),
        sqlite_autoincrement=True,
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("guid", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("published", TIME, nullable=True),
        sa.Column("updated", TIME, nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("news", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", TIME, nullable=False),
        sa.Column("sort_at", TIME, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", TIME, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_items_article_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_items_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_items"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_items_article_id", "items", ["article_id"])
    op.create_index("ix_items_feed_id_fetched_at", "items", ["feed_id", "fetched_at"])
    op.create_index("ix_items_fetched_at", "items", ["fetched_at"])
    op.create_index("ix_items_state_sort_at", "items", ["state", "sort_at"])


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("publishing", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_mentions_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "n", name="pk_mentions"),
    )
    op.create_index("ix_mentions_type_family", "mentions", ["type", "family"])
    op.create_index("ix_mentions_type_name", "mentions", ["type", "name"])


def _relations() -> None:
    op.create_table(
        "relations",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("according_to", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_relations_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_relations_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_relations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relations_article_id", "relations", ["article_id"])
    op.create_index("ix_relations_object_at", "relations", ["object", "at"])
    op.create_index("ix_relations_story_id", "relations", ["story_id"])
    op.create_index("ix_relations_subject_at", "relations", ["subject", "at"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("subscription_id", ID, nullable=True),
        sa.Column("digest_id", ID, nullable=True),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=True),
        sa.Column("finished_at", TIME, nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", TIME, nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_deliveries_channel_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name="fk_deliveries_digest_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name="fk_deliveries_subscription_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_channel_id_created_at", "deliveries", ["channel_id", "created_at"])
    op.create_index("ix_deliveries_digest_id", "deliveries", ["digest_id"])
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index("ix_deliveries_subscription_id", "deliveries", ["subscription_id"])


def _digest_stories() -> None:
    op.create_table(
        "digest_stories",
        sa.Column("digest_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name="fk_digest_stories_digest_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_digest_stories_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest_id", "story_id", name="pk_digest_stories"),
    )
    op.create_index("ix_digest_stories_story_id", "digest_stories", ["story_id"])


def _item_keys() -> None:
    op.create_table(
        "item_keys",
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_item_keys_feed_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name="fk_item_keys_item_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", "key", name="pk_item_keys"),
    )
    op.create_index("ix_item_keys_item_id", "item_keys", ["item_id"])


def _delivery_parts() -> None:
    op.create_table(
        "delivery_parts",
        sa.Column("delivery_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("message_ref", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", TIME, nullable=True),
        sa.Column("sent_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name="fk_delivery_parts_delivery_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("delivery_id", "n", name="pk_delivery_parts"),
        sa.UniqueConstraint("marker", name="uq_delivery_parts_marker"),
    )
    op.create_index("ix_delivery_parts_state", "delivery_parts", ["state"])


def _reached() -> None:
    op.create_table(
        "reached",
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("story_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("message_ref", sa.Text(), nullable=True),
        sa.Column("delivery_id", sa.Text(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_reached_channel_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_reached_delivery_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_reached_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("channel_id", "story_id", name="pk_reached"),
    )
    op.create_index("ix_reached_delivery_id", "reached", ["delivery_id"])
    op.create_index("ix_reached_story_id", "reached", ["story_id"])


def _article_search() -> None:
    """Full text over our own tokens: a token is one word to both engines, versions and pairs of characters whole."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_search USING fts5(tokens, tokenize=\"unicode61 tokenchars '.-_'\")")
        op.execute(
            "CREATE TRIGGER article_search_forgets AFTER DELETE ON articles "
            "BEGIN DELETE FROM article_search WHERE rowid = old.id; END"
        )
        return
    op.execute(
        "CREATE TABLE article_search (article_id BIGINT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, "
        "tokens TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_article_search_tokens ON article_search USING gin (tokens)")


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first schema; restore a backup instead")
