"""One story behind *More*: all its sentences with their sources, how sure, what is said, its time line; why it is here,
and what a person can say back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.chat_profile import relation_words
from bot.commands.conversation import Field, Form, Mistakes, Reply, Submitted, Values
from bot.commands.newsroom import Visit, clock_words, date_words, short_date
from bot.commands.permissions import must_be_present, must_manage
from bot.commands.replies import (
    bold,
    cited,
    fits,
    instead,
    listed,
    note,
    plain,
    rows,
    small,
    source_line,
    titled,
)
from bot.commands.reported import story_of_answer
from bot.commands.taste import alike, decides_alone, others_wish, set_wishes, wish_of, wishes_of
from bot.commands.values import id_of, one
from bot.news.corrections import said_of
from bot.news.message import Block, Button, Line, Section, Text, and_list, story_menu
from bot.news.model import BriefSentence, Certainty, Story
from bot.news.ranking import rank
from bot.outbox_ports import Channel, Delivery
from bot.ports import BriefVersion, KnownRelation, TaggedArticle

MOST_SENTENCES = 8
MOST_SOURCES = 8
MOST_STEPS = 6
MOST_A_DAY = 5
LONGEST_REPORT = 1000
_HELD_BACK = ": held back"
_SURE: dict[Certainty, str] = {
    "confirmed": "confirmed: its subject itself says so.",
    "stated": "stated by {outlet} in its own name.",
    "reported": "reported, not confirmed.",
    "rumoured": "rumoured, not confirmed.",
    "denied": "denied by its subject.",
}


async def story_here(visit: Visit, value: str) -> Story:
    """The story of a button, if this workspace may see it and it is still told. Raises Instead."""
    number = id_of(value)
    found = await visit.store.story(number, workspace_id=await visit.workspace_id()) if number is not None else None
    if found is None:
        raise instead("That story is no longer in our store.", Button("Latest", "latest"))
    if found.withdrawn:
        raise instead(await _withdrawn_words(visit, found), Button("Latest", "latest"))
    return found


async def _withdrawn_words(visit: Visit, story: Story) -> str:
    if story.withdrawn == "blocked":
        return "That story isn't shown any more."
    history = await visit.store.history(story.id)
    when = f" on {date_words(history[-1].at)}" if history else ""
    named = (story.headline_before or story.brief.headline).rstrip(".。")
    return f"We took this story back{when}: “{named}”. It should not have been posted, and isn't told any more."


def story_sections(stories: Sequence[Story]) -> list[Section]:
    """A headline and its small line each, with the story's menu."""
    return [_story_section(story) for story in stories]


def _story_section(story: Story) -> Section:
    best = story.sources[0] if story.sources else None
    headline = Line((Text(story.brief.headline.rstrip(".。"), best.url if best else None),), "headline")
    doubt = [f"{story.brief.certainty}, not confirmed"] if story.brief.certainty in ("reported", "rumoured") else []
    others = [f"and {story.outlets - 1} more"] if story.outlets > 1 else []
    parts = [short_date(story.last_at), *doubt, *([best.outlet] if best else []), *others]
    return Section("story", (headline, small(" · ".join(parts))), story_menu(story.id))


# --- More -------------------------------------------------------------------------------------------------------------


async def more(visit: Visit, value: str) -> Reply:
    story = await story_here(visit, value)
    articles = await visit.store.story_articles(story.id)
    history = await visit.store.history(story.id)
    sentences = [*_put_right(visit, story), *_sentence_lines(story, story.brief.sentences), *_before(story, history)]
    facts = [plain(f"How sure: {how_sure(story)}"), *_said_here(story), plain(_time_line(articles, history))]
    sources = [source_line(replace(source, corrected=None)) for source in story.sources[:MOST_SOURCES]]
    disclosed = [small(story.brief.disclosure)] if story.brief.disclosure else []
    blocks: list[Block] = [listed(block) for block in (sentences, facts, [*sources, *disclosed]) if block]
    upto = listed([small(f"As of {clock_words(visit.now, visit.zone)}, version {story.brief.version}.")])
    return Reply(
        titled(story.headline_before or story.brief.headline, [*blocks, upto, *rows(_story_buttons(visit, story))])
    )


def _put_right(visit: Visit, story: Story) -> list[Line]:
    return [bold(f"Corrected {clock_words(one_.at, visit.zone)}: {said_of(one_)}.") for one_ in story.corrections]


def _sentence_lines(story: Story, sentences: Sequence[BriefSentence]) -> list[Line]:
    return [
        Line((Text("• "), *cited(one.text, sorted({cite.article + 1 for cite in one.cites}), story.sources)))
        for one in sentences[:MOST_SENTENCES]
    ]


def _before(story: Story, history: Sequence[BriefVersion]) -> list[Line]:
    """What isn't told any more since the story was put right: what was wrong is never simply gone."""
    if not story.corrections or not history:
        return []
    old = [one for one in history[-1].brief.sentences if one not in story.brief.sentences]
    return [plain("Said before that, some of it may be wrong:"), *_sentence_lines(story, old)] if old else []


def how_sure(story: Story) -> str:
    if story.corrections:
        return "corrected. What was said before that isn't told as sure any more."
    best = story.sources[0].outlet if story.sources else "its source"
    sure = _SURE[story.brief.certainty].format(outlet=best)
    read = {source.outlet for source in story.sources}
    told_by = next(
        (r.according_to for r in story.brief.relations if r.according_to and r.according_to not in read), None
    )
    if told_by and story.brief.certainty in ("reported", "rumoured"):
        return f"{sure} We have not read {told_by}'s report; we know it through {best}."
    return sure


def _said_here(story: Story) -> list[Line]:
    known = [_relation_words(story, n) for n in range(len(story.brief.relations))]
    return [plain(f"Said here: {' · '.join(dict.fromkeys(known))}")] if known else []


def _relation_words(story: Story, n: int) -> str:
    relation = story.brief.relations[n]
    by = f", {relation.according_to}" if relation.according_to else ""
    source = story.sources[min(relation.article, len(story.sources) - 1)] if story.sources else None
    if source is None:
        return f"{relation.subject} {relation.verb} {relation.object} ({relation.certainty}{by})"
    words = relation_words(KnownRelation(relation, story.id, source, story.last_at), "")
    return f"{words} ({relation.certainty}{by})"


def _time_line(articles: Sequence[TaggedArticle], history: Sequence[BriefVersion]) -> str:
    """ "Time line: 14 Dec SCMP, Harbour Wire; 15 Dec new: the round is closed. Nothing newer."."""
    told_by = [(a.article.published, False, a.article.outlet) for a in articles]
    news = [(v.at, True, _step(v)) for v in history if v.version > 1 and v.brief.whats_new]
    days: dict[str, dict[str, bool]] = {}
    for at, is_news, what in sorted([*told_by, *news]):
        days.setdefault(short_date(at), {})[what] = is_news
    told = [f"{day} {', '.join(_of_a_day(what))}" for day, what in days.items()]
    cut = [*told[:2], "…", *told[3 - MOST_STEPS :]] if len(told) > MOST_STEPS else told
    return f"Time line: {'; '.join(cut)}. Nothing newer." if told else "Time line: nothing is kept of it any more."


def _of_a_day(what: dict[str, bool]) -> list[str]:
    """The first outlets, and all that was new."""
    outlets = [one_ for one_, is_news in what.items() if not is_news][:MOST_A_DAY]
    return [one_ for one_, is_news in what.items() if is_news or one_ in outlets]


def _step(version: BriefVersion) -> str:
    said = (version.brief.whats_new or "").rstrip(".")
    return f"corrected: {said}" if version.brief.correction else f"new: {said}"


def _story_buttons(visit: Visit, story: Story) -> list[Button]:
    value = str(story.id)
    buttons = [Button("Why is this here?", "why", value), Button("Useful", "useful", value),
               Button("Less like this", "less", value), Button("Something is wrong", "wrong", value)]  # fmt: skip
    if not visit.place.direct and visit.asker.present:
        buttons.append(Button("Share here", "share", value))
    if visit.manages and visit.asker.present and story.sources:
        buttons.append(Button("Mute this outlet here", "mute", value))
    return buttons


# --- Why --------------------------------------------------------------------------------------------------------------


async def why(visit: Visit, value: str, mark: str | None) -> Reply:
    """In words: its place and the grounds, then what held it back."""
    story = await story_here(visit, value)
    delivery = await visit.delivery_here(mark)
    place, grounds = _told_why(delivery, (story.id, int(value)))
    if not grounds:
        grounds = rank([story], now=visit.now)[0].why
    since = " ".join(f"Corrected since: {said_of(one_)}." for one_ in story.corrections)
    return note(f"{why_words(place, grounds)} {since}".strip())


def _told_why(delivery: Delivery | None, numbers: Sequence[int]) -> tuple[int | None, tuple[str, ...]]:
    """`numbers`: the story's, and that of a story that went into it, under which an old digest had it."""
    told = next((one_ for one_ in delivery.told if one_.story_id in numbers), None) if delivery else None
    return (told.position, told.why) if told else (None, ())


def why_words(place: int | None, grounds: Sequence[str]) -> str:
    """ "First today because its source has a high weight and it is 16 hours old. Held back by: one outlet."."""
    held = [text.partition(_HELD_BACK)[0] for text in grounds if _HELD_BACK in text]
    good = [_as_clause(text) for text in grounds if _HELD_BACK not in text]
    where = {None: "It is here", 1: "First today"}.get(place, f"Number {place} today")
    because = f"{where} because {and_list(good)}." if good else f"{where} because it came in this span."
    return f"{because} Held back by: {', '.join(held)}." if held else because


def _as_clause(ground: str) -> str:
    if ground.endswith("old"):
        return f"it is {ground}"
    return f"{ground} carry it" if ground.endswith("independent outlets") else ground


# --- Useful, less like this -------------------------------------------------------------------------------------------


async def useful(visit: Visit, value: str) -> Reply:
    story = await story_here(visit, value)
    channel = await visit.channel()
    given = await visit.store.feedback(channel.id, person=visit.asker.person)
    before = any(one_.story_id == story.id and one_.verdict == "less" for one_ in given)
    await visit.store.give_feedback(channel.id, story.id, visit.asker.person, "useful", visit.now)
    changed = " Your earlier “Less like this” on it no longer counts." if before else ""
    return note(f"Thanks. It is noted for this channel.{changed}")


async def less(visit: Visit, value: str) -> Reply:
    story = await story_here(visit, value)
    channel = await visit.channel()
    await visit.store.give_feedback(channel.id, story.id, visit.asker.person, "less", visit.now)
    decides = await decides_alone(visit, channel)
    wish = wish_of(story, visit.asker.person if decides else None)
    undo = Button("Undo", "undo_less", str(story.id))
    if decides:
        await _for_the_channel(visit, channel, wish)
        whose = "you" if visit.alone else "this channel, since you manage it"
        return note(f"Less like this ({wish['what']}) for {whose}. {_see_settings(visit)}", undo)
    if await others_wish(visit, channel, wish):
        await _for_the_channel(visit, channel, wish)
        return note(f"Less like this ({wish['what']}) for this channel: you are the second who says so.", undo)
    return note(
        f"Less like this ({wish['what']}) in your own answers here. The channel's digest follows when another person "
        "says so too.", undo,
    )  # fmt: skip


def _see_settings(visit: Visit) -> str:
    if visit.alone:
        return "It can be undone."
    return f"{visit.command('newsdesk settings')} has the list."


async def _for_the_channel(visit: Visit, channel: Channel, wish: dict[str, object]) -> None:
    standing = wishes_of(channel)
    if not any(alike(one_, wish) for one_ in standing):
        await set_wishes(visit, channel, [*standing, wish])


async def undo_less(visit: Visit, value: str) -> Reply:
    """One's own word, and the channel's entry where it came of it; those who manage may undo each entry."""
    channel = await visit.channel()
    story_id = id_of(value) or 0
    standing = wishes_of(channel)
    entry = await _entry(visit, standing, story_id)
    own = await visit.store.take_feedback_back(
        channel.id, story_id, None if visit.manages and entry else visit.asker.person
    )
    may = visit.manages or (entry and (entry["person"] == visit.asker.person or (entry["person"] is None and own)))
    if entry and may:
        await set_wishes(visit, channel, [one_ for one_ in standing if not alike(one_, entry)])
        return note(f"Undone: {entry['what']} counts as before in this channel.", replaces=True)
    if entry and not own:
        raise instead("Only those who manage this channel can undo that.")
    return note("Undone: it counts as before in your own answers.", replaces=True)


async def _entry(visit: Visit, standing: Sequence[dict[str, object]], story_id: int) -> dict[str, object] | None:
    exact = next((one_ for one_ in standing if one_.get("story") == story_id), None)
    if exact:
        return exact
    story = await visit.store.story(story_id, workspace_id=await visit.workspace_id())
    return next((one_ for one_ in standing if alike(one_, wish_of(story, None))), None) if story else None


# --- Mute -------------------------------------------------------------------------------------------------------------


async def mute(visit: Visit, value: str) -> Reply:
    must_be_present(visit)
    must_manage(visit, "mute an outlet")
    story = await story_here(visit, value)
    if not story.sources:
        raise instead("That story names no outlet.")
    return await mute_outlet(visit, story.sources[0].outlet)


async def mute_outlet(visit: Visit, outlet: str) -> Reply:
    channel = await visit.channel()
    muted = [str(name) for name in channel.settings.get("muted_outlets", ())]
    if outlet not in muted:
        await visit.store.set_channel_settings(channel.id, {**channel.settings, "muted_outlets": [*muted, outlet]})
    undo = (Button("Undo", "unmute", outlet),) if fits(outlet) else ()
    return note(f"{outlet} is muted here: what only it carries isn't told in this channel.", *undo)


async def unmute_outlet(visit: Visit, outlet: str) -> Reply:
    must_manage(visit, "unmute an outlet")
    channel = await visit.channel()
    muted = [str(name) for name in channel.settings.get("muted_outlets", ())]
    if outlet not in muted:
        return note(f"{outlet} isn't muted here.")
    kept = [name for name in muted if name != outlet]
    await visit.store.set_channel_settings(channel.id, {**channel.settings, "muted_outlets": kept})
    return note(f"{outlet} is heard here again.", replaces=True)


# --- Something is wrong -----------------------------------------------------------------------------------------------


def wrong_form(value: str) -> Form:
    """`value` is a story's number, or "kept.5" for an answer."""
    what = Field("text", "What is wrong?", "long", required=True, longest=LONGEST_REPORT,
                 hint="Such as: the round is $30 million, not $300 million")  # fmt: skip
    return Form(f"wrong:{value}", "Something is wrong", "Send", (what,))


async def submit_wrong(visit: Visit, rest: str, values: Values) -> Submitted:
    text = one(values, "text")
    if not text:
        return Mistakes({"text": "Say in a sentence what is wrong."})
    story = await _reported_story(visit, rest)
    channel = await visit.channel()
    written = text[:LONGEST_REPORT]
    if story is None:
        key = f"answer reported {visit.asker.event}"
        await visit.store.open_notice(
            key, f"An answer is said to be wrong: {written}", visit.now, channel_id=channel.id
        )
        return note("Thanks. The operators see it.")
    number = await visit.store.add_report(
        story.id, story.brief.version, channel.id, visit.asker.person, written, visit.now
    )
    return note(f"Thanks. The operators see it as report {number}; a correction is told where the story was posted.")


async def _reported_story(visit: Visit, rest: str) -> Story | None:
    if not rest.startswith("kept."):
        return await story_here(visit, rest)
    return await story_of_answer(visit, rest.removeprefix("kept."))
