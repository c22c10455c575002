"""Signs of the screening on file: which of the 108 were answered, how, by whom and when; and writing more down.

What is shown is asked of the policy once for the screening and once for what the account wrote itself, so that the log
of whoever looks is the same whether there is something that they do not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asylia.access.asking import Asking, before
from asylia.access.policy_standing import Entry
from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.audit.log import logged
from asylia.casework.answers import Rejected
from asylia.casework.door import perform
from asylia.pages import case_words, words
from asylia.pages.board import day_or_moment, said
from asylia.pages.case_answers import (
    Problem,
    kept_out_of_sight,
    key_of,
    not_taken,
    now,
    of_a_case,
    same_key,
    show,
    switches_language,
    then,
)
from asylia.pages.case_doing import writes
from asylia.pages.colleagues import names
from asylia.pages.desk import stamp
from asylia.pages.questions import YES_NO
from asylia.record.models import IndicatorObservation
from asylia.record.standing import SOURCES
from asylia.screening import INDICATORS

SCREENING = "C"
"""The compartment in which every answer to an indicator is kept."""

Row = IndicatorObservation


@dataclass(frozen=True)
class Sign:
    """One indicator with every answer that stands on it. apart: whether they disagree."""

    key: str
    text: str
    told: tuple[Mapping[str, Any], ...]
    apart: bool


def standing(asking: Asking) -> Mapping[str, tuple[Row, ...]]:
    """The answers that stand and that this account sees, by indicator. Within `logged` only."""
    whole = asking.sees(SCREENING)
    own = asking.sees(SCREENING, None, Entry(author=str(asking.signed_in.account)))
    if asking.found is None or not (whole or own):
        return {}
    rows = list(Row.objects.filter(case_id=asking.found.case).order_by("recorded_at", "id"))
    superseded = {earlier for row in rows for earlier in row.supersedes}
    found: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        if row.pk not in superseded and (whole or row.recorded_by == asking.signed_in.account):
            found[row.indicator] = (*found.get(row.indicator, ()), row)
    return found


def authors(signs: Mapping[str, tuple[Row, ...]]) -> set[UUID]:
    return {row.recorded_by for rows in signs.values() for row in rows}


def groups(signs: Mapping[str, tuple[Row, ...]], called: Mapping[UUID, str]) -> Iterator[Mapping[str, Any]]:
    """What was answered, by dimension, in the order of the screening."""
    for group in words.DIMENSIONS:
        rows = tuple(sign(key, signs, called) for key in words.keys_of(group) if key in signs)
        if rows:
            yield {"id": group, "name": words.group_name(group), "rows": rows}


def sign(key: str, signs: Mapping[str, tuple[Row, ...]], called: Mapping[UUID, str]) -> Sign:
    rows = signs.get(key, ())
    answers = {row.observed for row in rows if row.observed is not None}
    return Sign(key, words.question(key), tuple(_told(row, called) for row in rows), len(answers) > 1)


def _told(row: Row, called: Mapping[UUID, str]) -> Mapping[str, Any]:
    plain = "asked" if row.observed is None else "yes" if row.observed else "no"
    answer = row.closed or plain
    return {
        "said": said(row.indicator, answer),
        "mark": answer,
        "source": _(case_words.SOURCES[row.source]),
        "day": day_or_moment(stamp(row.recorded_at)),
        "who": called.get(row.recorded_by, ""),
        "stands": True,
    }


def just_now(signs: Mapping[str, tuple[Row, ...]], account: UUID, since: datetime) -> Iterator[Mapping[str, str]]:
    """What this account answered since then, so that it can see that it was kept."""
    for key, rows in signs.items():
        for row in rows:
            if row.recorded_by == account and row.recorded_at >= since:
                told = _told(row, {})
                yield {"what": words.question(key), "said": told["said"], "at": f"{row.recorded_at:%H:%M}"}


@of_a_case
def signs(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """The dimensions; the questions of one; and the answers, kept."""
    seen, there, called = _look(someone, code)
    group = request.POST.get("group", "")
    if group not in words.DIMENSIONS:
        return show(request, "signs", code=seen.code, records=writes(seen), shelves=tuple(_shelves(there)))
    if "save" not in request.POST or switches_language(request):
        return _form(request, seen, there, called, group)
    given = {key: request.POST.get(f"of:{key}", "") for key in words.keys_of(group)}
    answers = {key: answer for key, answer in given.items() if answer in YES_NO}
    try:
        perform(
            someone,
            "facts.add",
            code,
            {"indicators": answers, "source": request.POST.get("source", "")},
            key=key_of(request),
            now=now(),
        )
    except Rejected as rejected:
        # Translators: title of an error
        return _form(request, seen, there, called, group, not_taken(_("This answer was not kept"), rejected))
    _seen, kept, _called = _look(someone, code)
    return then("case", code) if answers.keys() <= kept.keys() else kept_out_of_sight(request, seen.code)


def _look(someone: SignedIn, code: str) -> tuple[Look, Mapping[str, tuple[Row, ...]], Mapping[UUID, str]]:
    moment = now()
    with logged(someone) as log:
        seen = look(someone, log, code, moment)
        asking = before(someone, seen.code, moment)
        there = standing(asking)
        asking.tell(log)
        return seen, there, names(someone, authors(there))


def _shelves(there: Mapping[str, tuple[Row, ...]]) -> Iterator[Mapping[str, str]]:
    for group in words.DIMENSIONS:
        number = sum(key in there for key in words.keys_of(group))
        # Translators: how many questions of a group were answered
        answered = ngettext("%(number)s answered", "%(number)s answered", number) % {"number": number} if number else ""
        yield {"id": group, "name": words.group_name(group), "answered": answered}


def _form(
    request: HttpRequest,
    seen: Look,
    there: Mapping[str, tuple[Row, ...]],
    called: Mapping[UUID, str],
    group: str,
    problem: Problem | None = None,
) -> HttpResponse:
    source = request.POST.get("source") or "person"
    return show(
        request,
        "signs_of",
        422 if problem else 200,
        problem=problem,
        code=seen.code,
        records=writes(seen),
        key=same_key(request),
        group=group,
        group_name=words.group_name(group),
        why=words.why_screened(words.keys_of(group)[0]),
        rows=[_choices(request, key, sign(key, there, called)) for key in words.keys_of(group)],
        sources=[{"value": one, "text": _(case_words.SOURCES[one]), "chosen": one == source} for one in SOURCES],
    )


def _choices(request: HttpRequest, key: str, of: Sign) -> Mapping[str, Any]:
    chosen = request.POST.get(f"of:{key}", "")
    return {
        "sign": of,
        "child_only": INDICATORS[key].adult is None,
        "choices": [{"value": one, "text": words.value(key, one), "chosen": one == chosen} for one in YES_NO],
    }
