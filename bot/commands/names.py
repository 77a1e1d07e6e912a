"""The registry as people look at it."""

from __future__ import annotations

from typing import Any

from bot.commands.profile import UnknownName
from bot.news.countries import country_name
from bot.news.names import Registry


def names_json(registry: Registry) -> dict[str, Any]:
    """All companies and model families, by name."""
    return {
        "companies": [company_json(registry, name) for name in sorted(registry.companies, key=str.casefold)],
        "families": [family_json(registry, name) for name in sorted(registry.families, key=str.casefold)],
    }


def company_json(registry: Registry, name: str) -> dict[str, Any]:
    company = registry.companies[name]
    made = sorted(f.name for f in registry.families.values() if f.company == name)
    return {
        "name": name,
        "type": "company",
        "kind": company.kind,
        "country": country_name(company.country),
        "owner": company.owner,
        "aliases": list(company.aliases),
        "families": made,
    }


def family_json(registry: Registry, name: str) -> dict[str, Any]:
    family = registry.families[name]
    return {"name": name, "type": "model", "company": family.company, "aliases": list(family.aliases)}


def show_name(registry: Registry, name: str) -> dict[str, Any]:
    """One name with all that the registry has on it; a version shows its family. Raises UnknownName."""
    found = registry.canonical(name)
    if found is None:
        raise UnknownName(name, registry.suggest(name, 3))
    type_, canonical = found
    if type_ == "company" and canonical in registry.companies:
        both = {"also_family": family_json(registry, canonical)} if canonical in registry.families else {}
        return company_json(registry, canonical) | both
    family = registry.family_of(canonical)
    if canonical in registry.families or family is None:
        return family_json(registry, canonical)
    return family_json(registry, family.name) | {"version": canonical}
