"""A server's memory holds the keys of whom it is answering, and nobody else's (T13)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.trust.frame import show, without_privilege
from tests.trust.t13_keys_in_memory import Server, after_answers, server, while_answering, why_not


@pytest.fixture(scope="module")
def there() -> Iterator[Server]:
    if why := why_not():
        without_privilege(why)
    with server() as running:
        yield running


def test_while_one_agency_is_answered_no_key_of_another_is_there(there: Server) -> None:
    keys, megabytes = while_answering(there)
    show("T13", "keys of another agency looked for in the server's memory", keys, f"0 found in {megabytes:.0f} MB")


def test_once_both_were_answered_no_key_is_there(there: Server) -> None:
    show("T13", "keys looked for in memory after six answers", after_answers(there), "0 found")
