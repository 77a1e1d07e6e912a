"""The English word tables: no word means two things, nothing is its own contrary, every phrase can be found."""

from __future__ import annotations

from collections import Counter

from bot.news.reading import read
from bot.news.related import fields
from bot.news.text import stem, words_of_stem
from bot.news.wording import LONGEST_PHRASE, key_of, opposites
from bot.news.words import lines, opposite, phrases, reworded, same, sides


def test_a_word_stands_in_one_set_only() -> None:
    counted = Counter(word for line in lines(same.SAME) for word in line.split())
    assert [word for word, times in counted.items() if times > 1] == []


def test_no_word_is_the_contrary_of_one_that_means_the_same() -> None:
    wrong = [(a, b) for one, other in sides(opposite.OPPOSITE) for a in one for b in other if key_of(a) == key_of(b)]
    assert wrong == []


def test_each_phrase_is_listed_once_and_read_as_one_word() -> None:
    listed = [
        (phrase, line.partition(": ")[0])
        for line in lines(phrases.PHRASES)
        for phrase in line.partition(": ")[2].split(", ")
    ]
    assert [p for p, times in Counter(p for p, _ in listed).items() if times > 1] == []
    assert all(len(phrase.split()) <= LONGEST_PHRASE + 1 for phrase, _ in listed)
    lost = [p for p, meaning in listed if [t.key for t in read(p).tokens] != [key_of(meaning)]]
    assert lost == []


def test_phrases_of_several_words_tell_what_one_verb_does() -> None:
    assert key_of("rejected") in read("The council turned down the plan").keys
    assert key_of("decide") in read("They have to take a decision").keys
    assert key_of("die") in read("Six people lost their lives").keys


def test_a_form_listed_itself_is_another_word_than_its_stem() -> None:
    assert key_of("planes") == key_of("aircraft") != key_of("plans")
    assert key_of("goods") == key_of("merchandise") != key_of("good")
    assert key_of("rejected") in opposites()[key_of("accepted")]


def test_contraries_are_no_rewording_of_each_other() -> None:
    against = opposites()
    met = [
        (one, other)
        for line in lines(reworded.REWORDED)
        for one in line.split()
        for other in line.split()
        if key_of(other) in against.get(key_of(one), frozenset())
    ]
    assert met == []


def test_a_plain_rewording_is_known_as_one() -> None:
    pairs = [
        ("whereabouts", "location"),
        ("verified", "checked"),
        ("rivalry", "competition"),
        ("completed", "closed"),
        ("heads", "leads"),
        ("actual", "real"),
        ("employees", "staff"),
        ("overseas", "abroad"),
        ("scheduled", "set"),
    ]
    unknown = [(a, b) for a, b in pairs if key_of(a) != key_of(b) and not fields(a, key_of(a)) & fields(b, key_of(b))]
    assert unknown == []


def test_every_listed_form_of_a_stem_is_found() -> None:
    listed = {word for line in lines(same.SAME, reworded.REWORDED) for word in line.split() if word.isalpha()}
    listed |= {word + end for word in listed for end in ("s", "es", "ed", "ing")}
    assert [word for word in sorted(listed) if word not in words_of_stem(stem(word), listed)] == []
