"""However many act at once, each agency has one chain without gap or fork, and nobody waits for ever."""

from __future__ import annotations

from functools import partial

from asylia.audit.chain import verify
from asylia.audit.log import logged
from asylia.record.cases import give_access, open_case
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.audit.chains import chain_of
from tests.audit.threads import at_once
from tests.record.agencies import NOW, Someone, founded

WRITERS = 6
EACH = 25


def looks(someone: Someone, times: int, codes: tuple[str, ...] = ("",)) -> None:
    for _ in range(times):
        with logged(someone) as log:
            for code in codes:
                log.add(action="read", allowed=True, rule="by_role", case=code, area="frame")


def test_two_events_at_once_follow_one_another(tables: Databases, db: None) -> None:
    (someone,) = founded(tables, ["Lamplight"])
    colleagues = [Someone(someone.agency) for _ in range(WRITERS)]
    at_once([partial(looks, colleague, EACH) for colleague in colleagues])
    chain = chain_of(someone)
    verify(chain, str(someone.agency))
    assert [link.seq for link in chain] == list(range(1, WRITERS * EACH + 1))
    for colleague in colleagues:
        assert sum(link.event.account == str(colleague.account) for link in chain) == EACH


def given(one: Someone, other: Someone) -> tuple[str, str]:
    """A case of one agency that another may see: the code of each."""
    with acting_as(one):
        own = open_case(one, NOW)
        return own.code, give_access(one, own.case_id, other.agency, "A", None, NOW).code


def test_agencies_that_look_at_each_others_files_never_block_one_another(tables: Databases, db: None) -> None:
    people = one, other = founded(tables, ["Lamplight", "Harbour House"])
    ((mine, seen_by_other), (theirs, seen_by_one)) = at_once([partial(given, one, other), partial(given, other, one)])
    at_once(
        [partial(looks, one, EACH, (mine, seen_by_one))] * 3
        + [partial(looks, other, EACH, (seen_by_other, theirs))] * 3
    )
    for someone, code in zip(people, (mine, theirs), strict=True):
        chain = chain_of(someone)
        verify(chain, str(someone.agency))
        assert len(chain) == 3 * EACH * 2 + 3 * EACH
        assert sum(link.event.case == code for link in chain) == 6 * EACH
