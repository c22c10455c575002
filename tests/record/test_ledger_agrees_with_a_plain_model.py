"""What stands of a ledger is what a person with paper and pencil would find."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.law.facts import FACTS, Value, as_moment
from asylia.record.standing import Entry, Interval, Precision, read, standing, written

START = datetime(2026, 1, 1, tzinfo=UTC)
KEYS = ("fear.return", "asylum.state", "purpose.type", "person.declared_age", "proc.hearing_date")
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "fear.return": st.booleans(),
    "asylum.state": st.sampled_from([word for word in FACTS["asylum.state"].values if word != "unknown"]),
    "purpose.type": st.frozensets(st.sampled_from(FACTS["purpose.type"].values[:4]), min_size=1),
    "person.declared_age": st.floats(0, 120, allow_nan=False),
    "proc.hearing_date": st.dates(date(2020, 1, 1), date(2030, 1, 1)),
}


def a_month_before(when: datetime, precision: Precision) -> Interval:
    return Interval(when - timedelta(days=30), when, precision)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Up to a dozen entries, each superseding some earlier ones of its key."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        key = draw(st.sampled_from(KEYS))
        value = draw(st.none() | VALUES[key])
        earlier = [entry.id for entry in entries if entry.key == key]
        when = START + timedelta(days=draw(st.integers(0, 50)))
        entries.append(
            Entry(
                id=UUID(int=draw(st.integers(1, 2**64)) << 16 | number),
                key=key,
                value=value,
                closed="" if value is not None else draw(st.sampled_from(["", "asked", "declined", "denied"])),
                source=draw(st.sampled_from(["person", "document", "third_party"])),
                certainty="stated",
                recorded_at=when,
                when_true=draw(
                    st.none() | st.sampled_from([a_month_before(when, "month"), a_month_before(when, "minute")])
                ),
                supersedes=draw(st.frozensets(st.sampled_from(earlier))) if earlier else frozenset(),
            )
        )
    return entries


def not_superseded(ledger: list[Entry], key: str) -> list[Entry]:
    return [one for one in ledger if one.key == key and not any(one.id in other.supersedes for other in ledger)]


@given(ledgers())
def test_it_is_known_exactly_where_all_that_stands_agrees(ledger: list[Entry]) -> None:
    found = standing(ledger)
    for key in KEYS:
        told = [one.value for one in not_superseded(ledger, key) if one.value is not None]
        if key == "purpose.type":
            sets = [value for value in told if isinstance(value, frozenset)]
            expected: Value | None = frozenset().union(*sets) if sets else None
        else:
            expected = told[0] if told and all(value == told[0] for value in told) else None
        assert found.known[key] == expected


@given(ledgers())
def test_a_contradiction_is_unknown_and_all_of_it_is_shown(ledger: list[Entry]) -> None:
    found = standing(ledger)
    for key, told in found.contradictions.items():
        assert found.known[key] is None
        assert len({entry.value for entry in told}) > 1
        assert {entry.id for entry in told} == {one.id for one in not_superseded(ledger, key) if one.value is not None}


@given(ledgers(), st.randoms())
def test_the_order_of_entries_changes_nothing(ledger: list[Entry], random: object) -> None:
    mixed = list(ledger)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert standing(mixed) == standing(ledger)


@given(ledgers(), st.sampled_from(KEYS))
def test_what_is_told_of_one_thing_changes_nothing_else(ledger: list[Entry], key: str) -> None:
    alone = standing([entry for entry in ledger if entry.key == key]).known
    among = standing(ledger).known
    assert among[key] == alone[key]
    assert among.at.get(key) == alone.at.get(key)
    assert (key in among.closed) == (key in alone.closed)


@given(ledgers())
def test_it_is_closed_only_while_it_is_not_known(ledger: list[Entry]) -> None:
    found = standing(ledger)
    for key in KEYS:
        entries = not_superseded(ledger, key)
        closed = found.known[key] is None and any(entry.closed for entry in entries)
        assert (key in found.known.closed) == closed


@given(ledgers())
def test_a_clock_starts_no_later_than_any_entry_that_stands_behind_it(ledger: list[Entry]) -> None:
    known = standing(ledger).known
    assert set(known.at) == set(known.facts)
    for key, at in known.at.items():
        for entry in not_superseded(ledger, key):
            if entry.value is not None:
                assert as_moment(at) <= as_moment(entry.at)
                assert as_moment(entry.at) <= entry.recorded_at


@given(ledgers(), st.data())
def test_superseding_all_that_stands_leaves_the_new_word_alone(ledger: list[Entry], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(KEYS))
    value = data.draw(VALUES[key])
    last = Entry(
        UUID(int=7), key, value, "", "document", "verified", START + timedelta(days=60),
        supersedes=frozenset(entry.id for entry in not_superseded(ledger, key)),
    )  # fmt: skip
    found = standing([*ledger, last])
    assert found.known[key] == value
    assert key not in found.contradictions


@pytest.mark.parametrize("key", KEYS)
def test_a_value_is_read_as_it_was_written(key: str) -> None:
    @given(VALUES[key])
    def check(value: Value) -> None:
        assert read(key, written(value)) == value

    check()


def test_an_interval_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="ends at its beginning or later"):
        Interval(START, START - timedelta(seconds=1), "day")


def test_a_day_is_told_as_a_day_and_a_minute_as_a_moment() -> None:
    entry = Entry(UUID(int=1), "fear.return", True, "", "person", "stated", START)
    assert entry.at == START
    assert replace(entry, when_true=Interval(START, START, "day")).at == date(2026, 1, 1)
    assert replace(entry, when_true=Interval(START, START, "minute")).at == START
