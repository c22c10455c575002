"""The page of a refusal by the law, which is a help: what, for whose protection, by what, what clears it, what instead.

Why something is barred is for few. Whoever does not see the reasons in the case is told by the door that it is barred,
and no rule, no question and no provision: each of them would tell of what is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.audit.log import logged
from asylia.casework.answers import Refused
from asylia.law.rule import Block
from asylia.pages import case_words, words
from asylia.pages.cards import Card, card
from asylia.pages.case_answers import now, show
from asylia.pages.case_page import asks


@dataclass(frozen=True)
class Reason:
    """One provision that forbids it: its words, what it rests on, and the card of its rule."""

    provision: str
    basis: str
    basis_words: str
    card: Card


@dataclass(frozen=True)
class Back:
    """The way back to a form, with what was typed into it."""

    page: str
    of: tuple[str, ...]
    typed: Sequence[tuple[str, str]]


def refusal(
    request: HttpRequest, someone: SignedIn, code: str, refused: Refused, back: Back | None = None
) -> HttpResponse:
    """The page, in the measure of what this account sees of the case. back: where something was typed for it."""
    with logged(someone) as log:
        seen = look(someone, log, code, now())
    return show(request, "refused", 403, back=_way_back(back), **explained(seen, refused))


def _way_back(back: Back | None) -> Mapping[str, Any] | None:
    return {"address": reverse(back.page, args=back.of), "typed": back.typed} if back is not None else None


def explained(seen: Look, refused: Refused) -> Mapping[str, Any]:
    """What the page is given."""
    guard = refused.guard
    reasons = tuple(_reason(block, seen.country) for block in refused.reasons)
    ask = asks(seen, guard.ask) if guard.ask else None
    return {
        "code": seen.code,
        "action": words.full_action(guard.action),
        "verdict": "hold" if guard.verdict == "hold" else "hard" if guard.hard else "soft",
        "reasons": reasons,
        "binding": tuple(one for one in reasons if one.basis == "binding law"),
        "guidance": tuple(one for one in reasons if one.basis == "guidance"),
        "policy": tuple(one for one in reasons if one.basis not in ("binding law", "guidance")),
        "ask": {"key": ask, "text": words.question(ask)} if ask else None,
        "instead": case_words.instead(guard.action),
        "tasks": tuple(_(row.what) for row in seen.tasks if row.role in seen.roles),
    }


def _reason(block: Block, country: str) -> Reason:
    return Reason(_(block.provision), block.rests_on, _(words.RESTS_ON[block.rests_on]), card(block.rule, country))
