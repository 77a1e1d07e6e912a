"""Who sees what: this machine, a workspace's signed link, the operator's password; and what every answer carries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.adapters.web.access import LINK_DAYS, TRIES, Gate
from bot.adapters.web.routes import EVERYONES, OPERATORS
from bot.store.store import Store
from tests.adapters.web.room import Room, add_news, room
from tests.store.samples import NOW, add_workspace

OPERATORS_PAGES = ("/status", "/digests", "/digests/x", "/workspaces", "/metrics")
PASSWORD = "an invented password"


@pytest.fixture
async def public(news_store: Store) -> AsyncIterator[Room]:
    await add_news(news_store)
    async with room(news_store, Gate(public=True, secret=b"of the test", password=PASSWORD)) as running:
        yield running


# --- Headers ----------------------------------------------------------------------------------------------------------


async def test_no_answer_lets_scripts_frames_or_strangers_things_in(public: Room) -> None:
    for path in (
        "/",
        "/story/1",
        "/nowhere",
        "/status",
        "/atom.xml",
        "/stories.json",
        "/healthz",
        "/readyz",
        "/icon.svg",
    ):
        got = await public.get(path)
        policy = got.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy and "script-src" not in policy and "http" not in policy, path
        assert got.headers["X-Content-Type-Options"] == "nosniff", path
        assert got.headers["Referrer-Policy"] == "no-referrer", path


async def test_no_page_holds_a_script_a_style_of_its_own_or_a_thing_from_elsewhere(public: Room) -> None:
    for path in ("/", "/story/1", "/company/Zephyr%20Labs", "/compare?a=Corrigan&b=Gale", "/sources", "/search?q=x"):
        for tag, attributes in (await public.get(path)).page.tags:
            assert tag not in ("script", "style", "iframe", "object", "img"), path
            assert "style" not in attributes and not any(name.startswith("on") for name in attributes), path
            if tag == "link" and attributes["rel"] != "alternate":
                assert (attributes["href"] or "").startswith("/"), path


async def test_the_stylesheet_is_kept_for_ever_and_changes_its_address_when_it_changes(public: Room) -> None:
    got = await public.get("/")
    style = next(link for link in got.page.links if link.endswith(".css"))
    kept = await public.get(style)
    assert kept.headers["Content-Type"].startswith("text/css") and "immutable" in kept.headers["Cache-Control"]
    assert "://" not in kept.text.replace("http://www.w3.org", "") and "@import" not in kept.text


async def test_a_page_that_didnt_change_isnt_sent_again(public: Room) -> None:
    first = await public.get("/stories")
    again = await public.get("/stories", If_None_Match=first.headers["ETag"])
    assert (again.status, again.text) == (304, "")
    assert first.headers["Cache-Control"] == "no-cache"
    assert (await public.get("/stories", method="HEAD")).text == ""
    assert (await public.get("/", method="POST")).status == 405


async def test_a_page_that_fails_says_so_calmly_and_the_next_one_works(public: Room) -> None:
    async with public.store._db.write() as connection:
        await connection.execute(sa.text("DROP TABLE tags"))
        await connection.execute(sa.text("ALTER TABLE stories RENAME TO hidden"))
    got = await public.get("/stories")
    assert got.status == 500 and "Something went wrong here." in got.page.words and "Traceback" not in got.text
    assert (await public.get("/healthz")).status == 200


# --- This machine -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.7:8080", ""])
async def test_by_another_name_than_this_machines_nothing_is_shown(news_store: Store, host: str) -> None:
    await add_news(news_store)
    async with room(news_store) as here:
        for path in ("/", "/status", "/metrics", "/stories.json", "/nowhere"):
            got = await here.get(path, Host=host)
            assert got.status in (400, 421) and "Gale" not in got.text, path


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080", "[::1]"])
async def test_this_machine_sees_everything_without_a_password(news_store: Store, host: str) -> None:
    async with room(news_store) as here:
        assert [(await here.get(path, Host=host)).status for path in ("/", "/status", "/metrics")] == [200] * 3


async def test_what_a_proxy_hands_on_isnt_this_machine(news_store: Store) -> None:
    async with room(news_store) as here:
        assert (await here.get("/status", X_Forwarded_For="203.0.113.9")).status == 421


# --- The operator -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", OPERATORS_PAGES)
async def test_the_operators_pages_ask_for_the_password(public: Room, path: str) -> None:
    got = await public.get(path)
    assert got.status == 401 and got.headers["WWW-Authenticate"].startswith("Basic ")
    assert (await public.get(path, password=PASSWORD[:-1])).status == 401
    assert (await public.get(path, password=PASSWORD)).status in (200, 404)


async def test_a_broken_password_header_is_a_wrong_one_at_most(public: Room) -> None:
    for sent in ("Basic", "Basic !!!", "Basic /w==", "Bearer x", "basic", "Basic " + "A" * 5000):
        assert (await public.get("/status", Authorization=sent)).status == 401


async def test_after_five_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour(public: Room) -> None:
    for _ in range(TRIES):
        assert (await public.get("/status", password="wrong")).status == 401
    got = await public.get("/status", password=PASSWORD)
    assert got.status == 429 and got.headers["Retry-After"] == "900" and "Wait 15 minutes" in got.page.words
    assert (await public.get("/")).status == 200
    public.clock.now += timedelta(minutes=16)
    assert (await public.get("/status", password=PASSWORD)).status == 200


async def test_pages_for_others_without_a_password_keep_the_operators_shut(news_store: Store) -> None:
    async with room(news_store, Gate(public=True)) as running:
        got = await running.get("/status", password="")
        assert got.status == 403 and "NEWSDESK_ADMIN_PASSWORD" in got.page.words


async def test_where_there_is_a_password_it_is_asked_for_on_this_machine_too(news_store: Store) -> None:
    async with room(news_store, Gate(password=PASSWORD)) as running:
        assert (await running.get("/status")).status == 401
        assert (await running.get("/status", password=PASSWORD)).status == 200


def test_every_page_of_the_operator_is_tried_here() -> None:
    assert {path.replace("{id}", "x") for path in OPERATORS} == set(OPERATORS_PAGES)
    assert not set(OPERATORS) & set(EVERYONES)


async def test_no_secret_shows_in_what_is_printed_of_the_gate() -> None:
    assert "printed" not in repr(Gate(secret=b"never printed", password="never printed"))


# --- A workspace's link -----------------------------------------------------------------------------------------------


async def test_a_workspaces_link_holds_for_ninety_days_and_only_as_it_was_made(public: Room) -> None:
    house = await add_workspace(public.store, "T1")
    other = await add_workspace(public.store, "T2")
    link = public.site.gate.link_of(house, NOW)
    assert (await public.get(f"/w/{link}/")).status == 200
    number, _, rest = link.partition(".")
    until, _, signature = rest.partition(".")
    later = f"{number}.{int(until) + 10000}.{signature}"
    for forged in (f"{other}.{rest}", later, link[:-1], f"{number}.{until}.", f"{number}.{until}", "1", "1.2.3"):
        got = await public.get(f"/w/{forged}/")
        assert got.status in (403, 404), forged
    public.clock.now += timedelta(days=LINK_DAYS + 1)
    got = await public.get(f"/w/{link}/")
    assert got.status == 403 and "Ask whoever runs the bot for a new one" in got.page.words


async def test_the_link_of_a_workspace_that_removed_the_bot_holds_no_more(public: Room) -> None:
    house = await add_workspace(public.store, "T1")
    link = public.site.gate.link_of(house, NOW)
    await public.store.remove_workspace(house, NOW)
    assert (await public.get(f"/w/{link}/")).status == 403


async def test_another_secret_makes_other_links(public: Room) -> None:
    house = await add_workspace(public.store, "T1")
    link = Gate(secret=b"another").link_of(house, NOW)
    assert (await public.get(f"/w/{link}/")).status == 403


async def test_the_operator_finds_each_workspaces_link(public: Room) -> None:
    await add_workspace(public.store, "T1")
    got = await public.get("/workspaces", password=PASSWORD)
    link = next(link for link in got.page.links if link.startswith("/w/"))
    opened = await public.get(link)
    assert opened.status == 200 and "no-store" in opened.headers["Cache-Control"]
    assert all(one.startswith((link, "/style-", "/icon.svg")) for one in opened.page.here), "one stays under the link"
