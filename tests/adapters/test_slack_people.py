"""Who may manage a channel in Slack: full members of this workspace, nobody else."""

from __future__ import annotations

import pytest

from bot.adapters.slack_people import read_person


def user(**more: object) -> dict[str, object]:
    return {"id": "U1", "team_id": "T1", "name": "ada", "tz": "Asia/Tokyo", "locale": "de-DE", **more}


def test_a_persons_zone_and_language_come_from_their_profile() -> None:
    person = read_person(user(profile={"display_name": "Ada L."}), "T1")
    assert (person.name, person.zone, person.language) == ("Ada L.", "Asia/Tokyo", "de")
    assert person.full and not person.admin


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted"])
def test_guests_strangers_and_bots_are_no_full_members(flag: str) -> None:
    assert not read_person(user(**{flag: True}), "T1").full


def test_somebody_of_another_workspace_is_no_member_here_even_as_its_admin() -> None:
    person = read_person(user(team_id="T2", is_admin=True, is_owner=True), "T1")
    assert not person.full and not person.admin


def test_in_an_organisation_a_person_belongs_to_several_workspaces() -> None:
    person = read_person(user(team_id="T2", enterprise_user={"enterprise_id": "E1", "teams": ["T1", "T2"]}), "T1")
    assert person.full
