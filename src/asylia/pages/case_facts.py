"""Writing down what was told, seen or read: one question a page, or several of a group; what stood is never lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.audit.log import logged
from asylia.casework.answers import Rejected
from asylia.casework.door import perform
from asylia.law.facts import FACTS
from asylia.pages import case_words, words
from asylia.pages.case_answers import (
    Problem,
    in_words,
    kept_out_of_sight,
    key_of,
    now,
    of_a_case,
    same_key,
    show,
    switches_language,
    then,
)
from asylia.pages.case_page import Known, known, told
from asylia.pages.colleagues import names
from asylia.pages.desk import is_part_of_date
from asylia.pages.questions import (
    DATE_PARTS,
    LONGEST_LINE,
    OFFSETS,
    WITHOUT_VALUE,
    YES_NO,
    AnswerProblem,
    Filled,
    question,
    read,
)
from asylia.record.standing import CERTAINTIES, SOURCES

BESIDE, INSTEAD = "beside", "instead"
"""Whether what is written down stands beside what stood, or corrects it."""

ONE, GROUP = "fact", "group"

SEVERAL_AT_ONCE = ("ternary", "enum")
"""Kinds of facts that can be answered in a list with others."""


@of_a_case
def facts(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """The groups of facts; the facts of a group; one fact; and the answer, kept."""
    with logged(someone) as log:
        seen = look(someone, log, code, now())
        called = names(someone, seen.authors.values())
    key, group = request.POST.get(ONE, ""), request.POST.get(GROUP, "")
    if key in FACTS and not FACTS[key].derived:
        return _one(request, someone, seen, known(seen, key, called))
    if group in words.GROUPS:
        return _several(request, someone, seen, called, group)
    return show(request, "facts", code=seen.code, shelves=tuple(_shelves(seen)))


def _shelves(seen: Look) -> Iterator[Mapping[str, str]]:
    for name in words.GROUPS:
        number = sum(key in seen.ledger.by_key for key in words.keys_of(name))
        # Translators: how many questions of a group were answered
        answered = ngettext("%(number)s answered", "%(number)s answered", number) % {"number": number} if number else ""
        yield {"id": name, "name": words.group_name(name), "answered": answered}


def _one(request: HttpRequest, someone: SignedIn, seen: Look, stands: Known) -> HttpResponse:
    if "save" not in request.POST or switches_language(request):
        return _form(request, someone, seen, stands)
    try:
        answer = _read(stands.key, _filled(request))
        _keep(request, someone, seen.code, {stands.key: answer})
    except AnswerProblem as problem:
        return _form(request, someone, seen, stands, _problem(problem.text, problem.field), 422)
    except Rejected as rejected:
        return _form(request, someone, seen, stands, _problem(in_words(rejected), rejected.field), 422)
    return _told(request, someone, seen.code, {stands.key})


def _told(request: HttpRequest, someone: SignedIn, code: str, keys: set[str]) -> HttpResponse:
    """On to the case, which shows what was kept; where this account does not see it there, a page that says so."""
    with logged(someone) as log:
        seen = look(someone, log, code, now())
    return then("case", code) if keys <= set(seen.ledger.by_key) else kept_out_of_sight(request, code)


def _read(key: str, filled: Filled) -> object:
    given = read(key, filled, now())[key]
    if isinstance(given, tuple):
        return list(given)
    if FACTS[key].type == "date" and is_part_of_date(given):
        # Translators: error: only part of a date was given in a case
        raise AnswerProblem("day", _("A case keeps whole days. Write the day, or choose “Not known”."))
    return given


def _keep(request: HttpRequest, someone: SignedIn, code: str, answers: Mapping[str, object]) -> None:
    stood = request.POST.getlist("stood")
    corrects = request.POST.get("how") == INSTEAD and stood
    given = {
        "facts": dict(answers),
        "source": request.POST.get("source", ""),
        "certainty": request.POST.get("certainty", ""),
        "supersedes": dict.fromkeys(answers, stood) if corrects else {},
    }
    perform(someone, "facts.add", code, given, key=key_of(request), now=now())


def _form(
    request: HttpRequest,
    someone: SignedIn,
    seen: Look,
    stands: Known,
    problem: Problem | None = None,
    status: int = 200,
) -> HttpResponse:
    filled = _filled(request) if "source" in request.POST else Filled({})
    asked = question(stands.key, {}, {name: text[:LONGEST_LINE] for name, text in filled.fields.items()})
    entries = seen.ledger.by_key.get(stands.key, ())
    return show(
        request,
        "fact",
        status,
        problem=problem,
        code=seen.code,
        key=same_key(request),
        question=asked,
        chosen=filled.get("answer"),
        ticked=filled.ticked,
        stands=stands,
        stood=[str(entry.id) for entry in entries],
        how=request.POST.get("how") or (INSTEAD if _all_mine(someone, seen, stands.key) else BESIDE),
        offsets=OFFSETS,
        offset_chosen=filled.get("offset") or "+00:00",
        **_where_from(request),
    )


def _all_mine(someone: SignedIn, seen: Look, key: str) -> bool:
    authors: set[UUID] = {seen.authors[entry.id] for entry in seen.ledger.by_key.get(key, ())}
    return authors == {someone.account}


def _where_from(request: HttpRequest) -> Mapping[str, Any]:
    source, certainty = request.POST.get("source") or "person", request.POST.get("certainty") or "stated"
    return {
        "sources": [{"value": one, "text": _(case_words.SOURCES[one]), "chosen": one == source} for one in SOURCES],
        "certainties": [
            {"value": one, "text": _(case_words.CERTAINTIES[one]), "chosen": one == certainty} for one in CERTAINTIES
        ],
    }


def _several(
    request: HttpRequest, someone: SignedIn, seen: Look, called: Mapping[UUID, str], group: str
) -> HttpResponse:
    keys = [key for key in words.keys_of(group) if key in FACTS and not FACTS[key].derived]
    problem = None
    if "save" in request.POST and not switches_language(request):
        given = {key: request.POST.get(f"of:{key}", "") for key in keys}
        answers = {key: answer for key, answer in given.items() if answer and answer in _offered(key)}
        try:
            _keep(request, someone, seen.code, answers)
            return _told(request, someone, seen.code, set(answers))
        except Rejected as rejected:
            problem = _problem(in_words(rejected), "")
    return show(
        request,
        "group",
        422 if problem else 200,
        problem=problem,
        code=seen.code,
        key=same_key(request),
        group=group,
        group_name=words.group_name(group),
        rows=[_row(request, known(seen, key, called)) for key in keys],
        **_where_from(request),
    )


def _row(request: HttpRequest, stands: Known) -> Mapping[str, Any]:
    chosen = request.POST.get(f"of:{stands.key}", "")
    offered = [
        {"value": value, "text": words.value(stands.key, value), "chosen": value == chosen}
        for value in _offered(stands.key)
    ]
    return {"known": stands, "at_once": FACTS[stands.key].type in SEVERAL_AT_ONCE, "choices": offered}


def _offered(key: str) -> tuple[str, ...]:
    if FACTS[key].type == "ternary":
        return YES_NO
    if FACTS[key].type == "enum":
        return (*(value for value in FACTS[key].values if value != "unknown"), *WITHOUT_VALUE)
    return ()


def _filled(request: HttpRequest) -> Filled:
    fields = {name: request.POST.get(name, "") for name in ("answer", "number", *DATE_PARTS)}
    return Filled(fields, tuple(request.POST.getlist("several")))


def _problem(text: str, field: str) -> Problem:
    return Problem(
        # Translators: title of an error; the page was sent, but its answer could not be taken
        _("This answer was not kept"),
        text,
        # Translators: second sentence of an error
        _("What you wrote is still here. What was kept before stays as it was."),
        field,
    )


@of_a_case
def history(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """Everything that was ever written down of the facts this account sees, with what was corrected."""
    with logged(someone) as log:
        seen = look(someone, log, code, now())
        called = names(someone, seen.authors.values())
    return show(request, "history", code=seen.code, rows=tuple(_history(seen, called)))


def _history(seen: Look, called: Mapping[UUID, str]) -> Iterator[Mapping[str, Any]]:
    standing = {entry.id for entries in seen.ledger.by_key.values() for entry in entries}
    for entry in reversed(seen.history):
        yield {
            "text": words.question(entry.key),
            "told": told(entry, called.get(seen.authors[entry.id], ""), stands=entry.id in standing),
        }
