"""A register's columns are read as the same answers are read when they come alone, whatever their type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest

from asylia.law import LAW, FactError, read_facts
from asylia.law.frame import ID, assess_frame, read_register
from tests.law.random_people import ON

KABUL = timezone(timedelta(hours=4, minutes=30))


def states(column: pl.Series, finding: str) -> list[str]:
    return assess_frame(column.to_frame(), LAW, ON).get_column(finding).to_list()


def one_by_one(key: str, answers: list[object], finding: str) -> list[str]:
    return [LAW.assess(read_facts({key: answer}, ON), ON).findings[finding] for answer in answers]


YES_NO = [
    pl.Series("act.recruited", [True, False, None]),
    pl.Series("act.recruited", ["yes", "no", None]),
    pl.Series("act.recruited", ["Yes", " NO ", "unknown"]),
    pl.Series("act.recruited", ["yes", "no", "asked"], dtype=pl.Categorical),
    pl.Series("act.recruited", ["yes", "no", "declined"], dtype=pl.Enum(["declined", "no", "yes"])),
]


@pytest.mark.parametrize("column", YES_NO, ids=lambda column: str(column.dtype))
def test_yes_no_and_unknown(column):
    assert states(column.alias("loc.outside_origin"), "ref.outside") == ["indicated", "not_indicated", "unknown"]


@pytest.mark.parametrize(
    "dtype",
    [pl.String, pl.Categorical, pl.Enum(["rejected_final", "recognised", "unknown", "wish_expressed"])],
    ids=str,
)
def test_words_of_a_list(dtype):
    column = pl.Series("asylum.state", ["wish_expressed", "rejected_final", "unknown", None], dtype=dtype)
    verdicts = assess_frame(column.to_frame(), LAW, ON).get_column("removal.refer").to_list()
    alone = [
        LAW.assess(read_facts({"asylum.state": answer} if answer else {}, ON), ON).guards["removal.refer"].verdict
        for answer in column
    ]
    assert verdicts == alone
    assert verdicts[0] == "refuse"


SETS = [
    pl.Series("fear.harms", [["beatings", "rape"], ["other"], [], None]),
    pl.Series("fear.harms", [["beatings", "beatings"], ["other", None], ["unknown"], None]),
    pl.Series("fear.harms", ["beatings;rape", "other", "", None]),
    pl.Series("fear.harms", ["beatings, Rape", "other", "asked", "unknown"]),
    pl.Series("fear.harms", [["beatings"], ["other"], [], None], dtype=pl.List(pl.Categorical)),
]


@pytest.mark.parametrize("column", SETS, ids=lambda column: str(column.to_list()[0]))
def test_sets_list_what_is_known_and_never_say_no(column):
    assert states(column, "ref.persecution") == ["indicated", "indicated", "unknown", "unknown"]


def test_a_word_is_not_found_inside_another_word():
    """`stateless` stands in `at_risk_of_statelessness`."""
    whole = read_register(pl.DataFrame({"person.poc": ["stateless", "at_risk_of_statelessness"]}), ON)
    assert whole.facts.get_column("person.poc").n_unique() == 2


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("person.declared_age", [17, 18, None]),
        pl.Series("person.declared_age", [17, 18, None], dtype=pl.UInt8),
        pl.Series("person.declared_age", [17.5, 18.0, float("nan")]),
        pl.Series("person.declared_age", ["17", "18", "unknown"]),
        pl.Series("person.declared_age", ["۱۷", "١٨", ""]),
    ],
    ids=lambda column: f"{column.dtype} {column.to_list()[0]}",
)
def test_numbers(column):
    frame = pl.DataFrame([column, pl.Series("person.age_doubt", [False, False, False])])
    assert assess_frame(frame, LAW, ON).get_column("child").to_list() == ["indicated", "not_indicated", "unknown"]


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("sv.last_date", [ON - timedelta(hours=120), ON - timedelta(hours=119), None]),
        pl.Series("sv.last_date", [ON - timedelta(hours=120), ON - timedelta(hours=119), None]).dt.replace_time_zone(
            None
        ),
        pl.Series("sv.last_date", [ON - timedelta(hours=120), ON - timedelta(hours=119), None]).dt.convert_time_zone(
            "Asia/Kabul"
        ),
        pl.Series("sv.last_date", [ON - timedelta(hours=120), ON - timedelta(hours=119), None]).cast(
            pl.Datetime("ns", "UTC")
        ),
        pl.Series("sv.last_date", [f"{ON - timedelta(hours=120)}", f"{ON - timedelta(hours=119)}", "asked"]),
        pl.Series(
            "sv.last_date",
            [
                (ON - timedelta(hours=hours)).astimezone(timezone(timedelta(hours=5, minutes=30))).isoformat()
                for hours in (120, 119)
            ]
            + [None],
        ),
    ],
    ids=lambda column: f"{column.dtype} {column.to_list()[0]}",
)
def test_moments_in_any_offset(column):
    register = read_register(column.to_frame(), ON)
    assert register.faults == ()
    passed = register.facts.get_column("sv.last_date") <= ON - timedelta(hours=120)
    assert passed.to_list() == [True, False, None]


@pytest.mark.parametrize(
    "column",
    [
        pl.Series("ret.wish_date", [date(2026, 2, 23), date(2026, 2, 24)]),
        pl.Series("ret.wish_date", ["2026-02-23", "2026-02-24"]),
        pl.Series("ret.wish_date", ["2026-02-23T22:00", "2026-02-24T01:00"]).str.to_datetime(),
        pl.Series(
            "ret.wish_date", [datetime(2026, 2, 22, 22, tzinfo=UTC), datetime(2026, 2, 23, 22, tzinfo=UTC)]
        ).dt.convert_time_zone("Asia/Kabul"),
    ],
    ids=lambda column: str(column.dtype),
)
def test_where_a_day_is_asked_the_hour_does_not_count(column):
    held = read_register(column.to_frame(), ON).facts.get_column("ret.wish_date")
    assert held.to_list() == [datetime(2026, 2, 23, tzinfo=UTC), datetime(2026, 2, 24, tzinfo=UTC)]


def test_a_missing_column_is_unknown_for_everybody():
    found = assess_frame(pl.DataFrame({ID: ["a", "b"]}), LAW, ON)
    nothing = LAW.assess(read_facts({}), ON)
    assert found.get_column(ID).to_list() == ["a", "b"]
    assert found.get_column("trafficking").to_list() == ["unknown", "unknown"]
    for action, guard in nothing.guards.items():
        assert found.get_column(action).to_list() == [guard.verdict] * 2


def test_a_column_of_nothing_is_unknown():
    assert states(pl.Series("loc.outside_origin", [None, None]), "ref.outside") == ["unknown", "unknown"]


def test_nobody_gives_nothing():
    found = assess_frame(pl.DataFrame({"act.recruited": []}, schema={"act.recruited": pl.Boolean}), LAW, ON)
    assert found.height == 0
    assert "trafficking" in found.columns


def test_a_scan_of_a_file_is_read_too(tmp_path):
    pl.DataFrame({"loc.outside_origin": [True, None]}).write_parquet(tmp_path / "register.parquet")
    found = assess_frame(pl.scan_parquet(tmp_path / "register.parquet"), LAW, ON)
    assert found.get_column("ref.outside").to_list() == ["indicated", "unknown"]


@pytest.mark.parametrize("day", [date(2026, 3, 2), ON.replace(tzinfo=None), ON, ON.astimezone(KABUL)], ids=str)
def test_the_day_may_be_a_day_or_a_moment(day):
    frame = pl.DataFrame({"det.since": [ON - timedelta(days=1), None], "loc.outside_origin": [True, None]})
    assert assess_frame(frame, LAW, day).get_column("ref.outside").to_list() == ["indicated", "unknown"]


WRONG = [
    pl.Series("act.recruited", [True, None, False]).cast(pl.Int8),
    pl.Series("act.recruited", ["yes", "", "perhaps"]),
    pl.Series("asylum.state", ["wish_expressed", None, "granted"]),
    pl.Series("asylum.state", [1, 2, 3]),
    pl.Series("fear.harms", [["rape"], [], ["lions"]]),
    pl.Series("fear.harms", ["rape", "", "rape;lions"]),
    pl.Series("person.declared_age", [17, None, 121]),
    pl.Series("person.declared_age", [17.0, None, -1.0]),
    pl.Series("person.declared_age", [17.0, None, float("inf")]),
    pl.Series("person.declared_age", ["17", None, "seventeen"]),
    pl.Series("person.declared_age", [True, None, False]),
    pl.Series("sv.last_date", [date(2026, 1, 1), None, date(1899, 12, 31)]),
    pl.Series("sv.last_date", ["2026-01-01", None, "2026-02-30"]),
    pl.Series("sv.last_date", [date(2026, 1, 1), None, date(2027, 1, 1)]),
    pl.Series("sv.last_date", [20260101, None, 20260102]),
]


@pytest.mark.parametrize("column", WRONG, ids=lambda column: f"{column.name} {column.to_list()[-1]}")
def test_a_wrong_answer_is_refused_as_it_is_when_it_comes_alone(column):
    answer = column.to_list()[-1]
    with pytest.raises(FactError) as alone:
        read_facts({column.name: answer}, ON)
    with pytest.raises(FactError) as in_register:
        assess_frame(column.to_frame(), LAW, ON)
    assert str(in_register.value).startswith(str(alone.value))
    assert "first in row" in str(in_register.value)


def test_a_message_names_the_row_and_repeats_nothing():
    with pytest.raises(FactError) as raised:
        assess_frame(pl.DataFrame({"act.recruited": ["yes", "no", "Mira said so"]}), LAW, ON)
    assert str(raised.value).startswith("act.recruited: expected one of: yes, no")
    assert str(raised.value).endswith("(first in row 3)")
    assert "Mira" not in str(raised.value)


def test_a_limit_may_lie_ahead():
    frame = pl.DataFrame({"claim.limit_date": [date(2027, 1, 1)]})
    assert read_register(frame, ON).faults == ()


def test_a_column_that_is_no_fact_is_refused():
    with pytest.raises(FactError, match=r"act.recuited.*did you mean “act.recruited”"):
        assess_frame(pl.DataFrame({"act.recuited": [True]}), LAW, ON)


def test_rows_with_wrong_answers_are_listed_and_can_be_left_out():
    frame = pl.DataFrame(
        {ID: ["a", "b", "c"], "loc.outside_origin": ["yes", "maybe", "no"], "person.declared_age": [20, 300, 30]}
    )
    register = read_register(frame, ON)
    assert register.faulty.to_list() == [False, True, False]
    assert [fault.reason.split(":")[0] for fault in register.faults] == ["loc.outside_origin", "person.declared_age"]
    kept = register.without_faults()
    assert kept.ids is not None
    assert kept.ids.to_list() == ["a", "c"]
    assert kept.facts.get_column("loc.outside_origin").to_list() == [True, False]
