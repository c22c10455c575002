"""What was done and its event are kept together or not at all; a refusal leaves its event and nothing else (R32)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, IntegrityError, connection, transaction

from asylia.audit.chain import ITEMS, ChainError, verify
from asylia.audit.log import Answer, LogUnwritable, NothingLogged, logged
from asylia.record.cases import give_access, open_case
from asylia.record.models import Case
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.audit.chains import chain_of
from tests.audit.conftest import Two
from tests.record.agencies import NOW, Someone


class Refusal(Answer):
    """An answer of a room above."""


def cases_of(someone: Someone) -> int:
    with acting_as(someone):
        return Case.objects.count()


def test_what_was_done_and_its_events_are_kept_in_order(two: Two) -> None:
    with logged(two.lead, NOW) as log:
        log.add(action="read", allowed=True, rule="by_role", case=two.code, area="A", purpose="casework", role="CW",
                items=["name.1", "birth"])  # fmt: skip
        open_case(two.lead, NOW)
        log.add(action="case.open", allowed=True, rule="by_duty")
    with logged(two.lead, NOW) as log:
        log.add(action="read", allowed=False, rule="not_seen", case=two.code, area="D")
    chain = chain_of(two.lead)
    verify(chain, str(two.lead.agency))
    assert [(link.event.action, link.event.area, link.event.allowed) for link in chain] == [
        ("read", "A", True), ("case.open", "", True), ("read", "D", False),
    ]  # fmt: skip
    assert chain[0].event.items == ("name.1", "birth")
    assert (chain[0].event.case, chain[0].event.account) == (two.code, str(two.lead.account))
    assert cases_of(two.lead) == 2


def open_one_more(someone: Someone, then: Exception | None = None) -> None:
    """Open a case, tell the log, and meet with something."""
    with logged(someone, NOW) as log:
        open_case(someone, NOW)
        log.add(action="case.open", allowed=not isinstance(then, Answer), rule="by_duty")
        if then is not None:
            raise then


def test_a_refusal_goes_on_its_event_is_kept_and_what_was_half_done_is_not(two: Two) -> None:
    with pytest.raises(Refusal):
        open_one_more(two.lead, Refusal())
    assert [link.event.allowed for link in chain_of(two.lead)] == [False]
    assert cases_of(two.lead) == 1


def refused_by_the_database(someone: Someone) -> None:
    with logged(someone, NOW) as log:
        log.add(action="case.open", allowed=False, rule="no_role")
        try:
            connection.cursor().execute("SELECT 1/0")
        except Error:
            raise Refusal from None


def test_a_refusal_after_a_statement_that_failed_is_kept_too(two: Two) -> None:
    with pytest.raises(Refusal):
        refused_by_the_database(two.lead)
    assert len(chain_of(two.lead)) == 1


def test_any_other_error_leaves_neither_event_nor_row(two: Two) -> None:
    with pytest.raises(ZeroDivisionError):
        open_one_more(two.lead, ZeroDivisionError())
    assert chain_of(two.lead) == []
    assert cases_of(two.lead) == 1


def let_in_an_agency_that_is_none(someone: Someone) -> None:
    """The database looks at what a row refers to at the end of the transaction only."""
    with logged(someone, NOW) as log:
        log.add(action="case.share", allowed=True, rule="by_duty")
        give_access(someone, Case.objects.get().id, uuid4(), "A", None, NOW)


def test_what_the_database_would_refuse_at_the_end_is_no_fault_of_the_log(two: Two) -> None:
    with pytest.raises(IntegrityError):
        let_in_an_agency_that_is_none(two.lead)
    assert chain_of(two.lead) == []


@pytest.mark.parametrize("then", [None, Refusal()])
def test_a_log_that_cannot_be_written_leaves_nothing_done(tables: Databases, two: Two, then: Exception | None) -> None:
    with tables.connect("owner") as owner:
        owner.execute("REVOKE EXECUTE ON FUNCTION asylia_log FROM asylia_app")
    try:
        with pytest.raises(LogUnwritable, match="nothing was changed"):
            open_one_more(two.lead, then)
    finally:
        with tables.connect("owner") as owner:
            owner.execute("GRANT EXECUTE ON FUNCTION asylia_log TO asylia_app")
    assert chain_of(two.lead) == []
    assert cases_of(two.lead) == 1


def test_whoever_tells_the_log_nothing_does_nothing(two: Two) -> None:
    with pytest.raises(NothingLogged), logged(two.lead, NOW):
        open_case(two.lead, NOW)
    assert cases_of(two.lead) == 1


def test_it_is_no_part_of_another_transaction(two: Two) -> None:
    with pytest.raises(RuntimeError), transaction.atomic(), logged(two.lead, NOW):
        pass


def test_a_list_of_any_length_is_kept_whole(two: Two) -> None:
    codes = [f"field.{number}" for number in range(2 * ITEMS + 1)]
    with logged(two.lead, NOW) as log:
        log.add(action="read", allowed=True, rule="by_role", area="queue", items=codes)
    chain = chain_of(two.lead)
    assert [len(link.event.items) for link in chain] == [ITEMS, ITEMS, 1]
    assert [item for link in chain for item in link.event.items] == codes


@pytest.mark.parametrize("typed", ["Mira", "HK3T-9WDM-2XP4", "Mira of Kestria", "ميرا", "../etc"])
def test_what_someone_typed_in_place_of_a_code_is_not_kept(two: Two, typed: str) -> None:
    with logged(two.lead, NOW) as log:
        log.add(action="read", allowed=False, rule="no_such_case", case=typed, area="frame")
    assert [link.event.case for link in chain_of(two.lead)] == [""]


def look(someone: Someone, items: list[str]) -> None:
    with logged(someone, NOW) as log:
        open_case(someone, NOW)
        log.add(action="read", allowed=True, rule="by_role", items=items)


def test_content_in_any_other_place_stops_the_action(two: Two) -> None:
    with pytest.raises(ChainError):
        look(two.lead, ["Mira of Kestria"])
    assert cases_of(two.lead) == 1


def test_a_clock_set_back_is_told_as_it_was_and_the_chain_is_whole(two: Two) -> None:
    for hours in (0, -5, 1):
        with logged(two.lead, NOW + timedelta(hours=hours)) as log:
            log.add(action="read", allowed=True, rule="by_role")
    chain = chain_of(two.lead)
    assert [link.event.at for link in chain] == [NOW + timedelta(hours=hours) for hours in (0, -5, 1)]
    verify(chain, str(two.lead.agency))
