"""No field exists without its purpose, compartment, sensitivity and retention, and none is described that does not."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from django.apps import apps
from django.db import models

from asylia.law.facts import FACTS
from asylia.record import dictionary
from asylia.record.dictionary import FIELDS, PURPOSES, SEALED, DictionaryError, sealed_field

EVERY_FIELD = {
    f"{model.__name__}.{field.name}": field
    for room in ("record", "access", "audit", "casework")
    for model in apps.get_app_config(room).get_models()
    for field in model._meta.concrete_fields
}

LISTED_WORDS = 64
"""Characters: the longest word of a closed list."""

LISTED = {"finding", "field", "version", "kind", "action", "code"}
"""What may stand once in a case: words of closed lists, and a count."""

WRITTEN_BY_ASYLIA = {"Agency.name", "Task.what", "Deadline.what", "Right.owed_by"}
"""The longer texts: names of organisations, and words of rules and country profiles."""


def test_every_field_has_an_entry_and_every_entry_a_field() -> None:
    assert set(EVERY_FIELD) == set(FIELDS)


def test_every_purpose_serves_some_field() -> None:
    served = {purpose for entry in [*FIELDS.values(), *SEALED.values()] for purpose in entry.purposes}
    assert served == set(PURPOSES)


def test_a_row_that_says_its_compartment_has_the_field_for_it() -> None:
    for name, entry in FIELDS.items():
        if entry.compartment == dictionary.BY_ROW:
            assert f"{name.partition('.')[0]}.compartment" in FIELDS


def test_nothing_written_freely_is_kept_in_clear() -> None:
    free = [
        name
        for name, field in EVERY_FIELD.items()
        if isinstance(field, models.TextField)
        or (isinstance(field, models.CharField) and (field.max_length or 0) > LISTED_WORDS)
    ]
    assert set(free) == WRITTEN_BY_ASYLIA


def test_no_personal_value_is_unique_or_indexed() -> None:
    """A unique index answers whether someone is already there, and writes the value into an error."""
    for model in apps.get_app_config("record").get_models():
        for constraint in model._meta.constraints:
            # What holds a row's own random number tells of nothing else.
            if isinstance(constraint, models.UniqueConstraint) and "id" not in constraint.fields:
                for name in constraint.fields:
                    entry = FIELDS[f"{model.__name__}.{name}"]
                    field = EVERY_FIELD[entry.name]
                    assert entry.sensitivity < 4 or field.is_relation or name in LISTED, entry
    # What staff sign in with is no name of theirs: it is partly random.
    unique = {name for name, field in EVERY_FIELD.items() if field.unique and not field.primary_key}
    assert unique <= {"Account.name"}


def test_each_fact_the_law_may_read_belongs_to_a_compartment() -> None:
    assert {fact.sensitivity for fact in FACTS.values()} <= set("ABCDEFGHIJ")


@pytest.mark.parametrize("name", ["name.1", "name.12", "birth", "channel.3"])
def test_a_sealed_field_that_is_listed_is_found(name: str) -> None:
    assert sealed_field(name).holds


@pytest.mark.parametrize(
    "name", ["name", "name.0", "name.01", "name.x", "birth.1", "diary", "", ".1", "name.1.1", "name.١"]
)
def test_a_sealed_field_that_is_not_listed_is_refused(name: str) -> None:
    with pytest.raises(DictionaryError, match="Sealed fields are: name, birth"):
        sealed_field(name)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("purposes", []),
        ("purposes", ["curiosity"]),
        ("compartment", "K"),
        ("sensitivity", 5),
        ("keep_years", -1),
        ("holds", ""),
    ],
)
def test_an_entry_that_says_too_little_or_too_much_stops_everything(key: str, value: object) -> None:
    table = tomllib.loads(files("asylia.record").joinpath("dictionary.toml").read_text("utf-8"))["TrackStep"]
    whole = {"holds": "which track", **{name: given for name, given in table.items() if name != "fields"}}
    assert dictionary._entry("TrackStep.kind", whole).sensitivity == 4
    with pytest.raises(DictionaryError, match=r"TrackStep\.kind"):
        dictionary._entry("TrackStep.kind", {**whole, key: value})
