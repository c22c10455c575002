"""Nothing that was recorded is ever changed or lost; a correction stands in its place, a contradiction beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import Error, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asylia.law.facts import FACTS, FactError
from asylia.record import models
from asylia.record.ledger import Told, entries, record, standing_of, told
from asylia.record.rows import acting_as
from asylia.record.standing import Interval
from asylia.server.database import Databases
from tests.record.agencies import NOW, Three
from tests.record.every_table import row

KEPT = [key for key, fact in FACTS.items() if not fact.derived]


def say(three: Three, *new: Told, later: int = 0) -> None:
    with acting_as(three.lead):
        record(three.case, three.lead, new, NOW + timedelta(minutes=later))


def test_what_was_told_is_known(three: Three) -> None:
    say(three, told("fear.return", "yes", "person", "stated"), told("asylum.state", "declined", "person", "stated"))
    with acting_as(three.lead):
        known = standing_of(three.case).known
    assert known["fear.return"] is True
    assert known.at["fear.return"] == NOW
    assert "asylum.state" in known.closed


def test_a_correction_stands_and_the_first_word_is_kept(three: Three) -> None:
    say(three, first := told("fear.return", "no", "third_party", "stated"))
    with acting_as(three.lead):
        before = entries(three.case)
        record(
            three.case, three.lead,
            [Told("fear.return", True, "person", "stated", supersedes=frozenset({before[0].id}))],
            NOW + timedelta(hours=1),
        )  # fmt: skip
        assert standing_of(three.case).known["fear.return"] is True
        assert [entry.value for entry in entries(three.case)] == [first.value, True]


def test_two_who_say_different_things_are_both_kept_and_the_law_knows_nothing(three: Three) -> None:
    say(three, told("fear.return", "yes", "person", "stated"))
    say(three, told("fear.return", "no", "document", "verified"), later=5)
    with acting_as(three.lead):
        found = standing_of(three.case)
    assert found.known["fear.return"] is None
    assert [(entry.source, entry.value) for entry in found.contradictions["fear.return"]] == [
        ("person", True),
        ("document", False),
    ]


def test_when_it_was_true_is_kept_as_an_interval(three: Three) -> None:
    march = Interval(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, 23, 59, tzinfo=UTC), "month")
    say(three, told("fear.return", "yes", "person", "stated", march))
    with acting_as(three.lead):
        assert entries(three.case)[0].when_true == march


@pytest.mark.parametrize("statement", ["UPDATE {} SET source = 'document'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", [models.Fact, models.IndicatorObservation])
def test_the_app_may_neither_change_nor_remove(three: Three, table: type[models.OfCase], statement: str) -> None:
    with acting_as(three.lead):
        row(table, three.lead, three.case).save(force_insert=True)
    with pytest.raises(Error, match="permission denied"), acting_as(three.lead), connection.cursor() as cursor:
        cursor.execute(statement.format(table._meta.db_table))


@pytest.mark.parametrize("statement", ["UPDATE {} SET source = 'document'", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["record_fact", "record_indicatorobservation"])
def test_even_the_owner_with_open_walls_may_not(tables: Databases, table: str, statement: str) -> None:
    with tables.connect("owner") as owner:
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"ALTER TABLE {table} DROP CONSTRAINT {owner.execute(AGENCY_KEY, [table]).fetchone()[0]}")  # type: ignore[index]
        owner.execute(f"ALTER TABLE {table} DROP CONSTRAINT {owner.execute(CASE_KEY, [table]).fetchone()[0]}")  # type: ignore[index]
        owner.execute(INSERTS[table])
        with pytest.raises(Exception, match="only grows"):
            owner.execute(statement.format(table))
        owner.rollback()


FOREIGN_KEY = (
    "SELECT conname FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1] "
    "WHERE conrelid = %s::regclass AND contype = 'f' AND a.attname = '{}'"
)
AGENCY_KEY, CASE_KEY = FOREIGN_KEY.format("agency_id"), FOREIGN_KEY.format("case_id")
INSERTS = {
    "record_fact": "INSERT INTO record_fact (id, case_id, agency_id, key, compartment, closed, source, certainty, "
    "true_precision, recorded_at, recorded_by, supersedes, contradicts) VALUES (gen_random_uuid(), gen_random_uuid(), "
    "gen_random_uuid(), 'fear.return', 'D', '', 'person', 'stated', '', now(), gen_random_uuid(), '{}', '{}')",
    "record_indicatorobservation": "INSERT INTO record_indicatorobservation (id, case_id, agency_id, indicator, "
    "compartment, closed, source, recorded_at, recorded_by, supersedes) VALUES (gen_random_uuid(), gen_random_uuid(), "
    "gen_random_uuid(), 'I-CD-01', 'C', '', 'person', now(), gen_random_uuid(), '{}')",
}


def test_a_row_points_only_to_earlier_rows_of_the_same_key(three: Three) -> None:
    say(three, told("fear.return", "yes", "person", "stated"))
    with acting_as(three.lead):
        fear = entries(three.case)[0].id
    for pointing in (
        Told("asylum.state", "registered", "person", "stated", supersedes=frozenset({fear})),
        Told("fear.return", False, "person", "stated", contradicts=frozenset({uuid4()})),
    ):
        with pytest.raises(Error, match="point only to earlier rows"):
            say(three, pointing)


def test_the_same_act_of_telling_is_recorded_once(three: Three) -> None:
    once = Told("fear.return", True, "person", "stated", id=uuid4())
    say(three, once)
    with pytest.raises(Error):
        say(three, once)
    with acting_as(three.lead):
        assert len(entries(three.case)) == 1


def test_what_the_law_works_out_is_not_recorded() -> None:
    derived = next(key for key, fact in FACTS.items() if fact.derived)
    with pytest.raises(FactError, match="works this out itself"):
        told(derived, "yes", "person", "stated")


def answers(key: str) -> st.SearchStrategy[object]:
    fact = FACTS[key]
    plain: st.SearchStrategy[object]
    if fact.type == "ternary":
        plain = st.sampled_from(["yes", "no"])
    elif fact.type == "enum":
        plain = st.sampled_from(fact.values)
    elif fact.type == "set":
        plain = st.lists(st.sampled_from(fact.values), min_size=1, unique=True)
    elif fact.type == "number":
        plain = st.floats(fact.minimum, fact.maximum, allow_nan=False)
    else:
        plain = st.dates(date(2000, 1, 1), date(2026, 1, 1))
    return plain | st.sampled_from(["unknown", "asked", "declined", "denied"])


SAYINGS = st.lists(st.sampled_from(KEPT).flatmap(lambda key: st.tuples(st.just(key), answers(key))), max_size=8)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sayings=SAYINGS)
def test_whatever_is_told_comes_back_and_no_row_is_lost(three: Three, sayings: list[tuple[str, object]]) -> None:
    new = [told(key, answer, "person", "stated") for key, answer in sayings]
    with acting_as(three.lead):
        before = {entry.id: entry for entry in entries(three.case)}
        added = record(three.case, three.lead, new, NOW)
        after = {entry.id: entry for entry in entries(three.case)}
    assert after == {**before, **{entry.id: entry for entry in added}}
    kept = [after[entry.id] for entry in added]
    assert [(one.key, one.value, one.closed) for one in kept] == [(one.key, one.value, one.closed) for one in new]
