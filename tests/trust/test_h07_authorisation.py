"""H7: over all roles, addresses and relations nothing hidden comes out, and nothing allowed is kept back."""

from __future__ import annotations

from tests.trust import h07_agreement
from tests.trust import h07_authorisation as h07
from tests.trust.frame import show, sized


def test_every_address_has_its_row() -> None:
    assert h07.unlisted() == []
    assert h07.gone() == []


def test_nothing_hidden_comes_out_and_nothing_allowed_is_kept_back() -> None:
    run = h07.matrix(every=sized(3, 1))
    show("H7", "requests of every role in every relation", run.requests, f"0 leaks, {run.let_through:,} looks in full")
    show("H13", "requests that decide something", run.decided, "each has its events in the log")


def test_policy_list_and_database_agree() -> None:
    show("H7", "accounts for whom policy, list and database were compared", h07_agreement.agree(), "they agree for all")
