"""A brief in its reader's language, where a model wrote it in that language too; else in its sources' own words."""

from __future__ import annotations

from dataclasses import replace

from bot.news.model import Brief, Digest, RankedStory, Story


def is_told_in(brief: Brief, language: str) -> bool:
    """Whether a translation into the language stands beside the brief."""
    return any(one.language == base_of(language) for one in brief.translations)


def spoken(brief: Brief, language: str) -> Brief:
    """The brief in a language; as it stands where it wasn't written in it."""
    found = next((one for one in brief.translations if one.language == base_of(language)), None)
    if found is None:
        return brief
    return replace(
        brief, headline=found.headline, headline_cites=found.headline_cites, sentences=found.sentences, writer="openai"
    )


def story_in(story: Story, language: str) -> Story:
    told = spoken(story.brief, language)
    return story if told is story.brief else replace(story, brief=told)


def stories_in(stories: tuple[RankedStory, ...], language: str) -> tuple[RankedStory, ...]:
    return tuple(replace(one, story=story_in(one.story, language)) for one in stories)


def digest_in(digest: Digest, language: str) -> Digest:
    return replace(digest, stories=stories_in(digest.stories, language))


def base_of(language: str) -> str:
    """ "zh" of "zh-tw"."""
    return language.partition("-")[0].lower()
