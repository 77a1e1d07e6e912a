PRAGMA foreign_keys=OFF;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE claims (
	"key" TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	claimed_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_claims PRIMARY KEY ("key")
);
CREATE TABLE leases (
	name TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_leases PRIMARY KEY (name)
);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
CREATE TABLE name_candidates (
	name TEXT NOT NULL, 
	type TEXT NOT NULL, 
	articles INTEGER NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	example TEXT NOT NULL, 
	accepted_at DATETIME, 
	CONSTRAINT pk_name_candidates PRIMARY KEY (name, type)
);
CREATE TABLE workspaces (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	platform TEXT NOT NULL, 
	external_id TEXT NOT NULL, 
	name TEXT, 
	settings JSON NOT NULL, 
	tokens BLOB, 
	created_at DATETIME NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT uq_workspaces_platform_external_id UNIQUE (platform, external_id)
);
CREATE TABLE channels (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	external_id TEXT NOT NULL, 
	name TEXT, 
	state TEXT NOT NULL, 
	reason TEXT, 
	settings JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_channels_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_channels_workspace_id_external_id UNIQUE (workspace_id, external_id)
);
CREATE TABLE feeds (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER, 
	scope INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	language TEXT NOT NULL, 
	outlet TEXT, 
	owner TEXT, 
	weight FLOAT NOT NULL, 
	folder TEXT, 
	origin TEXT NOT NULL, 
	status TEXT NOT NULL, 
	items INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	body_hash TEXT, 
	content_hash TEXT, 
	interval FLOAT NOT NULL, 
	next_poll_at DATETIME, 
	failures INTEGER NOT NULL, 
	last_error TEXT, 
	failing_since DATETIME, 
	last_ok_at DATETIME, 
	last_new_at DATETIME, 
	moved_to TEXT, 
	moved_since DATETIME, 
	first_polled_at DATETIME, 
	lease_owner TEXT, 
	lease_until DATETIME, link_only BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT fk_feeds_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE llm_usage (
	day DATE NOT NULL, 
	scope INTEGER NOT NULL, 
	workspace_id INTEGER, 
	tokens BIGINT NOT NULL, 
	cost FLOAT NOT NULL, asked_tokens BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_llm_usage PRIMARY KEY (day, scope), 
	CONSTRAINT fk_llm_usage_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE mention_days (
	scope INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	day DATE NOT NULL, 
	workspace_id INTEGER, 
	articles INTEGER NOT NULL, 
	CONSTRAINT pk_mention_days PRIMARY KEY (scope, type, name, day), 
	CONSTRAINT fk_mention_days_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE names_seen (
	scope INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	workspace_id INTEGER, 
	family TEXT, 
	company TEXT, 
	articles INTEGER NOT NULL, 
	with_versions INTEGER NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	CONSTRAINT pk_names_seen PRIMARY KEY (scope, type, name), 
	CONSTRAINT fk_names_seen_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE outlets (
	scope INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	workspace_id INTEGER, 
	owner TEXT, 
	first_at DATETIME NOT NULL, 
	CONSTRAINT pk_outlets PRIMARY KEY (scope, name), 
	CONSTRAINT fk_outlets_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE stories (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER, 
	scope INTEGER NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	kind TEXT, 
	certainty TEXT, 
	headline TEXT, 
	language TEXT, 
	needs_brief BOOLEAN NOT NULL, 
	due_since DATETIME, 
	revision INTEGER NOT NULL, 
	taken_revision INTEGER NOT NULL, 
	merged_into INTEGER, 
	pinned BOOLEAN NOT NULL, 
	blocked BOOLEAN NOT NULL, 
	retracted_at DATETIME, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_stories_merged_into FOREIGN KEY(merged_into) REFERENCES stories (id) ON DELETE SET NULL, 
	CONSTRAINT fk_stories_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE articles (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER, 
	scope INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	title TEXT NOT NULL, 
	sentences JSON NOT NULL, 
	outlet TEXT NOT NULL, 
	outlet_owner TEXT, 
	weight FLOAT NOT NULL, 
	published DATETIME NOT NULL, 
	language TEXT NOT NULL, 
	author TEXT, 
	text_source TEXT NOT NULL, 
	paywall BOOLEAN NOT NULL, 
	news BOOLEAN NOT NULL, 
	feed_id INTEGER, 
	story_id INTEGER, 
	stored_at DATETIME NOT NULL, fixed BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT fk_articles_feed_id FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE SET NULL, 
	CONSTRAINT fk_articles_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE SET NULL, 
	CONSTRAINT fk_articles_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_articles_scope_url UNIQUE (scope, url)
);
CREATE TABLE briefs (
	story_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	writer TEXT NOT NULL, 
	content JSON NOT NULL, 
	CONSTRAINT pk_briefs PRIMARY KEY (story_id, version), 
	CONSTRAINT fk_briefs_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE TABLE feed_addresses (
	scope INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	feed_id INTEGER NOT NULL, 
	CONSTRAINT pk_feed_addresses PRIMARY KEY (scope, url), 
	CONSTRAINT fk_feed_addresses_feed_id FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE CASCADE
);
CREATE TABLE feedback (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT fk_feedback_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE, 
	CONSTRAINT fk_feedback_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE, 
	CONSTRAINT uq_feedback_channel_id_story_id_person UNIQUE (channel_id, story_id, person)
);
CREATE TABLE notices (
	"key" TEXT NOT NULL, 
	channel_id INTEGER, 
	text TEXT NOT NULL, 
	told_at DATETIME NOT NULL, 
	over_at DATETIME, 
	CONSTRAINT pk_notices PRIMARY KEY ("key"), 
	CONSTRAINT fk_notices_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE
);
CREATE TABLE reports (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	story_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	channel_id INTEGER, 
	person TEXT, 
	text TEXT NOT NULL, 
	state TEXT NOT NULL, 
	answer TEXT, 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT fk_reports_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE SET NULL, 
	CONSTRAINT fk_reports_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE TABLE subscriptions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel_id INTEGER NOT NULL, 
	preset TEXT, 
	filters JSON NOT NULL, 
	time TEXT NOT NULL, 
	days TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	language TEXT, 
	state TEXT NOT NULL, 
	reason TEXT, 
	created_by TEXT, 
	created_at DATETIME NOT NULL, 
	next_due_at DATETIME, 
	last_digest_until DATETIME, 
	lease_owner TEXT, 
	lease_until DATETIME, paused_until DATE, options JSON, 
	CONSTRAINT fk_subscriptions_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE
);
CREATE TABLE tags (
	story_id INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	mentions INTEGER NOT NULL, 
	family TEXT, 
	company TEXT, 
	last_at DATETIME NOT NULL, 
	CONSTRAINT pk_tags PRIMARY KEY (story_id, type, name), 
	CONSTRAINT fk_tags_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE TABLE watches (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel_id INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	filters JSON NOT NULL, 
	created_by TEXT, 
	created_at DATETIME NOT NULL, 
	last_at DATETIME, 
	CONSTRAINT fk_watches_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE, 
	CONSTRAINT uq_watches_channel_id_type_name UNIQUE (channel_id, type, name)
);
CREATE TABLE brief_sources (
	story_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	article_id INTEGER NOT NULL, 
	CONSTRAINT pk_brief_sources PRIMARY KEY (story_id, version, n), 
	CONSTRAINT fk_brief_sources_article_id FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_brief_sources_brief FOREIGN KEY(story_id, version) REFERENCES briefs (story_id, version) ON DELETE CASCADE, 
	CONSTRAINT fk_brief_sources_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE TABLE digests (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	subscription_id INTEGER NOT NULL, 
	occasion TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	content JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_digests_subscription_id FOREIGN KEY(subscription_id) REFERENCES subscriptions (id) ON DELETE CASCADE, 
	CONSTRAINT uq_digests_subscription_id_occasion UNIQUE (subscription_id, occasion)
);
CREATE TABLE items (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	feed_id INTEGER NOT NULL, 
	guid TEXT, 
	link TEXT, 
	title TEXT NOT NULL, 
	author TEXT, 
	published DATETIME, 
	updated DATETIME, 
	summary TEXT, 
	content TEXT, 
	language TEXT, 
	news BOOLEAN NOT NULL, 
	fetched_at DATETIME NOT NULL, 
	sort_at DATETIME NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	due_at DATETIME, 
	reason TEXT, 
	article_id INTEGER, 
	lease_owner TEXT, 
	lease_until DATETIME, 
	CONSTRAINT fk_items_article_id FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE SET NULL, 
	CONSTRAINT fk_items_feed_id FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE CASCADE
);
CREATE TABLE mentions (
	article_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	surface TEXT NOT NULL, 
	sentence INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	family TEXT, 
	company TEXT, 
	confidence FLOAT NOT NULL, 
	publishing BOOLEAN NOT NULL, 
	CONSTRAINT pk_mentions PRIMARY KEY (article_id, n), 
	CONSTRAINT fk_mentions_article_id FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE relations (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	story_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	subject TEXT NOT NULL, 
	verb TEXT NOT NULL, 
	object TEXT NOT NULL, 
	certainty TEXT NOT NULL, 
	according_to TEXT, 
	purpose TEXT, 
	article_id INTEGER NOT NULL, 
	article INTEGER NOT NULL, 
	sentence INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	current BOOLEAN NOT NULL, 
	CONSTRAINT fk_relations_article_id FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE, 
	CONSTRAINT fk_relations_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE TABLE deliveries (
	id TEXT NOT NULL, 
	channel_id INTEGER NOT NULL, 
	subscription_id INTEGER, 
	digest_id INTEGER, 
	occasion TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT, 
	attempts INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	finished_at DATETIME, 
	lease_owner TEXT, 
	lease_until DATETIME, message JSON, told JSON, since DATETIME, until DATETIME, thread TEXT, open_thread BOOLEAN DEFAULT 0 NOT NULL, mention TEXT, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT fk_deliveries_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE, 
	CONSTRAINT fk_deliveries_digest_id FOREIGN KEY(digest_id) REFERENCES digests (id) ON DELETE SET NULL, 
	CONSTRAINT fk_deliveries_subscription_id FOREIGN KEY(subscription_id) REFERENCES subscriptions (id) ON DELETE SET NULL
);
CREATE TABLE digest_stories (
	digest_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	score FLOAT NOT NULL, 
	why JSON NOT NULL, 
	CONSTRAINT pk_digest_stories PRIMARY KEY (digest_id, story_id), 
	CONSTRAINT fk_digest_stories_digest_id FOREIGN KEY(digest_id) REFERENCES digests (id) ON DELETE CASCADE, 
	CONSTRAINT fk_digest_stories_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE TABLE item_keys (
	feed_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	item_id INTEGER NOT NULL, 
	CONSTRAINT pk_item_keys PRIMARY KEY (feed_id, "key"), 
	CONSTRAINT fk_item_keys_feed_id FOREIGN KEY(feed_id) REFERENCES feeds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_item_keys_item_id FOREIGN KEY(item_id) REFERENCES items (id) ON DELETE CASCADE
);
CREATE TABLE delivery_parts (
	delivery_id TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	marker TEXT NOT NULL, 
	payload JSON NOT NULL, 
	message_ref TEXT, 
	reason TEXT, 
	attempts INTEGER NOT NULL, 
	tried_at DATETIME, 
	sent_at DATETIME, 
	CONSTRAINT pk_delivery_parts PRIMARY KEY (delivery_id, n), 
	CONSTRAINT fk_delivery_parts_delivery_id FOREIGN KEY(delivery_id) REFERENCES deliveries (id) ON DELETE CASCADE, 
	CONSTRAINT uq_delivery_parts_marker UNIQUE (marker)
);
CREATE TABLE reached (
	channel_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	message_ref TEXT, 
	delivery_id TEXT, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_reached PRIMARY KEY (channel_id, story_id), 
	CONSTRAINT fk_reached_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reached_delivery_id FOREIGN KEY(delivery_id) REFERENCES deliveries (id) ON DELETE SET NULL, 
	CONSTRAINT fk_reached_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE article_search USING fts5(tokens, tokenize="unicode61 tokenchars '.-_'");
CREATE TABLE kept (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel_id INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	message JSON NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT fk_kept_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id) ON DELETE CASCADE
);
CREATE TABLE slack_installations (
	id INTEGER NOT NULL, 
	client_id VARCHAR(32) NOT NULL, 
	app_id VARCHAR(32) NOT NULL, 
	enterprise_id VARCHAR(32), 
	enterprise_name VARCHAR(200), 
	enterprise_url VARCHAR(200), 
	team_id VARCHAR(32), 
	team_name VARCHAR(200), 
	bot_token TEXT, 
	bot_id VARCHAR(32), 
	bot_user_id VARCHAR(32), 
	bot_scopes VARCHAR(1000), 
	bot_refresh_token TEXT, 
	bot_token_expires_at DATETIME, 
	user_id VARCHAR(32) NOT NULL, 
	user_token TEXT, 
	user_scopes VARCHAR(1000), 
	user_refresh_token TEXT, 
	user_token_expires_at DATETIME, 
	incoming_webhook_url TEXT, 
	incoming_webhook_channel VARCHAR(200), 
	incoming_webhook_channel_id VARCHAR(200), 
	incoming_webhook_configuration_url VARCHAR(200), 
	is_enterprise_install BOOLEAN NOT NULL, 
	token_type VARCHAR(32), 
	installed_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_installations PRIMARY KEY (id)
);
CREATE TABLE slack_bots (
	id INTEGER NOT NULL, 
	client_id VARCHAR(32) NOT NULL, 
	app_id VARCHAR(32) NOT NULL, 
	enterprise_id VARCHAR(32), 
	enterprise_name VARCHAR(200), 
	team_id VARCHAR(32), 
	team_name VARCHAR(200), 
	bot_token TEXT, 
	bot_id VARCHAR(32), 
	bot_user_id VARCHAR(32), 
	bot_scopes VARCHAR(1000), 
	bot_refresh_token TEXT, 
	bot_token_expires_at DATETIME, 
	is_enterprise_install BOOLEAN NOT NULL, 
	installed_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_bots PRIMARY KEY (id)
);
CREATE TABLE slack_oauth_states (
	id INTEGER NOT NULL, 
	state VARCHAR(200) NOT NULL, 
	expire_at DATETIME NOT NULL, 
	CONSTRAINT pk_slack_oauth_states PRIMARY KEY (id)
);
CREATE TABLE corrections (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	article_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT fk_corrections_article_id FOREIGN KEY(article_id) REFERENCES articles (id) ON DELETE CASCADE
);
CREATE TABLE model_texts (
	"key" TEXT NOT NULL, 
	story_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	languages TEXT NOT NULL, 
	workspace_id INTEGER, 
	state TEXT NOT NULL, 
	reason TEXT, 
	attempts INTEGER NOT NULL, 
	day DATE NOT NULL, 
	at DATETIME NOT NULL, 
	reckoned INTEGER NOT NULL, 
	input_tokens INTEGER NOT NULL, 
	output_tokens INTEGER NOT NULL, 
	cost FLOAT NOT NULL, 
	passed INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	CONSTRAINT pk_model_texts PRIMARY KEY ("key"), 
	CONSTRAINT fk_model_texts_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE, 
	CONSTRAINT fk_model_texts_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
INSERT INTO "alembic_version" ("version_num") VALUES ('0005');
INSERT INTO "name_candidates" ("name", "type", "articles", "first_at", "last_at", "example", "accepted_at") VALUES ('Quiet Harbour AI', 'company', 3, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', 'Zephyr Labs released Gale 2.', NULL);
INSERT INTO "workspaces" ("id", "platform", "external_id", "name", "settings", "tokens", "created_at", "removed_at") VALUES (1, 'slack', 'T1', NULL, '{}', NULL, '2026-11-24 08:30:00.000000', NULL);
INSERT INTO "channels" ("id", "workspace_id", "external_id", "name", "state", "reason", "settings", "created_at") VALUES (1, 1, 'C1', 'ai-news', 'active', NULL, '{}', '2026-11-24 08:30:00.000000');
INSERT INTO "feeds" ("id", "workspace_id", "scope", "url", "name", "kind", "language", "outlet", "owner", "weight", "folder", "origin", "status", "items", "created_at", "changed_at", "etag", "last_modified", "body_hash", "content_hash", "interval", "next_poll_at", "failures", "last_error", "failing_since", "last_ok_at", "last_new_at", "moved_to", "moved_since", "first_polled_at", "lease_owner", "lease_until", "link_only") VALUES (1, NULL, 0, 'https://feed1.example/rss', 'Feed 1', 'press', 'en', NULL, NULL, 1.0, NULL, 'command', 'active', 2, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', NULL, NULL, NULL, NULL, 1800.0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO "feeds" ("id", "workspace_id", "scope", "url", "name", "kind", "language", "outlet", "owner", "weight", "folder", "origin", "status", "items", "created_at", "changed_at", "etag", "last_modified", "body_hash", "content_hash", "interval", "next_poll_at", "failures", "last_error", "failing_since", "last_ok_at", "last_new_at", "moved_to", "moved_since", "first_polled_at", "lease_owner", "lease_until", "link_only") VALUES (2, NULL, 0, 'https://feed2.example/rss', 'Feed 2', 'press', 'en', NULL, NULL, 1.0, NULL, 'command', 'paused', 1, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', NULL, NULL, NULL, NULL, 1800.0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO "feeds" ("id", "workspace_id", "scope", "url", "name", "kind", "language", "outlet", "owner", "weight", "folder", "origin", "status", "items", "created_at", "changed_at", "etag", "last_modified", "body_hash", "content_hash", "interval", "next_poll_at", "failures", "last_error", "failing_since", "last_ok_at", "last_new_at", "moved_to", "moved_since", "first_polled_at", "lease_owner", "lease_until", "link_only") VALUES (3, 1, 1, 'https://feed1.example/rss', 'Feed 1', 'press', 'en', NULL, NULL, 1.0, NULL, 'command', 'active', 0, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', NULL, NULL, NULL, NULL, 1800.0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO "llm_usage" ("day", "scope", "workspace_id", "tokens", "cost", "asked_tokens") VALUES ('2026-11-24', 0, NULL, 360, 0.01, 0);
INSERT INTO "mention_days" ("scope", "type", "name", "day", "workspace_id", "articles") VALUES (0, 'company', 'Quiet Harbour AI', '2026-11-24', NULL, 3);
INSERT INTO "mention_days" ("scope", "type", "name", "day", "workspace_id", "articles") VALUES (0, 'company', 'Zephyr Labs', '2026-11-24', NULL, 3);
INSERT INTO "mention_days" ("scope", "type", "name", "day", "workspace_id", "articles") VALUES (0, 'model', 'Gale', '2026-11-24', NULL, 3);
INSERT INTO "mention_days" ("scope", "type", "name", "day", "workspace_id", "articles") VALUES (0, 'model', 'Gale 2', '2026-11-24', NULL, 3);
INSERT INTO "names_seen" ("scope", "type", "name", "workspace_id", "family", "company", "articles", "with_versions", "first_at", "last_at") VALUES (0, 'company', 'Quiet Harbour AI', NULL, NULL, NULL, 3, 3, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000');
INSERT INTO "names_seen" ("scope", "type", "name", "workspace_id", "family", "company", "articles", "with_versions", "first_at", "last_at") VALUES (0, 'company', 'Zephyr Labs', NULL, NULL, NULL, 3, 3, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000');
INSERT INTO "names_seen" ("scope", "type", "name", "workspace_id", "family", "company", "articles", "with_versions", "first_at", "last_at") VALUES (0, 'model', 'Gale', NULL, 'Gale', NULL, 0, 3, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000');
INSERT INTO "names_seen" ("scope", "type", "name", "workspace_id", "family", "company", "articles", "with_versions", "first_at", "last_at") VALUES (0, 'model', 'Gale 2', NULL, 'Gale', NULL, 3, 3, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000');
INSERT INTO "outlets" ("scope", "name", "workspace_id", "owner", "first_at") VALUES (0, 'Feed 1', NULL, NULL, '2026-11-24 08:30:00.000000');
INSERT INTO "outlets" ("scope", "name", "workspace_id", "owner", "first_at") VALUES (0, 'Feed 2', NULL, NULL, '2026-11-24 08:30:00.000000');
INSERT INTO "outlets" ("scope", "name", "workspace_id", "owner", "first_at") VALUES (1, 'Feed 1', 1, NULL, '2026-11-24 08:30:00.000000');
INSERT INTO "stories" ("id", "workspace_id", "scope", "first_at", "last_at", "version", "kind", "certainty", "headline", "language", "needs_brief", "due_since", "revision", "taken_revision", "merged_into", "pinned", "blocked", "retracted_at", "created_at") VALUES (1, NULL, 0, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', 2, 'release', 'confirmed', 'Zephyr Labs releases Gale 2', 'en', 0, NULL, 1, 1, NULL, 0, 0, NULL, '2026-11-24 08:30:00.000000');
INSERT INTO "articles" ("id", "workspace_id", "scope", "url", "title", "sentences", "outlet", "outlet_owner", "weight", "published", "language", "author", "text_source", "paywall", "news", "feed_id", "story_id", "stored_at", "fixed") VALUES (1, NULL, 0, 'https://news.example/a', 'About a', '["Zephyr Labs released Gale 2.","It is small."]', 'Harbour Post', NULL, 1.0, '2026-11-24 08:30:00.000000', 'en', NULL, 'feed', 0, 1, 1, 1, '2026-11-24 08:30:00.000000', 0);
INSERT INTO "articles" ("id", "workspace_id", "scope", "url", "title", "sentences", "outlet", "outlet_owner", "weight", "published", "language", "author", "text_source", "paywall", "news", "feed_id", "story_id", "stored_at", "fixed") VALUES (2, NULL, 0, 'https://news.example/b', 'About b', '["Zephyr Labs released Gale 2.","It is small."]', 'Second Paper', NULL, 1.0, '2026-11-24 08:30:00.000000', 'en', NULL, 'feed', 0, 1, 1, 1, '2026-11-24 08:30:00.000000', 0);
INSERT INTO "articles" ("id", "workspace_id", "scope", "url", "title", "sentences", "outlet", "outlet_owner", "weight", "published", "language", "author", "text_source", "paywall", "news", "feed_id", "story_id", "stored_at", "fixed") VALUES (3, NULL, 0, 'https://news.example/c', 'About c', '["Zephyr Labs released Gale 2.","It is small."]', 'Harbour Post', NULL, 1.0, '2026-11-24 08:30:00.000000', 'en', NULL, 'feed', 0, 1, 2, NULL, '2026-11-24 08:30:00.000000', 0);
INSERT INTO "briefs" ("story_id", "version", "at", "writer", "content") VALUES (1, 1, '2026-11-24 08:30:00.000000', 'extractive', '{"headline":"Zephyr Labs releases Gale 2","headline_cites":[[0,0]],"kind":"release","certainty":"confirmed","sentences":[{"text":"Zephyr Labs released Gale 2.","cites":[[0,0]]}],"article_ids":[1,2],"tags":[{"type":"company","name":"Zephyr Labs","role":"subject","mentions":1,"family":null,"company":null},{"type":"model","name":"Gale 2","role":"subject","mentions":1,"family":"Gale","company":null}],"relations":[{"subject":"Zephyr Labs","verb":"makes","object":"Gale 2","certainty":"confirmed","according_to":null,"purpose":null,"article":0,"sentence":0}],"writer":"extractive","version":1,"whats_new":null,"correction":false,"disclosure":null,"translations":[]}');
INSERT INTO "briefs" ("story_id", "version", "at", "writer", "content") VALUES (1, 2, '2026-11-24 08:30:00.000000', 'extractive', '{"headline":"Zephyr Labs releases Gale 2","headline_cites":[[0,0]],"kind":"release","certainty":"confirmed","sentences":[{"text":"Zephyr Labs released Gale 2.","cites":[[0,0]]}],"article_ids":[1,2],"tags":[{"type":"company","name":"Zephyr Labs","role":"subject","mentions":1,"family":null,"company":null},{"type":"model","name":"Gale 2","role":"subject","mentions":1,"family":"Gale","company":null}],"relations":[{"subject":"Zephyr Labs","verb":"makes","object":"Gale 2","certainty":"confirmed","according_to":null,"purpose":null,"article":0,"sentence":0}],"writer":"extractive","version":2,"whats_new":"It is out","correction":false,"disclosure":null,"translations":[]}');
INSERT INTO "feed_addresses" ("scope", "url", "feed_id") VALUES (0, 'https://feed1.example/rss', 1);
INSERT INTO "feed_addresses" ("scope", "url", "feed_id") VALUES (0, 'https://feed2.example/rss', 2);
INSERT INTO "feed_addresses" ("scope", "url", "feed_id") VALUES (1, 'https://feed1.example/rss', 3);
INSERT INTO "feedback" ("id", "channel_id", "story_id", "person", "verdict", "at") VALUES (1, 1, 1, 'U1', 'useful', '2026-11-24 08:30:00.000000');
INSERT INTO "reports" ("id", "story_id", "version", "channel_id", "person", "text", "state", "answer", "created_at", "closed_at") VALUES (1, 1, 2, 1, 'U1', 'The name is wrong', 'open', NULL, '2026-11-24 08:30:00.000000', NULL);
INSERT INTO "subscriptions" ("id", "channel_id", "preset", "filters", "time", "days", "zone", "size", "language", "state", "reason", "created_by", "created_at", "next_due_at", "last_digest_until", "lease_owner", "lease_until", "paused_until", "options") VALUES (1, 1, 'everything', '{}', '08:30', '0,1,2,3,4', 'Europe/Berlin', 8, 'en', 'active', NULL, NULL, '2026-11-24 08:30:00.000000', '2026-11-25 08:30:00.000000', '2026-11-24 08:30:00.000000', NULL, NULL, NULL, '{}');
INSERT INTO "tags" ("story_id", "type", "name", "role", "mentions", "family", "company", "last_at") VALUES (1, 'model', 'Gale 2', 'subject', 1, 'Gale', NULL, '2026-11-24 08:30:00.000000');
INSERT INTO "tags" ("story_id", "type", "name", "role", "mentions", "family", "company", "last_at") VALUES (1, 'company', 'Zephyr Labs', 'subject', 1, NULL, NULL, '2026-11-24 08:30:00.000000');
INSERT INTO "watches" ("id", "channel_id", "type", "name", "filters", "created_by", "created_at", "last_at") VALUES (1, 1, 'company', 'Zephyr Labs', '{}', 'U1', '2026-11-24 08:30:00.000000', NULL);
INSERT INTO "brief_sources" ("story_id", "version", "n", "article_id") VALUES (1, 1, 1, 1);
INSERT INTO "brief_sources" ("story_id", "version", "n", "article_id") VALUES (1, 1, 2, 2);
INSERT INTO "brief_sources" ("story_id", "version", "n", "article_id") VALUES (1, 2, 1, 1);
INSERT INTO "brief_sources" ("story_id", "version", "n", "article_id") VALUES (1, 2, 2, 2);
INSERT INTO "digests" ("id", "subscription_id", "occasion", "since", "until", "content", "created_at") VALUES (1, 1, 'occasion of d1', '2026-11-23 08:30:00.000000', '2026-11-24 08:30:00.000000', '{"title":"d1"}', '2026-11-24 08:30:00.000000');
INSERT INTO "items" ("id", "feed_id", "guid", "link", "title", "author", "published", "updated", "summary", "content", "language", "news", "fetched_at", "sort_at", "state", "attempts", "due_at", "reason", "article_id", "lease_owner", "lease_until") VALUES (1, 1, '1-1', NULL, 'Title 1-1', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', 'read', 1, NULL, NULL, 2, NULL, NULL);
INSERT INTO "items" ("id", "feed_id", "guid", "link", "title", "author", "published", "updated", "summary", "content", "language", "news", "fetched_at", "sort_at", "state", "attempts", "due_at", "reason", "article_id", "lease_owner", "lease_until") VALUES (2, 1, '1-2', NULL, 'Title 1-2', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', 'read', 1, NULL, NULL, 1, NULL, NULL);
INSERT INTO "items" ("id", "feed_id", "guid", "link", "title", "author", "published", "updated", "summary", "content", "language", "news", "fetched_at", "sort_at", "state", "attempts", "due_at", "reason", "article_id", "lease_owner", "lease_until") VALUES (3, 2, '2-1', NULL, 'Title 2-1', NULL, NULL, NULL, NULL, NULL, NULL, 1, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', 'read', 1, NULL, NULL, 3, NULL, NULL);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (1, 0, 'company', 'Zephyr Labs', 'Zephyr Labs', 0, 0, 6, NULL, NULL, 1.0, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (1, 1, 'model', 'Gale 2', 'Gale 2', 0, 0, 6, 'Gale', NULL, 1.0, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (1, 2, 'company', 'Quiet Harbour AI', 'Quiet Harbour AI', 0, 0, 6, NULL, NULL, 0.5, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (2, 0, 'company', 'Zephyr Labs', 'Zephyr Labs', 0, 0, 6, NULL, NULL, 1.0, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (2, 1, 'model', 'Gale 2', 'Gale 2', 0, 0, 6, 'Gale', NULL, 1.0, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (2, 2, 'company', 'Quiet Harbour AI', 'Quiet Harbour AI', 0, 0, 6, NULL, NULL, 0.5, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (3, 0, 'company', 'Zephyr Labs', 'Zephyr Labs', 0, 0, 6, NULL, NULL, 1.0, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (3, 1, 'model', 'Gale 2', 'Gale 2', 0, 0, 6, 'Gale', NULL, 1.0, 0);
INSERT INTO "mentions" ("article_id", "n", "type", "name", "surface", "sentence", "start", "end", "family", "company", "confidence", "publishing") VALUES (3, 2, 'company', 'Quiet Harbour AI', 'Quiet Harbour AI', 0, 0, 6, NULL, NULL, 0.5, 0);
INSERT INTO "relations" ("id", "story_id", "version", "subject", "verb", "object", "certainty", "according_to", "purpose", "article_id", "article", "sentence", "at", "current") VALUES (1, 1, 1, 'Zephyr Labs', 'makes', 'Gale 2', 'confirmed', NULL, NULL, 1, 0, 0, '2026-11-24 08:30:00.000000', 1);
INSERT INTO "deliveries" ("id", "channel_id", "subscription_id", "digest_id", "occasion", "kind", "state", "reason", "attempts", "created_at", "due_at", "expires_at", "finished_at", "lease_owner", "lease_until", "message", "told", "since", "until", "thread", "open_thread", "mention") VALUES ('d1', 1, 1, 1, 'occasion of d1', 'digest', 'sending', NULL, 0, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000', NULL, NULL, 'released', '2026-11-24 08:31:00.000000', '{"title":"d1"}', '[{"story_id":1,"version":1,"position":1,"part":1,"score":0.0,"why":["it is new"]}]', '2026-11-23 08:30:00.000000', '2026-11-24 08:30:00.000000', NULL, 0, NULL);
INSERT INTO "digest_stories" ("digest_id", "story_id", "version", "position", "score", "why") VALUES (1, 1, 1, 1, 0.0, '["it is new"]');
INSERT INTO "item_keys" ("feed_id", "key", "item_id") VALUES (1, '1-1', 1);
INSERT INTO "item_keys" ("feed_id", "key", "item_id") VALUES (1, '1-2', 2);
INSERT INTO "item_keys" ("feed_id", "key", "item_id") VALUES (2, '2-1', 3);
INSERT INTO "delivery_parts" ("delivery_id", "n", "state", "marker", "payload", "message_ref", "reason", "attempts", "tried_at", "sent_at") VALUES ('d1', 1, 'sent', 'd1.1', '{"text":"part 1"}', '17.1', NULL, 1, '2026-11-24 08:30:00.000000', '2026-11-24 08:30:00.000000');
INSERT INTO "delivery_parts" ("delivery_id", "n", "state", "marker", "payload", "message_ref", "reason", "attempts", "tried_at", "sent_at") VALUES ('d1', 2, 'planned', 'd1.2', '{"text":"part 2"}', NULL, NULL, 0, NULL, NULL);
INSERT INTO "reached" ("channel_id", "story_id", "version", "message_ref", "delivery_id", "at") VALUES (1, 1, 1, '17.1', 'd1', '2026-11-24 08:30:00.000000');
INSERT INTO "article_search" ("rowid", "tokens") VALUES (1, '');
INSERT INTO "article_search" ("rowid", "tokens") VALUES (2, '');
INSERT INTO "article_search" ("rowid", "tokens") VALUES (3, 'gale-2 zephyr 阿里');
INSERT INTO "kept" ("id", "channel_id", "person", "kind", "text", "message", "at") VALUES (1, 1, 'U1', 'ask', 'Who makes Gale?', '{"title":"Gale"}', '2026-11-24 08:30:00.000000');
INSERT INTO "model_texts" ("key", "story_id", "version", "languages", "workspace_id", "state", "reason", "attempts", "day", "at", "reckoned", "input_tokens", "output_tokens", "cost", "passed", "refused") VALUES ('released', 1, 2, 'en', NULL, 'written', NULL, 1, '2026-11-24', '2026-11-24 08:30:00.000000', 400, 300, 60, 0.01, 2, 0);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('workspaces', 2);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('feeds', 3);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('items', 3);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('articles', 3);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('stories', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('relations', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('channels', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('subscriptions', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('digests', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('feedback', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('reports', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('watches', 1);
INSERT INTO "sqlite_sequence" ("name", "seq") VALUES ('kept', 1);
CREATE INDEX ix_claims_expires_at ON claims (expires_at);
CREATE INDEX ix_name_candidates_articles ON name_candidates (articles);
CREATE INDEX ix_feeds_status_next_poll_at ON feeds (status, next_poll_at);
CREATE INDEX ix_feeds_workspace_id ON feeds (workspace_id);
CREATE INDEX ix_names_seen_type_company ON names_seen (type, company);
CREATE INDEX ix_stories_last_at ON stories (last_at);
CREATE INDEX ix_stories_needs_brief_due_since ON stories (needs_brief, due_since);
CREATE INDEX ix_stories_workspace_id ON stories (workspace_id);
CREATE INDEX ix_articles_feed_id ON articles (feed_id);
CREATE INDEX ix_articles_published ON articles (published);
CREATE INDEX ix_articles_story_id_published ON articles (story_id, published);
CREATE INDEX ix_articles_stored_at_news ON articles (stored_at, news);
CREATE INDEX ix_articles_workspace_id ON articles (workspace_id);
CREATE INDEX ix_feed_addresses_feed_id ON feed_addresses (feed_id);
CREATE INDEX ix_feedback_story_id ON feedback (story_id);
CREATE INDEX ix_reports_state_created_at ON reports (state, created_at);
CREATE INDEX ix_reports_story_id ON reports (story_id);
CREATE INDEX ix_subscriptions_channel_id ON subscriptions (channel_id);
CREATE INDEX ix_subscriptions_state_next_due_at ON subscriptions (state, next_due_at);
CREATE INDEX ix_tags_type_family_last_at ON tags (type, family, last_at);
CREATE INDEX ix_tags_type_name_last_at ON tags (type, name, last_at);
CREATE INDEX ix_watches_type_name ON watches (type, name);
CREATE INDEX ix_brief_sources_article_id ON brief_sources (article_id);
CREATE INDEX ix_items_article_id ON items (article_id);
CREATE INDEX ix_items_feed_id_fetched_at ON items (feed_id, fetched_at);
CREATE INDEX ix_items_fetched_at ON items (fetched_at);
CREATE INDEX ix_items_state_sort_at ON items (state, sort_at);
CREATE INDEX ix_mentions_type_family ON mentions (type, family);
CREATE INDEX ix_mentions_type_name ON mentions (type, name);
CREATE INDEX ix_relations_article_id ON relations (article_id);
CREATE INDEX ix_relations_object_at ON relations (object, at);
CREATE INDEX ix_relations_story_id ON relations (story_id);
CREATE INDEX ix_relations_subject_at ON relations (subject, at);
CREATE INDEX ix_deliveries_channel_id_created_at ON deliveries (channel_id, created_at);
CREATE INDEX ix_deliveries_digest_id ON deliveries (digest_id);
CREATE INDEX ix_deliveries_state_due_at ON deliveries (state, due_at);
CREATE INDEX ix_deliveries_subscription_id ON deliveries (subscription_id);
CREATE INDEX ix_digest_stories_story_id ON digest_stories (story_id);
CREATE INDEX ix_item_keys_item_id ON item_keys (item_id);
CREATE INDEX ix_delivery_parts_state ON delivery_parts (state);
CREATE INDEX ix_reached_delivery_id ON reached (delivery_id);
CREATE INDEX ix_reached_story_id ON reached (story_id);
CREATE TRIGGER article_search_forgets AFTER DELETE ON articles BEGIN DELETE FROM article_search WHERE rowid = old.id; END;
CREATE INDEX ix_reached_at ON reached (at);
CREATE INDEX ix_deliveries_channel_id_occasion ON deliveries (channel_id, occasion);
CREATE INDEX ix_kept_channel_id ON kept (channel_id);
CREATE INDEX ix_kept_at ON kept (at);
CREATE INDEX slack_installations_idx ON slack_installations (client_id, enterprise_id, team_id, user_id, installed_at);
CREATE INDEX slack_bots_idx ON slack_bots (client_id, enterprise_id, team_id, installed_at);
CREATE INDEX ix_corrections_article_id ON corrections (article_id);
CREATE INDEX ix_model_texts_story_id ON model_texts (story_id);
CREATE INDEX ix_model_texts_day_state ON model_texts (day, state);
CREATE INDEX ix_model_texts_workspace_id ON model_texts (workspace_id);
