"""The registry as the faithfulness check asks it: which names a text holds, by their canonical forms."""

from __future__ import annotations

from dataclasses import dataclass

from bot.news.names import Registry, find_mentions


@dataclass(frozen=True, slots=True)
class RegistryNames:
    registry: Registry

    def canonical_names(self, text: str) -> list[tuple[str, int, int]]:
        return [(m.name, m.start, m.end) for m in find_mentions(self.registry, "", [text])]
