"""Full text means the same on both engines: a token is found whole or not at all, whatever is in it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.search import safe_token
from bot.store.store import Store
from tests.store.samples import NOW, add_articles, add_feeds, article

HOUR = timedelta(hours=1)
TEXTS = {
    "five": ("zephyr", "gpt-5"),
    "five-one": ("zephyr", "gpt-5.1", "release"),
    "chinese": ("阿里", "里巴", "巴巴", "qwen3-235b-a22b"),
    "odd": ("it's", 'say"so"', "c++", "a*", "(x", "near/2", "back\\slash", "über", "o:b", "&", "!"),
}


async def _fill(store: Store) -> None:
    (feed,) = await add_feeds(store, 1)
    for n, (url, tokens) in enumerate(TEXTS.items()):
        await add_articles(store, feed, [article(url, published=NOW - n * HOUR)], search_tokens=tokens)


async def _found(store: Store, *tokens: str, any_of: bool = False) -> list[str]:
    hits = await store.search(tokens, any_of=any_of)
    return sorted(hit.article.url.rpartition("/")[2] for hit in hits)


CASES: list[tuple[list[str], list[str]]] = [
    (["gpt-5"], ["five"]),
    (["gpt-5.1"], ["five-one"]),
    (["GPT-5.1"], ["five-one"]),
    (["gpt"], []),
    (["5.1"], []),
    (["阿里"], ["chinese"]),
    (["阿里", "巴巴"], ["chinese"]),
    (["阿"], []),
    (["qwen3-235b-a22b"], ["chinese"]),
    (["it's"], ["odd"]),
    (["it"], []),
    (['say"so"'], ["odd"]),
    (["c++"], ["odd"]),
    (["c"], []),
    (["a*"], ["odd"]),
    (["zeph*"], []),
    (["(x"], ["odd"]),
    (["near/2"], ["odd"]),
    (["back\\slash"], ["odd"]),
    (["uber"], ["odd"]),
    (["o:b"], ["odd"]),
    (["&"], ["odd"]),
    (["!"], ["odd"]),
    (["zephyr", "release"], ["five-one"]),
    (["' | 'zephyr"], []),
    (['" OR "zephyr'], []),
    ([], []),
    (["", "  "], []),
]


async def test_a_token_is_found_whole_or_not_at_all(store: Store) -> None:
    await _fill(store)
    for tokens, expected in CASES:
        assert await _found(store, *tokens) == expected, tokens


async def test_any_of_the_tokens_is_enough_when_asked_so(store: Store) -> None:
    await _fill(store)
    assert await _found(store, "gpt-5", "阿里", "nothing", any_of=True) == ["chinese", "five"]
    assert await _found(store, "gpt-5", "阿里") == []


async def test_what_holds_more_of_the_question_comes_first_and_the_span_is_kept(store: Store) -> None:
    await _fill(store)
    hits = await store.search(["zephyr", "gpt-5.1", "release"], any_of=True)
    assert [hit.article.url[-8:] for hit in hits] == ["five-one", "ple/five"]
    assert hits[0].score > hits[1].score > 0
    assert len(await store.search(["zephyr"], since=NOW - HOUR, until=NOW)) == 1
    assert len(await store.search(["zephyr"], limit=1)) == 1


@given(st.text(max_size=20))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_token_breaks_the_query(store: Store, token: str) -> None:
    assert await store.search([token, "x"]) == []


@given(st.text(min_size=1, max_size=20))
def test_a_safe_token_is_one_plain_word(token: str) -> None:
    safe = safe_token(token)
    assert all(char.isalnum() or char in "._-" for char in safe)
    assert bool(safe) == bool(token.strip())
