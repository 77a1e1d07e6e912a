"""What the commands of the terminal print to people, as plain text: tables, profiles, answers. The digest has a view
of its own."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.commands.ask import Answer
from bot.commands.profile import Profile, sparkline
from bot.commands.sources import Checked
from bot.news.model import Source, Story
from bot.news.urls import redact_url
from bot.ports import ArticleHit, BriefVersion, Candidate, Feed, TaggedArticle

if TYPE_CHECKING:
    from bot.news.names import Registry

WIDTH = 96
LISTED = 10


def day(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%-d %b %Y}" if moment else "-"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in the largest whole unit."""
    if moment is None:
        return "never"
    minutes = int((now - moment).total_seconds() // 60)
    for size, unit in ((1440, "d"), (60, "h")):
        if abs(minutes) >= size:
            return f"{minutes // size} {unit} ago"
    return f"{max(minutes, 0)} min ago"


def clean_line(text: str) -> str:
    """A stranger's text on one line, without control characters that a terminal would obey."""
    return "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)


def columns_of(text: str) -> int:
    """Columns that a text takes in a terminal; East Asian characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], widest: int = 44) -> str:
    """Columns as wide as they need, cells cut at `widest`."""
    cells = [list(head), *([_cut(clean_line(str(cell)), widest) for cell in row] for row in rows)]
    widths = [max(columns_of(row[n]) for row in cells) for n in range(len(head))]
    padded = (
        "  ".join(c + " " * (w - columns_of(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells
    )
    return "\n".join(padded)


def _cut(text: str, widest: int) -> str:
    if columns_of(text) <= widest:
        return text
    kept = text
    while columns_of(kept) > widest - 1:
        kept = kept[:-1]
    return kept + "…"


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    return textwrap.fill(
        clean_line(text), WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def sources_text(sources: Sequence[Source]) -> str:
    lines = []
    for source in sources:
        owned = f" Owned by {source.owner}." if source.owner and source.owner != source.outlet else ""
        told = f"{source.title.rstrip('.')}, {source.outlet}, {day(source.published)}.{owned}"
        told += f" Corrected since: {source.corrected}." if source.corrected else ""
        lines += [wrapped(told, "    ", f"[{source.n}] "), f"    {source.url}"]
    return "\n".join(lines)


# --- Status and doctor ------------------------------------------------------------------------------------------------


def status_text(status: dict[str, Any]) -> str:
    feeds, queue, budget = status["feeds"], status["queue"], status["budget"]
    lines = [
        "Feeds       " + _counts(feeds),
        "Waiting     " + _counts(queue),
        "Deliveries  " + (_counts(status["deliveries"]) or "none yet"),
        "Budget      " + _budget(budget),
        "Chat        " + ", ".join(_front(name, front) for name, front in status["fronts"].items()),
    ]
    alerts = [wrapped(alert, "  ", "! ") for alert in status["alerts"]]
    return "\n".join(
        [*lines, "", *(_the_first(alerts, "  and {} more: newsdesk status --json") or ["Nothing needs anybody."])]
    )


def _budget(budget: dict[str, Any]) -> str:
    """ "12,000 of 200,000 tokens today, 14 stories written, 3 quoted instead (check 2, limit 1)"."""
    said = [f"{budget.get('tokens_today', 0):,} of {budget['daily_tokens']:,} tokens today"]
    if budget.get("written_today"):
        said.append(f"{budget['written_today']} stories written")
    if budget.get("fallbacks_today"):
        why = ", ".join(f"{reason} {count}" for reason, count in sorted(budget["fallbacks"].items()))
        said.append(f"{budget['fallbacks_today']} quoted instead ({why})")
    if refused := budget.get("second_judge", {}).get("refused"):
        said.append(f"{refused} sentences refused by the second judge")
    return ", ".join(said)


def _front(name: str, front: dict[str, Any]) -> str:
    return f"{name} {'in trouble' if front['trouble'] else 'set up' if front['set_up'] else 'not set up'}"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def doctor_text(checks: Sequence[Any]) -> str:
    lines = []
    for check in checks:
        lines.append(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
        if check.mend:
            lines.append(wrapped(check.mend, "        ", "      → "))
    return "\n".join(lines)


# --- Feeds ------------------------------------------------------------------------------------------------------------


def poll_text(came: dict[str, Any]) -> str:
    if not came["feeds"]:
        return "Nothing is due. `newsdesk poll --all` polls every feed."
    done = (
        f"{came['feeds']} feeds polled in {came['seconds']:.1f} s: {came['changed']} changed, "
        f"{came['unchanged']} unchanged, {came['failed']} failed; {came['new_items']} new items."
    )
    failures = [f"  {f['url']}: {f['reason']}" for f in came["failures"]]
    return "\n".join([done, *_the_first(failures, "  and {} more: newsdesk feeds list")])


def _the_first(lines: list[str], rest: str) -> list[str]:
    """At most LISTED lines, and one that counts the rest."""
    more = len(lines) - LISTED
    return lines if more < 2 else [*lines[:LISTED], rest.format(more)]


def feeds_text(feeds: Sequence[Feed], now: datetime) -> str:
    if not feeds:
        return "No feeds. Add one: newsdesk feeds add URL"
    rows = [
        (
            f.id,
            f.spec.name,
            f.spec.kind,
            f.spec.language,
            f.origin,
            _feed_state(f),
            f.items,
            ago(f.health.last_ok_at, now),
        )
        for f in feeds
    ]
    failing = [f"  {f.spec.name}: {f.health.last_error}" for f in feeds if f.health.failures and f.status == "active"]
    told = ["", "Can't be read:", *failing] if failing else []
    return "\n".join([table(("id", "name", "kind", "lang", "from", "state", "items", "read"), rows), *told])


def _feed_state(feed: Feed) -> str:
    state = "failing" if feed.status == "active" and feed.health.failures else feed.status
    return f"{state}, link only" if feed.spec.link_only else state


def checked_text(checked: Sequence[Checked]) -> str:
    lines = []
    for each in checked:
        name = each.name if "://" not in each.name else redact_url(each.url)
        if each.reason:
            lines.append(f"FAIL  {name}: {each.reason}\n      {redact_url(each.url)}")
        else:
            lines.append(f"ok    {name}: {each.entries} entries, newest {day(each.newest)}")
    good = sum(1 for each in checked if not each.reason)
    return "\n".join([*lines, f"{good} of {len(checked)} can be read."])


# --- The news ---------------------------------------------------------------------------------------------------------


def answer_text(answer: Answer) -> str:
    upto = (
        f"Stories up to {answer.reaches:%-d %B %Y, %H:%M} UTC."
        if answer.reaches
        else "The store is empty: run `newsdesk poll` and `newsdesk process`."
    )
    if answer.refused:
        known = (
            ["", "What they do have:" if not answer.sources else "", sources_text(answer.nearby)]
            if answer.nearby
            else []
        )
        return "\n".join([wrapped(answer.reason or ""), *(line for line in known if line or known), upto])
    count = f"{len(answer.sources)} source{'s' if len(answer.sources) != 1 else ''}. "
    return "\n".join([wrapped(answer.text or ""), "", sources_text(answer.sources), "", count + upto])


def story_line(story: Story) -> str:
    hedge = f"  ({story.brief.certainty})" if story.brief.certainty not in ("confirmed", "stated") else ""
    outlet = story.sources[0].outlet if story.sources else ""
    return wrapped(
        f"{story.brief.headline}{hedge} · {outlet} · story {story.id}",
        " " * 10,
        f"  {story.last_at:%-d %b}  ".ljust(10),
    )


def latest_text(stories: Sequence[Story], since: str) -> str:
    if not stories:
        return f"No stories in the last {since}. `newsdesk poll` and `newsdesk process` bring them; `--since 30d` looks further back."
    return "\n".join(story_line(story) for story in stories)


def profile_text(profile: Profile) -> str:
    return "\n".join(_profile_lines(profile))


def _profile_lines(profile: Profile) -> list[str]:
    lines = [_what_it_is(profile), "Latest"]
    lines += [story_line(s) for s in profile.latest] or [f"  no story since {day(profile.since)}"]
    if profile.models:
        lines += [
            "Models in the sources",
            wrapped(" · ".join(f"{name} {count}" for name, count in profile.models), "  "),
        ]
    if current := [known for known in profile.relations if known.current]:
        lines += ["Said of it", *(_relation_line(known, profile.name) for known in current)]
    counts = [count for _, count in profile.per_day]
    lines.append(f"Mentions in {len(counts) - 1} days  {sparkline(counts)}  {profile.mentions}")
    if profile.first_seen:
        lines.append(f"In our store since {day(profile.first_seen)}, last on {day(profile.last_seen)}.")
    return lines


def _what_it_is(profile: Profile) -> str:
    made = f"made by {profile.owner}" if profile.type == "model" else f"owned by {profile.owner}"
    parts = [profile.name, f"{profile.type}{f', {profile.country}' if profile.country else ''}"]
    parts += [made] if profile.owner else []
    parts += [f"also written {', '.join(profile.aliases[:4])}"] if profile.aliases else []
    return wrapped(" · ".join(parts), "  ", "")


def _relation_line(known: Any, name: str) -> str:
    relation = known.relation
    purpose = f", for {relation.purpose}" if relation.purpose else ""
    said = f"{relation.subject} {_verb(relation.verb)} {relation.object}{purpose}"
    told = f"{relation.certainty}{f', {relation.according_to}' if relation.according_to else ''}"
    return wrapped(f"{said} · {told} · {known.source.outlet}, {day(known.at)}", "    ", "  ")


def _verb(verb: str) -> str:
    return {"derived from": "is derived from", "partners": "partners with", "competes": "competes with"}.get(verb, verb)


def compare_text(a: Profile, b: Profile) -> str:
    facts = [
        ("", a.name, b.name),
        ("country", a.country or "-", b.country or "-"),
        ("mentions", a.mentions, b.mentions),
        ("stories", len(a.latest), len(b.latest)),
        ("last seen", day(a.last_seen), day(b.last_seen)),
        ("models", ", ".join(n for n, _ in a.models[:4]) or "-", ", ".join(n for n, _ in b.models[:4]) or "-"),
        ("per day", sparkline([c for _, c in a.per_day]), sparkline([c for _, c in b.per_day])),
    ]
    lines = [table([str(cell) for cell in facts[0]], facts[1:]), ""]
    for profile in (a, b):
        lines += [f"Latest on {profile.name}", *([story_line(s) for s in profile.latest[:3]] or ["  nothing"])]
    return "\n".join(lines)


def hits_text(hits: Sequence[ArticleHit], words: str) -> str:
    if not hits:
        return f"Nothing stored has all of: {words}. Fewer words find more."
    lines = []
    for hit in hits:
        article = hit.article
        where = f"story {hit.story_id}" if hit.story_id else "no story"
        lines += [
            wrapped(
                f"{article.title} · {article.outlet} · {day(article.published)} · {where}"
                + (f" · corrected since: {article.corrected}" if article.corrected else ""),
                "    ",
                "  ",
            ),
            f"    {article.url}",
        ]
    return "\n".join(lines)


def story_text(
    story: Story, articles: Sequence[TaggedArticle], history: Sequence[BriefVersion], why: dict[str, Any] | None
) -> str:
    brief = story.brief
    lines = [wrapped(brief.headline), f"Story {story.id}, version {brief.version}, {brief.kind}, {brief.certainty}", ""]
    for sentence in brief.sentences:
        cites = "".join(f"[{n}]" for n in sorted({cite.article + 1 for cite in sentence.cites}))
        lines.append(wrapped(f"{sentence.text} {cites}", "  ", "• "))
    lines += [brief.disclosure] if brief.disclosure else []
    lines += ["", sources_text(story.sources), "", "Articles"]
    lines += [_article_line(a) for a in articles]
    if len(history) > 1:
        lines += [
            "History",
            *(
                wrapped(
                    f"version {h.version}, {h.at:%-d %b %H:%M}: {h.brief.whats_new or h.brief.headline}", "    ", "  "
                )
                for h in history
            ),
        ]
    if why:
        place = f"in, at place {why['place']}" if why["in"] else "not in"
        lines += ["", wrapped(f"Subscription {why['subscription']}: {place}. {'; '.join(why['why'])}.")]
    return "\n".join(lines)


def _article_line(tagged: TaggedArticle) -> str:
    article = tagged.article
    read = {"feed": "full text in the feed", "page": "page", "summary": "summary only"}[article.text_source]
    paywall = ", paywall" if article.paywall else ""
    when = f"{article.published.astimezone(UTC):%-d %b %H:%M}"
    told = f"{when} · {article.outlet} · {article.title} ({read}{paywall}) · article {article.id}"
    return wrapped(told, "    ", "  ")


# --- Names ---------------------------------------------------------------------------------------------------------


def names_text(registry: Registry) -> str:
    companies = sorted(registry.companies.values(), key=lambda c: c.name.casefold())
    families = sorted(registry.families.values(), key=lambda f: f.name.casefold())
    return "\n".join(
        [
            f"{len(companies)} companies and labs",
            table(
                ("name", "country", "also written"),
                [(c.name, c.country or "-", ", ".join(c.aliases)) for c in companies],
            ),
            "",
            f"{len(families)} model families",
            table(("name", "by", "also written"), [(f.name, f.company or "-", ", ".join(f.aliases)) for f in families]),
        ]
    )


def name_text(shown: dict[str, Any]) -> str:
    keys = ("name", "version", "type", "kind", "country", "owner", "company", "aliases", "families")
    lines = []
    for key in keys:
        value = shown.get(key)
        if value:
            lines.append(wrapped(", ".join(value) if isinstance(value, list) else str(value), " " * 10, f"{key:<10}"))
    if shown.get("also_family"):
        lines.append("It is also the name of a model family.")
    return "\n".join(lines)


def candidates_text(found: Sequence[Candidate], wanted: Sequence[str] = ()) -> str:
    """`wanted`: names that people asked for in vain."""
    asked = ["", wrapped(f"Asked for by people, add them to config/names.toml: {', '.join(wanted)}")] if wanted else []
    if not found:
        return "\n".join(["No candidates: every name that turned up more than once is known.", *asked])
    rows = [(c.name, c.type, c.articles, day(c.last_at), c.example) for c in found]
    listed = table(("name", "type", "articles", "last", "example"), rows, 60)
    return "\n".join([listed, "Take one in: newsdesk names accept NAME", *asked])


# --- Thinking steps ---------------------------------------------------------------------------------------------------


def tags_text(found: dict[str, Any]) -> str:
    lines = [f"company  {c['name']} ({c['role']}, {c['mentions']}×)" for c in found["companies"]]
    lines += [f"model    {m['name']}{_of_family(m)} ({m['mentions']}×)" for m in found["models"]]
    for r in found["relations"]:
        purpose = f", for {r['for']}" if r["for"] else ""
        told = ", ".join([r["certainty"], *([r["according_to"]] if r["according_to"] else [])])
        lines.append(f"relation {r['subject']} {_verb(r['verb'])} {r['object']}{purpose} ({told})")
    return "\n".join(lines) or "No names found."


def _of_family(model: dict[str, Any]) -> str:
    of = [model["family"]] if model["family"] != model["name"] else []
    return f", {', '.join([*of, *([model['company']] if model['company'] else [])])}" if of or model["company"] else ""


def summary_text(came: dict[str, Any]) -> str:
    lines = [wrapped(came["headline"]), f"{came['kind']}, {came['certainty']}, {came['writer']}", ""]
    for sentence in came["sentences"]:
        cites = "".join(f"[{c['article'] + 1}:{c['sentence'] + 1}]" for c in sentence["cites"])
        lines.append(wrapped(f"{sentence['text']} {cites}", "  ", "• "))
    return "\n".join(lines)


def verdict_text(came: dict[str, Any]) -> str:
    problems = [f"  {p['kind']}: {p['what']}" for p in came["problems"]]
    return "\n".join([f"{'supported' if came['supported'] else 'not supported'}, score {came['score']:.2f}", *problems])
