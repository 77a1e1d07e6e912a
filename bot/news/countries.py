"""English names of the countries in the registry, by their two-letter codes (ISO 3166-1)."""

from __future__ import annotations

NAMES = {
    "AE": "United Arab Emirates", "AU": "Australia", "CA": "Canada", "CH": "Switzerland", "CN": "China",
    "CZ": "Czechia", "DE": "Germany", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom",
    "HK": "Hong Kong", "IE": "Ireland", "IL": "Israel", "IN": "India", "JP": "Japan", "KR": "South Korea",
    "NL": "Netherlands", "NO": "Norway", "RU": "Russia", "SA": "Saudi Arabia", "SE": "Sweden", "SG": "Singapore",
    "TW": "Taiwan", "US": "United States",
}  # fmt: skip


def country_name(code: str | None) -> str | None:
    """The name of a code; an unknown code as it is."""
    return NAMES.get(code, code) if code else None
