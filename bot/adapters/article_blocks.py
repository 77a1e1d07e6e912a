"""Holds an extraction against the page's blocks: what stands beside the article goes, what stands within it comes back.

It judges by structure (where a block stands, what is around it, what it's built like) and by the label above a section.
`arranged` never gives up most of what was found: where the page seems to say so, the extraction stands as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from bot.adapters.page_blocks import Block, Place, bare
from bot.news.boilerplate import is_section_label
from bot.news.text import CJK, word_set

PROSE_ENDS = re.compile(r"[.!?。！？…:：][\"”’'»」』）)\]]*$")

LEAST_PROSE = 60
"""The least weight of a paragraph: a short sentence, or 20 Chinese characters."""

_MOST = 0.4
"""Share of the found text up to which a section can stand beside the article by its label: comments are long."""

_MOST_NAMED = 0.25
"""The same for an element whose name alone says so."""

_KEPT_AT_LEAST = 0.6
"""Share of the found text under which the page's word against it isn't believed."""


_KEPT_OF_MUCH = 0.4
_SHOWN = word_set("blockquote pre table tbody code")
"""Tags of text that a figure may hold as the article's own."""

_NO_ROOFS = word_set("p blockquote li dd pre")
_LISTS = word_set("ul ol dl details")
_NO_PICTURES = word_set("p li td th h1 h2 h3 h4 body main article")
_LONGEST_CAPTION = 250
_LONGEST_LINK = 200
_MOST_LINKS = 5
"""Items of a list of links that lead away; longer ones are what an article collects."""
_MANY = 1
_MOST_LABELS = 6
_TIGHT = 0.75
"""Share of a place's text that must be the article's for the rest of its paragraphs to be taken for the article's."""

_ARTICLE = 800
"""Weight of three paragraphs."""


def weight(text: str) -> int:
    return len(text) + 2 * len(CJK.findall(text))


def is_prose(text: str) -> bool:
    return weight(text) >= LEAST_PROSE and PROSE_ENDS.search(text) is not None


def is_told(block: Block) -> bool:
    """A paragraph of prose that is no link."""
    return block.links < len(block.text) / 3 and is_prose(block.text)


def arranged(found: str, blocks: Sequence[Block]) -> str:
    """`found` without its lines that stand beside the article on the page, and with what it lacks in between."""
    lines = [line for line in found.splitlines() if line.strip()]
    page = _Page(blocks, lines)
    if not page.is_known:
        return found
    dropped = page.dropped()
    if not page.is_enough(page.found - dropped):
        dropped = set()
    return "\n".join(page.told(dropped, page.lacking(dropped)))


@dataclass(eq=False)
class _Page:
    blocks: Sequence[Block]
    lines: Sequence[str]

    @cached_property
    def where(self) -> list[list[int]]:
        """For each line, the blocks that it's made of."""
        return list(_whereabouts(self.lines, self.blocks))

    @cached_property
    def found(self) -> set[int]:
        return {at for places in self.where for at in places}

    @cached_property
    def weights(self) -> list[int]:
        return [weight(block.text) for block in self.blocks]

    @cached_property
    def unlinked(self) -> list[int]:
        """Their weights without what is a link."""
        return [max(0, whole - block.links) for block, whole in zip(self.blocks, self.weights, strict=True)]

    @cached_property
    def prose(self) -> list[bool]:
        return [is_told(block) for block in self.blocks]

    @cached_property
    def total(self) -> int:
        return sum(self.unlinked[at] for at in self.found)

    @property
    def is_known(self) -> bool:
        """Nearly all that was found is found on the page again, too."""
        lost = sum(weight(line) for line, places in zip(self.lines, self.where, strict=True) if not places)
        return bool(self.found) and lost <= 0.1 * sum(map(weight, self.lines))

    @cached_property
    def all_under(self) -> Counter[Place]:
        return _under(self.blocks, self.weights, range(len(self.blocks)))

    @cached_property
    def found_under(self) -> Counter[Place]:
        return _under(self.blocks, self.unlinked, self.found)

    @cached_property
    def title(self) -> int | None:
        heads = [at for at, block in enumerate(self.blocks) if block.tag == "h1"]
        return heads[0] if len(heads) == 1 else None

    def is_inside(self, at: int, roof: Place) -> bool:
        return any(place is roof for place in self.blocks[at].place.way_up())

    def may_go(self, place: Place, most: float) -> bool:
        if self.title is not None and self.is_inside(self.title, place):
            return False
        return self.found_under[place] <= most * self.total

    def is_enough(self, kept: set[int]) -> bool:
        """Most of what was found, or a whole article though much more stood around it."""
        held = sum(self.unlinked[at] for at in kept)
        if held >= _KEPT_AT_LEAST * self.total or (self.is_poured and any(self.prose[at] for at in kept)):
            return True
        return held >= max(_ARTICLE, _KEPT_OF_MUCH * self.total) and sum(self.prose[at] for at in kept) > 2

    # --- What goes ----------------------------------------------------------------------------------------------------

    def dropped(self) -> set[int]:
        gone = {at for at in range(len(self.blocks)) if self._is_beside(at)}
        gone |= set(self._poured_in(gone))
        gone |= set(self._outside(gone))
        gone |= set(self._links_at_end(gone))
        gone |= set(self._captions(gone))
        gone |= set(self._links_within(gone))
        gone |= set(self._repeated(gone))
        gone |= set(self._above_text(gone))
        gone |= set(self._notes_at_end(gone))
        gone |= set(self._headings_at_end(gone))
        return gone

    @cached_property
    def _beside(self) -> set[Place]:
        """Places beside the article by their name, by the label above them or by what is asked for in them."""
        named = {place for block in self.blocks for place in block.place.way_up() if place.beside}
        return {place for place in named if self.may_go(place, _MOST_NAMED)} | set(self._labelled())

    def _is_beside(self, at: int) -> bool:
        inside = list(self.blocks[at].place.way_up())
        tags = {place.element.tag for place in inside}
        return any(place in self._beside for place in inside) or ("figure" in tags and tags.isdisjoint(_SHOWN))

    def _labelled(self) -> Iterator[Place]:
        """Sections under a label such as "Related" or "12 comments": the largest element that begins with it."""
        first: dict[Place, int] = {}
        for at, block in enumerate(self.blocks):
            for place in block.place.way_up():
                first.setdefault(place, at)
        for at, block in enumerate(self.blocks):
            if is_section_label(block.text):
                for place in block.place.way_up():
                    if first[place] != at or not self.may_go(place, _MOST):
                        break
                    if self.all_under[place] > self.weights[at]:
                        yield place

    @cached_property
    def home(self) -> Place | None:
        """The smallest place that holds most of the found prose: what belongs to one text stands under one roof."""
        told = [at for at in self.found if self.prose[at] and not self._is_beside(at)]
        under = _under(self.blocks, self.weights, told)
        total = sum(self.weights[at] for at in told)
        roofs = [place for place, held in under.items() if held >= 0.7 * total and place.element.tag not in _NO_ROOFS]
        return min(roofs, key=lambda place: (under[place], -len(list(place.way_up()))), default=None)

    @property
    def is_poured(self) -> bool:
        """One line holds all the text of the page: trafilatura found no article in it."""
        return len(self.lines) == 1 and len(self.where[0]) > _MANY

    def _poured_in(self, gone: set[int]) -> Iterator[int]:
        for at in self.found - gone if self.is_poured else ():
            stays = self.home is not None and self.is_inside(at, self.home)
            if not self.prose[at] and (not stays or self.blocks[at].links > len(self.blocks[at].text) / 3):
                yield at

    def _outside(self, gone: set[int]) -> Iterator[int]:
        """What was found before the title, or after the text in another kind of place."""
        if (home := self.home) is None:
            return
        inside = [at for at in self.found if self.is_inside(at, home)]
        start = self.title if self.title is not None and self.title <= min(inside) else min(inside)
        for at in self.found - gone:
            if at < start and not self.is_inside(at, home) and (self.title is not None or self._is_label(at)):
                yield at
        after = [at for at in self.found - gone if at > max(inside) and not self._is_like_home(at, home)]
        if self.is_poured or sum(self.weights[at] for at in after) <= _MOST_NAMED * self.total:
            yield from after

    def _is_like_home(self, at: int, home: Place) -> bool:
        return any(place.kind == home.kind and home.kind[1] for place in self.blocks[at].place.way_up())

    def _links_at_end(self, gone: set[int]) -> Iterator[int]:
        """Teasers of other articles: what is a link as a whole, after the last paragraph."""
        last = max((at for at in self.found - gone if self.prose[at]), default=len(self.blocks))
        for at in self.found - gone:
            if at > last and self.blocks[at].links >= 0.8 * len(self.blocks[at].text):
                yield at

    def _headings_at_end(self, gone: set[int]) -> Iterator[int]:
        """Headings of what was left out."""
        kept = sorted(self.found - gone)
        for at in reversed(kept[3:]):
            if not self.blocks[at].is_heading or self.blocks[at].tag == "dt":
                return
            yield at

    def _captions(self, gone: set[int]) -> Iterator[int]:
        for at in self.found - gone:
            block = self.blocks[at]
            small = block.beside_picture and self.weights[at] <= 300 and block.stressed >= 0.6 * len(block.text)
            if small or any(self._is_picture(place) for place in block.place.way_up()):
                yield at

    def _is_picture(self, place: Place) -> bool:
        """A picture and at most a caption of two sentences, in a box unlike those that hold the text."""
        if not place.pictured or place.element.tag in _NO_PICTURES or self.all_under[place] > _LONGEST_CAPTION:
            return False
        return place.kind[1] != "" and place.kind not in self._kinds_of_text

    @cached_property
    def _kinds_of_text(self) -> set[tuple[str, str]]:
        return {
            place.kind
            for at in self.found
            if self.prose[at]
            for place in self.blocks[at].place.way_up()
            if not place.pictured
        }

    def _links_within(self, gone: set[int]) -> Iterator[int]:
        """A paragraph that is a link as a whole, and lists of nothing but links, lead to other articles."""
        kept = sorted(self.found - gone)
        if sum(self.prose[at] for at in kept) < 3:
            return
        for before, at in pairwise(kept):
            block = self.blocks[at]
            announced = self.blocks[before].text.endswith((":", "："))
            alone = block.tag != "li" or self._is_list_of_links(block.place.above)
            if self._is_link(at) and alone and not (announced or block.is_heading or block.inside("table")):
                yield at

    def _is_link(self, at: int) -> bool:
        block = self.blocks[at]
        return block.links >= 0.7 * len(block.text) and len(block.text) <= _LONGEST_LINK

    def _is_list_of_links(self, place: Place | None) -> bool:
        items = [at for at in self.found if self.blocks[at].place.above is place]
        return len(items) <= _MOST_LINKS and all(self._is_link(at) for at in items)

    def _repeated(self, gone: set[int]) -> Iterator[int]:
        """Pulled quotes: what stands in a longer paragraph, too, and is set otherwise."""
        kept = sorted(self.found - gone)
        told = "\n".join(self.blocks[at].bare for at in kept)
        for at in kept:
            block = self.blocks[at]
            if block.is_heading or not 20 <= len(block.bare) <= 300 or self._is_listed(block):
                continue
            if told.count(block.bare) > 1 and any(_is_quoted_in(block, self.blocks[other]) for other in kept):
                yield at

    def _above_text(self, gone: set[int]) -> Iterator[int]:
        """Labels, names and times between the title and the first paragraph, where they're few."""
        kept = sorted(self.found - gone)
        told = [at for at in kept if self.prose[at]]
        if len(told) < (2 if self.title is None else 1):
            return
        above = [at for at in kept if at < told[0] and self._is_label(at)]
        if sum(self.weights[at] for at in above) <= 0.1 * self.total or len(told) == 1:
            yield from above if len(above) <= _MOST_LABELS else []

    def _is_label(self, at: int) -> bool:
        block = self.blocks[at]
        short = self.weights[at] <= 80 and not PROSE_ENDS.search(block.text)
        return short and not block.is_heading and not self._is_listed(block)

    def _is_listed(self, block: Block) -> bool:
        """An item of a list or a cell of a table within the text, where short is no sign of a label."""
        for place in block.place.way_up():
            if place is self.home:
                return False
            if place.element.tag in ("li", "table", "dl", "pre"):
                return self.home is None or all(up is not place for up in self.home.way_up())
        return False

    def _notes_at_end(self, gone: set[int]) -> Iterator[int]:
        """Notes on the author or the text: paragraphs at the end that are set in italics as a whole."""
        kept = sorted(self.found - gone)
        for at in reversed(kept[3:][-3:]):
            block = self.blocks[at]
            if block.stressed < 0.9 * len(block.text) or self.weights[at] > 600 or block.text[0] in '“"„«「^':
                return
            yield at

    # --- What comes back ----------------------------------------------------------------------------------------------

    def lacking(self, dropped: set[int]) -> set[int]:
        """Paragraphs, headings and items that stand within the article and weren't found."""
        home = self.home
        kept = self.found - dropped
        if home is None or not kept:
            return set()
        inside = [at for at in range(len(self.blocks)) if at not in dropped and self.is_inside(at, home)]
        lacking = {at for at in inside if at not in kept and self._may_come(at)}
        held = kept & set(inside)
        if not held:
            return set()
        first = min((at for at in held if self.prose[at]), default=min(held))
        near = {at for at in lacking if first < at < max(held)}
        if self._share(held | lacking, home) >= _TIGHT:
            near = {at for at in lacking if at > first or self.prose[at]}
        return {at for at in near if not self.blocks[at].is_heading or self._heads(at, near | held)}

    def _share(self, chosen: set[int], home: Place) -> float:
        return sum(self.weights[at] for at in chosen) / max(1, self.all_under[home])

    def _may_come(self, at: int) -> bool:
        block = self.blocks[at]
        if self._is_beside(at) or block.tag in ("h1", "td", "th", "caption") or block.inside("table"):
            return False
        if block.links > len(block.text) / 3 or block.beside_picture or self._is_apart(block):
            return False
        if block.is_heading:
            return len(block.text) <= 150
        return self.prose[at] or (block.tag == "li" and self.weights[at] >= 20)

    def _is_apart(self, block: Block) -> bool:
        """Within the article, but in a box that holds nothing of it, and is unlike those that do."""
        for place in block.place.way_up():
            if place is self.home or place in self.found_under:
                return False
            if place.element.tag == "article":
                return True
            if place is not block.place and place.element.tag not in _LISTS and place.kind not in self._kinds:
                return True
        return False

    @cached_property
    def _kinds(self) -> set[tuple[str, str]]:
        """What the boxes are like that hold the found text."""
        return {place.kind for place in self.found_under}

    def _heads(self, at: int, others: set[int]) -> bool:
        """Something of the article follows before the next heading."""
        return any(near in others and not self.blocks[near].is_heading for near in (at + 1, at + 2))

    # --- Told again ---------------------------------------------------------------------------------------------------

    def told(self, dropped: set[int], lacking: set[int]) -> Iterator[str]:
        """Lines in the page's order; a line of which a part goes is told by the blocks that stay."""
        placed: list[tuple[int, str]] = [(at, self.blocks[at].text) for at in lacking]
        last = -1
        for line, places in zip(self.lines, self.where, strict=True):
            last = min(places, default=last)
            if not places or not (self.is_poured or dropped.intersection(places) or self._says_more(line, places)):
                placed.append((last, line))
            else:
                placed += [(at, self.blocks[at].text) for at in places if at not in dropped]
        yield from (line for _, line in sorted(placed, key=lambda one: one[0]))

    def _says_more(self, line: str, places: Sequence[int]) -> bool:
        """The line holds what the page's blocks leave out: a footnote, a button."""
        return len(bare(line)) > sum(len(self.blocks[at].bare) for at in places)


def _is_quoted_in(block: Block, other: Block) -> bool:
    return len(other.bare) > 1.3 * len(block.bare) and block.bare in other.bare and block.place.kind != other.place.kind


def _under(blocks: Sequence[Block], weights: Sequence[int], chosen: Iterable[int]) -> Counter[Place]:
    under: Counter[Place] = Counter()
    for at in chosen:
        for place in blocks[at].place.way_up():
            under[place] += weights[at]
    return under


_SHORT = 20
"""Letters under which a line must be a whole block to be taken for it."""


def _whereabouts(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[list[int]]:
    starts = list(accumulate((len(block.bare) for block in blocks), initial=0))[:-1]
    joined = "".join(block.bare for block in blocks)
    by_text: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        by_text.setdefault(block.bare, []).append(number)
    reached = 0
    for line in lines:
        letters = bare(line)
        if same := by_text.get(letters):
            at = next((at for at in same if starts[at] >= reached), same[-1])
            reached = starts[at] + len(letters)
            yield [at]
        elif len(letters) < _SHORT:
            yield []
        else:
            at = joined.find(letters, reached)
            at = at if at >= 0 else joined.find(letters)
            if at < 0:
                yield _parts(letters, blocks)
            else:
                reached = at + len(letters)
                yield list(range(bisect_right(starts, at) - 1, bisect_right(starts, reached - 1)))


def _parts(letters: str, blocks: Sequence[Block]) -> list[int]:
    """The blocks that a line holds among other things, where they are most of it."""
    held = [at for at, block in enumerate(blocks) if len(block.bare) >= _SHORT and block.bare in letters]
    return held if sum(len(blocks[at].bare) for at in held) >= 0.6 * len(letters) else []
