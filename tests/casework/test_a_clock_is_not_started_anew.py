"""What is due stays due when it was: writing more into a case moves no deadline back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from asylia.casework.door import perform
from asylia.record.models import Deadline
from asylia.record.rows import acting_as
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, now, signed_in

pytestmark = pytest.mark.django_db

HELD_CHILD = {"det.held": "yes", "person.declared_age": "16", "fear.return": "yes"}


def test_later_the_same_is_due_at_the_same_time(lead: FoundedAgency) -> None:
    worker = signed_in(lead["CW"])
    code = do(worker, "case.open", None, role="CW", country="XB", facts=HELD_CHILD).code
    with acting_as(worker):
        before = due()
    assert {by for _, _, by in before} >= {"assessment", "det.held"}
    later = {"facts": {"safety.threat": "unknown"}}
    perform(worker, "facts.add", code, later, key=uuid4(), now=now() + timedelta(minutes=5))
    with acting_as(worker):
        assert due() == before
        assert not Deadline.objects.filter(ended__isnull=False).exists()


def due() -> set[tuple[str, object, str]]:
    return {(row.what, row.due, row.started_by) for row in Deadline.objects.filter(ended__isnull=True)}
