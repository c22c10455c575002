"""The list of the matrix: every address of Asylia with what is asked of it there, and who has to be answered what.

An address that is registered and not listed here fails the build: whoever adds one says here who may come through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.urls import get_resolver

from asylia.record.dictionary import sealed_field
from tests.access.field_table import CELLS, DOES
from tests.trust.h07_world import Relation, assigns, opens, sees_place, serves, writes

ANY_CODE = "{code}"

Allowed = Callable[[str, Relation, bool], bool]
"""Whether a role has to be let through, in this relation, where it stands in it."""


@dataclass(frozen=True)
class Ask:
    """One request. shows: whether what is seen of the case has to be in the answer, and as what.

    allowed: who is let through; None where the answer is the same for all. through: the statuses of being let through;
    refused: of not being. shows: nothing, texts (texts, days and the like), or rows (numbers of rows as well).
    ends: whether it ends the session that asks.
    """

    method: str
    path: str
    allowed: Allowed | None = None
    through: tuple[int, ...] = (200,)
    given: Mapping[str, Any] = field(default_factory=dict)
    shows: str = "nothing"
    logged: bool = True
    refused: tuple[int, ...] = (404,)
    ends: bool = False

    @property
    def is_json(self) -> bool:
        return self.path.startswith("/api/")


def may_look(role: str, relation: Relation, stands: bool) -> bool:
    return opens(role, relation, stands=stands)


def may_write(role: str, relation: Relation, stands: bool) -> bool:
    return writes(role, relation, stands=stands)


def may_write_text(field: str) -> Allowed:
    """Who may write a text: whoever is told things, for a purpose that the text serves."""

    def may(role: str, relation: Relation, stands: bool) -> bool:
        return writes(role, relation, stands=stands) and serves(role, relation, sealed_field(field).purposes)

    return may


def may_assign(role: str, relation: Relation, stands: bool) -> bool:
    return assigns(role, relation, stands=stands)


def watches(role: str, _relation: Relation, _stands: bool) -> bool:
    """Who reads the log of the own agency, whatever they are to the case."""
    return CELLS[role, "log"] == "y"


def acts(permission: str) -> Allowed:
    def may(role: str, relation: Relation, stands: bool) -> bool:
        return stands and relation.reach == "role" and permission in DOES[relation.held(role)].split()

    return may


def sees_there(place: str) -> Allowed:
    """Who sees a track: whoever sees what everybody wrote where it stands."""

    def may(role: str, relation: Relation, stands: bool) -> bool:
        return sees_place(role, relation, place, stands=stands)

    return may


REASON = "an invented danger to a life, to be acted on now"
NOBODY = {"account": "{random}", "role": "CW"}

API_CASE = "/api/cases/{code}"
PAGE = "/cases/{code}"

CASE: Mapping[str, tuple[Ask, ...]] = {
    "api/cases/<code>": (
        Ask("GET", API_CASE, may_look, shows="rows"),
        Ask("GET", API_CASE + "?purpose=statistics", None, (200, 404)),
    ),
    "api/cases/<code>/log": (Ask("GET", API_CASE + "/log", watches),),
    "api/cases/<code>/actions/facts.add": (
        Ask("POST", API_CASE + "/actions/facts.add", may_write, given={"facts": {"triage.needs_care": "yes"}}),
        Ask(
            "POST",
            API_CASE + "/actions/facts.add",
            may_write,
            (422,),
            given={"facts": {"triage.needs_care": "yes"}, "supersedes": {"triage.needs_care": ["{random}"]}},
        ),
    ),
    "api/cases/<code>/actions/text.write": (
        Ask(
            "POST",
            API_CASE + "/actions/text.write",
            may_write_text("note_j.9"),
            given={"field": "note_j.9", "text": "invented"},
        ),
    ),
    "api/cases/<code>/actions/case.assign": (
        Ask("POST", API_CASE + "/actions/case.assign", may_assign, (422,), given=NOBODY),
    ),
    "api/cases/<code>/actions/case.unassign": (
        Ask("POST", API_CASE + "/actions/case.unassign", may_assign, (422,), given=NOBODY),
    ),
    "api/cases/<code>/actions/person.keep_away": (
        Ask("POST", API_CASE + "/actions/person.keep_away", may_write, (422,), given={"account": "{random}"}),
    ),
    "api/cases/<code>/actions/act.take": (
        Ask(
            "POST",
            API_CASE + "/actions/act.take",
            acts("asylum.decide"),
            (409,),
            given={"act": "asylum.reject_on:no_documents"},
        ),
    ),
    # 422: a colleague has noted it already, and from there it does not follow.
    "api/cases/<code>/actions/track.move": (
        Ask(
            "POST",
            API_CASE + "/actions/track.move",
            may_write,
            (200, 422),
            given={"track": "identification", "move": "note_signal"},
        ),
    ),
    # Both ask for the second factor again, of everybody alike, before they tell anything.
    "api/cases/<code>/actions/glass.ask": (
        Ask(
            "POST",
            API_CASE + "/actions/glass.ask",
            None,
            (403,),
            given={"role": "CW", "category": "risk_to_life", "reason": REASON},
        ),
    ),
    "api/cases/<code>/actions/glass.agree": (
        Ask(
            "POST",
            API_CASE + "/actions/glass.agree",
            None,
            (403,),
            given={"asked": "{random}", "role": "CO", "reason": REASON},
        ),
    ),
    "api/cases/<code>/actions/glass.close": (
        Ask("POST", API_CASE + "/actions/glass.close", may_look, (422,), given={"opening": "{random}"}),
    ),
    "cases/<str:code>": (Ask("GET", PAGE, may_look, shows="texts"), Ask("POST", PAGE, may_look)),
    "cases/<str:code>/facts": (
        Ask("GET", PAGE + "/facts", may_look),
        Ask("POST", PAGE + "/facts", may_look, given={"fact": "det.since"}),
        Ask(
            "POST",
            PAGE + "/facts",
            may_write,
            # 200: a colleague answered the same meanwhile; both stand side by side until it is said which holds.
            (200, 201, 303),
            given={"fact": "triage.needs_care", "answer": "yes", "save": "1", "key": "{random}"},
        ),
    ),
    "cases/<str:code>/signs": (
        Ask("GET", PAGE + "/signs", may_look),
        Ask("POST", PAGE + "/signs", may_look, given={"group": "DO"}),
        Ask(
            "POST",
            PAGE + "/signs",
            may_write,
            (200, 201, 303),
            given={"group": "OB", "of:I-OB-01": "yes", "save": "1", "key": "{random}"},
        ),
    ),
    "cases/<str:code>/history": (Ask("GET", PAGE + "/history", may_look, shows="days"),),
    "cases/<str:code>/texts": (
        Ask("GET", PAGE + "/texts", may_look),
        Ask(
            "POST",
            PAGE + "/texts",
            may_write_text("note_j.8"),
            (200, 201, 303),
            # Whoever may look and not write is shown what can be looked at.
            refused=(200, 404),
            given={"field": "note_j.8", "text": "invented", "save": "1", "key": "{random}"},
        ),
    ),
    "cases/<str:code>/seen": (Ask("GET", PAGE + "/seen", watches),),
    "cases/<str:code>/act": (Ask("GET", PAGE + "/act", None, (200, 404)),),
    # Who asks, and to whom it was opened: for those who see what is due, where there is such a request.
    "cases/<str:code>/danger": (
        Ask("GET", PAGE + "/danger", None, (200, 404)),
        Ask(
            "POST",
            PAGE + "/danger",
            None,
            (404, 422),
            given={"step": "close", "opening": "{random}", "key": "{random}"},
        ),
    ),
    "cases/<str:code>/tracks/<str:kind>": (
        Ask("GET", PAGE + "/tracks/identification", sees_there("C")),
        Ask("GET", PAGE + "/tracks/asylum", sees_there("D")),
        Ask("GET", PAGE + "/tracks/none-of-these", None, (404,)),
        Ask("POST", PAGE + "/tracks/identification", sees_there("C"), given={"move": "presume"}),
    ),
    "cases/<str:code>/people": (Ask("GET", PAGE + "/people", None, (200, 404)),),
}
"""Addresses with the code of a case: asked by every account for the case of every relation."""

NUMBER = "{random}"

OTHERS: Mapping[str, tuple[Ask, ...]] = {
    "api/me": (Ask("GET", "/api/me", logged=False),),
    "api/cases": (
        Ask("GET", "/api/cases"),
        Ask("POST", "/api/cases", None, (200, 404), given={"role": "CW"}),
    ),
    "api/actions": (Ask("GET", "/api/actions", logged=False),),
    "api/log": (Ask("GET", "/api/log", watches),),
    "api/openapi.json": (Ask("GET", "/api/openapi.json", logged=False),),
    "api/sign-in": (
        Ask("POST", "/api/sign-in", None, (401, 429), given={"name": "n", "passphrase": "p"}, logged=False),
    ),
    "api/sign-in/code": (Ask("POST", "/api/sign-in/code", None, (401, 429), given={"code": "000000"}, logged=False),),
    "api/sign-out": (Ask("GET", "/api/sign-out", None, (405,), logged=False),),
    "api/": (Ask("GET", "/api/", None, (404,), logged=False), Ask("GET", "/api/cases/", None, (404,), logged=False)),
    "cases": (Ask("GET", "/cases"),),
    # Asked without the second factor given again, it is asked for first: nothing is decided yet.
    "cases/danger": (
        Ask("GET", "/cases/danger", None, (200, 404), logged=False),
        Ask(
            "POST",
            "/cases/danger",
            None,
            (200, 404),
            given={"code": "{code}", "role": "CW", "category": "risk_to_life", "reason": REASON, "save": "1"},
            logged=False,
        ),
    ),
    "log": (Ask("GET", "/log", watches), Ask("POST", "/log", watches, given={"account": "{random}"})),
    "log/export": (Ask("GET", "/log/export", watches),),
    "cases/open": (Ask("GET", "/cases/open", None, (200, 404), logged=False),),
    "in": (Ask("GET", "/in", None, (200, 303), logged=False),),
    "in/here": (Ask("GET", "/in/here", None, (200, 303), logged=False),),
    "in/passphrase": (Ask("GET", "/in/passphrase", None, (200, 303), logged=False),),
    "in/codes": (Ask("GET", "/in/codes", logged=False),),
    "in/device": (Ask("GET", "/in/device", logged=False),),
    "in/out": (Ask("GET", "/in/out", None, (200, 303, 405), logged=False),),
    "in/incident": (Ask("GET", "/in/incident", None, (200, 404), logged=False),),
    # Both ask for the second factor again before they answer.
    "in/incident/end": (Ask("GET", "/in/incident/end", logged=False),),
    "in/incident/canaries": (Ask("GET", "/in/incident/canaries", logged=False),),
    "in/waiting": (Ask("GET", "/in/waiting", None, (200,), logged=False),),
    "in/waiting/<uuid:number>": (Ask("GET", "/in/waiting/{random}", None, (200, 303, 404), logged=False),),
    "in/accounts": (Ask("GET", "/in/accounts", None, (200, 404), logged=False),),
    "in/accounts/new": (Ask("GET", "/in/accounts/new", None, (200, 303, 404), logged=False),),
    "in/accounts/<uuid:number>": (Ask("GET", "/in/accounts/{random}", None, (404,), logged=False),),
    "in/accounts/<uuid:number>/change": (
        Ask("GET", "/in/accounts/{random}/change", None, (200, 303, 404), logged=False),
    ),
}
"""Every other address that knows who asks."""

DESK = tuple(
    f"desk/{name}"
    for name in (
        "begin", "case", "step", "look", "ask", "answer", "later", "remove", "back", "turned", "facts", "summary",
    )
)  # fmt: skip

OPEN: Mapping[str, tuple[Ask, ...]] = {
    "": (Ask("GET", "/", logged=False),),
    **{path: (Ask("POST", f"/{path}", None, tuple(range(200, 500)), logged=False),) for path in DESK},
    "law/": (Ask("GET", "/law/", logged=False),),
    "law/<str:rule_id>": (Ask("GET", "/law/{code}", None, (404,), logged=False),),
    "calendar": (Ask("GET", "/calendar", logged=False, ends=True),),
}
"""Addresses of the desk, which keeps nothing and asks nobody who they are: nothing of any case is behind them."""

LISTED = {**CASE, **OTHERS, **OPEN}


def registered() -> Iterator[str]:
    """Every address there is, as the resolver has it."""
    return walked(get_resolver().url_patterns, "")


def walked(patterns: Iterable[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walked(pattern.url_patterns, path)
        else:
            yield path


def filled(value: Any, words: Mapping[str, str]) -> Any:
    """A path or body with a code and numbers in it; {random} is another number each time."""
    if isinstance(value, str):
        return value.replace("{random}", str(uuid4())) if "{random}" in value else value.format_map(words)
    if isinstance(value, Mapping):
        return {name: filled(part, words) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [filled(part, words) for part in value]
    return value
