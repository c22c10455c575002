"""Writing what is kept in words: names, ways to reach the person, notes. Nobody's text is ever written over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.drawers import Opened
from asylia.access.refused import NotHere
from asylia.access.safe_contact import SafeContact, Shared, Use, may_show_number
from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.audit.log import logged
from asylia.casework.answers import Rejected
from asylia.casework.door import perform
from asylia.pages import case_words, contact_rule
from asylia.pages.case_answers import (
    Problem,
    kept_out_of_sight,
    key_of,
    new_key,
    not_taken,
    now,
    of_a_case,
    same_key,
    show,
    switches_language,
    then,
)
from asylia.pages.case_doing import writes_text
from asylia.pages.case_page import version
from asylia.pages.colleagues import names
from asylia.pages.contact_rule import RuleProblem
from asylia.record.dictionary import SEALED, DictionaryError

CONTACT = "channel"

TWO_TEXTS = "two_texts"

NOT_WRITTEN_HERE = frozenset({"photograph", "danger"})
"""Pictures, and what is written where a case is opened in danger."""


@of_a_case
def texts(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """What can be written; the form for one text; and the text, kept."""
    with logged(someone) as log:
        seen = look(someone, log, code, now())
        called = names(someone, {one.written_by for versions in seen.texts.values() for one in versions})
    field = request.POST.get("field", "")
    if not _is_written_here(seen, field):
        if "save" in request.POST:
            raise NotHere
        return show(request, "texts", code=seen.code, groups=tuple(_kinds(seen)))
    if "save" in request.POST and not switches_language(request):
        return _kept(request, someone, seen, called, field)
    return _form(request, seen, called, field)


def _is_written_here(seen: Look, field: str) -> bool:
    try:
        return field.partition(".")[0] not in NOT_WRITTEN_HERE and writes_text(seen, field)
    except DictionaryError:
        return False


def _kinds(seen: Look) -> Iterator[Mapping[str, Any]]:
    for name, kinds in case_words.TEXT_GROUPS.values():
        rows = [row for kind in kinds for row in _fields(seen, kind) if _is_written_here(seen, row["field"])]
        if rows:
            yield {"name": _(name), "rows": rows}


def _fields(seen: Look, kind: str) -> Iterator[Mapping[str, Any]]:
    """The fields of one kind that can be written: those that are seen, and one more where there may be several."""
    there = sorted(
        (field for field in seen.texts if field.partition(".")[0] == kind),
        key=lambda field: int(field.partition(".")[2] or 0),
    )
    for field in there:
        yield {"field": field, "name": case_words.text(field), "apart": len(seen.texts[field]) > 1, "there": True}
    if not SEALED[kind].several:
        if not there:
            yield {"field": kind, "name": case_words.text(kind), "there": False}
        return
    following = 1 + max((int(field.partition(".")[2]) for field in there), default=0)
    yield {"field": f"{kind}.{following}", "name": case_words.text(kind), "there": False, "another": bool(there)}


def _kept(request: HttpRequest, someone: SignedIn, seen: Look, called: Mapping[Any, str], field: str) -> HttpResponse:
    try:
        given = {"field": field, "text": _written(request, seen, field), "after": _before_them(request)}
        done = perform(someone, "text.write", seen.code, given, key=key_of(request), now=now())
    except RuleProblem as problem:
        rejected = Rejected(str(problem), problem.field)
        return _form(request, seen, called, field, not_taken(_not_written(), rejected), 422)
    except Rejected as rejected:
        return _form(request, seen, called, field, not_taken(_not_written(), rejected), 422)
    with logged(someone) as log:
        seen = look(someone, log, seen.code, now())
        called = names(someone, {one.written_by for one in seen.texts.get(field, ())})
    if field not in seen.texts:
        return kept_out_of_sight(request, seen.code)
    # Somebody else wrote the same meanwhile: both texts, and a third field to write one after both.
    return _form(request, seen, called, field, fresh=True) if TWO_TEXTS in done.notes else then("case", seen.code)


def _not_written() -> str:
    # Translators: title of an error
    return _("The text was not written yet")


def _written(request: HttpRequest, seen: Look, field: str) -> str:
    if field.partition(".")[0] != CONTACT:
        return request.POST.get("text", "").replace("\r\n", "\n")
    several = {"uses": request.POST.getlist("uses"), "days": request.POST.getlist("days")}
    stood = _rule_before(seen.texts.get(field, ()), _before_them(request))
    return contact_rule.written(contact_rule.filled_in(request.POST.dict(), several, now(), stood))


def _rule_before(versions: tuple[Opened, ...], before: list[int]) -> SafeContact | None:
    """The one rule that stood when the form was made; None where there was none, or several."""
    rules = [contact_rule.read(one.text) for one in versions if one.text is not None and one.version in before]
    return rules[0] if len(rules) == 1 else None


def _before_them(request: HttpRequest) -> list[int]:
    """The versions that stood on the page on which the text was written."""
    return [int(one) for one in request.POST.getlist("after") if one.isascii() and one.isdigit() and len(one) < 9]


def _form(
    request: HttpRequest,
    seen: Look,
    called: Mapping[Any, str],
    field: str,
    problem: Problem | None = None,
    status: int = 200,
    *,
    fresh: bool = False,
) -> HttpResponse:
    """The form. fresh: a new command, whatever was sent before."""
    versions = seen.texts.get(field, ())
    again = (not fresh and "save" in request.POST) or switches_language(request)
    after = _before_them(request) if again else [one.version for one in versions if one.text is not None]
    return show(
        request,
        "contact" if field.partition(".")[0] == CONTACT else "text",
        status,
        problem=problem,
        code=seen.code,
        key=same_key(request) if again else new_key(),
        field=field,
        name=case_words.text(field),
        versions=tuple(version(one, called) for one in versions),
        apart=len(versions) > 1,
        both_now=fresh,
        blind=not versions,
        after=after,
        text=request.POST.get("text", "") if again else _begin_with(versions),
        **_contact(request, versions, again=again),
    )


def _begin_with(versions: tuple[Opened, ...]) -> str:
    """What stands in the field to begin with: the text, where one stands; nothing, where two do."""
    return (versions[0].text or "") if len(versions) == 1 else ""


def _contact(request: HttpRequest, versions: tuple[Opened, ...], *, again: bool) -> Mapping[str, Any]:
    """What the form for a way to reach the person needs; nothing for other texts."""
    if request.POST.get("field", "").partition(".")[0] != CONTACT:
        return {}
    stood = _rule_before(versions, [one.version for one in versions])
    filled: dict[str, Any] = contact_rule.typed(stood, now())
    if again:
        filled = {**request.POST.dict(), "uses": request.POST.getlist("uses"), "days": request.POST.getlist("days")}
    days = {str(day) for day in filled["days"]}
    return {
        "filled": filled,
        "number_hidden": stood is not None and not may_show_number(stood, now()),
        "uses": [
            {"value": use.value, "text": _(contact_rule.USES[use]), "chosen": use in filled["uses"]} for use in Use
        ],
        "days": [
            {"value": str(day), "text": _(name), "chosen": str(day) in days}
            for day, name in enumerate(contact_rule.DAYS)
        ],
        "shared": [
            {"value": one.value, "text": _(contact_rule.SHARED[one]), "chosen": one == filled.get("shared")}
            for one in (Shared.UNKNOWN, Shared.YES, Shared.NO)
        ],
        "ask_again_days": contact_rule.ASK_AGAIN.days,
        "ends_days": contact_rule.ENDS.days,
    }
