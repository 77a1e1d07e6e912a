"""Of a link-only feed headlines and links are shown, and none of its sentences, whenever they were stored."""

from __future__ import annotations

from bot.news.model import BriefSentence, Cite
from bot.pipeline.brief import brief_of
from bot.ports import Placement
from bot.store.store import Store
from tests.store.posting import HOUR
from tests.store.samples import NOW, add_articles, add_briefed, add_feeds, article, company

TITLE = "Zephyr Labs releases Gale 2, a model with open weights"
TEXT = ("Zephyr Labs released Gale 2 on Monday.", "The weights are open to everyone, said the company.")


async def test_no_sentence_of_a_link_only_feed_is_read_anywhere(store: Store) -> None:
    quiet, other = await add_feeds(store, 2)
    await store.set_link_only(quiet.id, True)
    story = await add_briefed(store, quiet, [article("a", title=TITLE, sentences=TEXT)])
    await add_articles(store, other, [article("b", outlet="Second Paper")], [company("Zephyr Labs")])
    await add_articles(store, quiet, [article("c", title=TITLE, sentences=TEXT)], search_tokens=("gale",))
    for one in await store.ungrouped(9):
        await store.save_placements([Placement(one.article.id, story if one.article.url[-1] == "b" else None)], NOW)
    told = await store.story(story)
    assert told is not None
    assert (told.brief.sentences, len(told.sources), told.brief.headline) == ((), 1, "Zephyr Labs releases Gale 2")
    assert (await store.history(story))[0].brief.sentences == ()
    (hit,) = await store.search(["gale"])
    assert (hit.article.sentences, hit.article.title) == ((TITLE,), TITLE)
    assert [len(one.article.sentences) for one in await store.story_articles(story)] == [1, 2]
    works = {
        work.story_id: [one.article.sentences for one in work.articles] for work in await store.stories_to_brief(9)
    }
    assert works[story][0] == ()
    assert [sentences for number, sentences in works.items() if number != story] == [[(TITLE,)]]
    assert await store.set_link_only(quiet.id, False)
    assert (await store.story_articles(story))[0].article.sentences == TEXT
    again = await store.story(story)
    assert again is not None and len(again.brief.sentences) == 1
    assert not await store.set_link_only(quiet.id + 9, True)


async def test_a_briefs_sentences_that_rest_on_others_stay(store: Store) -> None:
    quiet, other = await add_feeds(store, 2)
    await add_articles(store, quiet, [article("a", title=TITLE, sentences=TEXT)])
    said = (BriefSentence("Ours.", (Cite(1, 0),)), BriefSentence("Theirs.", (Cite(0, 0), Cite(1, 0))))
    story = await add_briefed(store, other, [article("b")], sentences=said)
    await store.set_link_only(quiet.id, True)
    told = await store.story(story)
    assert told is not None and [sentence.text for sentence in told.brief.sentences] == ["Ours."]


async def test_a_story_of_link_only_feeds_alone_is_told_by_its_headline(store: Store) -> None:
    """Through the brief as it is really written."""
    (quiet,) = await add_feeds(store, 1)
    await store.set_link_only(quiet.id, True)
    in_title = company("Zephyr Labs", sentence=-1, start=0, end=11)
    in_text = company("Zephyr Labs", sentence=1, start=41, end=48)
    await add_articles(store, quiet, [article("a", title=TITLE, sentences=TEXT)], [in_title, in_text])
    (waiting,) = await store.ungrouped(9)
    assert waiting.article.sentences == TEXT
    await store.save_placements([Placement(waiting.article.id, None)], NOW)
    (work,) = await store.stories_to_brief(9)
    await store.save_briefs([(work.story_id, brief_of(work.articles, None))], NOW)
    (told,) = await store.stories(NOW - HOUR, NOW + HOUR)
    assert told.brief.sentences == () and "Gale 2" in told.brief.headline
    assert told.sources[0].url == "https://news.example/a"


async def test_a_feed_can_be_added_as_link_only(store: Store) -> None:
    (feed,) = await add_feeds(store, 1, link_only=True)
    assert feed.spec.link_only and [one.spec.link_only for one in await store.feeds()] == [True]
