"""The pages. Each step is a form that is sent and answered with the next page; nothing is kept between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from asylia.access.policy_begin import roles_to_begin
from asylia.access.sessions_middleware import who
from asylia.law import LAW
from asylia.law.country import CODES
from asylia.law.country import load as load_country
from asylia.law.facts import FactError, ascii_digits
from asylia.law.rights import REFUGEES_DUTY
from asylia.pages import words
from asylia.pages.age import age_words
from asylia.pages.board import Ask, board, day_or_moment, said
from asylia.pages.cards import card, country_banner
from asylia.pages.conditions import provisions
from asylia.pages.desk import SEEN, TRIAGE, Answer, Desk, TokenRefused, is_part_of_date, seal, stamp, unseal
from asylia.pages.language import speaks
from asylia.pages.questions import DATE_PARTS, LONGEST_LINE, OFFSETS, AnswerProblem, Filled, is_question, question, read
from asylia.pages.reach import reach
from asylia.pages.sitting import Sitting
from asylia.pages.worked import cases

View = Callable[..., HttpResponse]

LANGUAGES = (("en", "English"), ("ar", "العربية"))
"""Each in its own script, for whoever reads only that one."""

CHANGES_AT_ONCE = 8
"""More than these stand folded."""

GROUPS_OF_FACTS = tuple(words.GROUPS)
GROUPS_OF_SIGNS = tuple(words.DIMENSIONS)


@dataclass(frozen=True)
class Problem:
    """What went wrong, for the head of a page: what happened, what was kept, and the part of the page to mend."""

    title: str
    text: str
    kept: str
    field: str = ""


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page, in the language that is being spoken."""
    speaking = get_language() or "en"
    shared = {
        "languages_to_choose": LANGUAGES,
        "LANGUAGE_CODE": speaking,
        "lang_query": "" if speaking == "en" else f"?lang={speaking}",
        # Translators: stands between the members of a list, such as "police, shelter"
        "list_comma": _(", "),
        "here": "look",
        "may_open_case": may_open_case(request),
    }
    return render(request, f"pages/{template}.html", shared | context, status=status)


def may_open_case(request: HttpRequest) -> bool:
    """Whether somebody is signed in who may keep what is on the desk as a case."""
    someone = who(request)
    return someone is not None and bool(roles_to_begin(someone.actor))


def now() -> datetime:
    """The present, to the minute: answers and clocks need no more."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


def step(view: Callable[[HttpRequest, Desk], HttpResponse]) -> View:
    """A view that needs the desk of the form. Without one it leads to the first page; an altered one is explained."""

    @speaks
    @wraps(view)
    def with_desk(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("start"))
        try:
            return view(request, unseal(request.POST.get("desk", "")))
        except (TokenRefused, FactError):
            return start_page(request, _refused_form(), status=400)

    return with_desk


def _refused_form() -> Problem:
    return Problem(
        # Translators: title of an error
        title=_("These answers could not be read"),
        text=_("The page that came was altered, is too long, or was made by another Asylia. Nothing in it was used."),
        kept=_(
            "Nothing was changed. Go back in your browser to the page before, where your answers still are, "
            "or begin again here."
        ),
    )


@speaks
def start(request: HttpRequest) -> HttpResponse:
    """The first page: what the desk is, and what is chosen before the first question."""
    return start_page(request)


def start_page(request: HttpRequest, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    """The first page, with what was chosen on it."""
    return show(
        request,
        "start",
        status=status,
        problem=problem,
        who=tuple(_who(request.POST.get("who", ""))),
        age=request.POST.get("age", "")[:12],
        country=request.POST.get("country", ""),
        countries=tuple(countries()),
        cases=[replace(case, name=_(case.name), title=_(case.title)) for case in cases().values()],
    )


def _who(chosen: str) -> Iterator[Mapping[str, Any]]:
    for value, text, hint in (
        # Translators: answer to "Who is the person?"
        ("adult", _("An adult"), _("There is no doubt about it.")),
        # Translators: answer to "Who is the person?"
        ("child", _("A child"), _("Under 18.")),
        # Translators: answer to "Who is the person?"
        ("not_sure", _("Not sure"), _("Is treated as a child until shown otherwise.")),
    ):
        yield {"value": value, "text": text, "hint": hint, "chosen": value == chosen}


def countries() -> Iterator[tuple[str, str]]:
    """The countries to choose from, by name; none first."""
    # Translators: choice in place of a country
    yield "", _("No country: the international floor")
    named = [(code, _(load_country(code).name)) for code in CODES]
    yield from sorted(named, key=lambda pair: pair[1])


@speaks
def begin(request: HttpRequest) -> HttpResponse:
    """From the first page to the first question."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("start"))
    try:
        return desk_page(request, _begun(request))
    except AnswerProblem as problem:
        return start_page(request, _not_begun(problem), status=422)


def _not_begun(problem: AnswerProblem) -> Problem:
    return Problem(
        # Translators: title of an error on the first page
        title=_("The desk was not opened yet"),
        text=problem.text,
        # Translators: second sentence of an error on the first page
        kept=_("What you chose on this page is kept."),
        field=problem.field,
    )


def _begun(request: HttpRequest) -> Desk:
    who, country = request.POST.get("who", ""), request.POST.get("country", "")
    if who not in ("adult", "child", "not_sure"):
        # Translators: error on the first page
        raise AnswerProblem("who", _("Choose who the person is: an adult, a child, or not sure."))
    if country and country not in CODES:
        # Translators: error on the first page
        raise AnswerProblem("country", _("There is no profile of that country. Choose one of the list."))
    given: dict[str, str | tuple[str, ...]] = {}
    age = request.POST.get("age", "").strip()
    if age:
        given |= read("person.declared_age", Filled({"number": age}), now())
        _check_age(who, float(ascii_digits(str(given["person.declared_age"])).replace("٫", ".")))
    given |= _childhood(who, age)
    return replace(Desk(country=country).answered(given, stamp(now())), before={})


def _check_age(who: str, age: float) -> None:
    if who == "adult" and age < 18:
        # Translators: error on the first page
        raise AnswerProblem(
            "age", _("An adult was chosen, but the age is under 18. Choose a child or not sure, or mend the age.")
        )
    if who == "child" and age >= 18:
        # Translators: error on the first page
        raise AnswerProblem(
            "age",
            _("A child was chosen, but the age is 18 or more. Choose not sure if it is in doubt, or mend the age."),
        )


def _childhood(who: str, age: str) -> dict[str, str | tuple[str, ...]]:
    """What the choice on the first page says; an adult without an age stays unknown until the age is."""
    if who == "adult":
        return {"person.age_doubt": "no"}
    if who == "not_sure":
        return {"person.age_doubt": "yes"}
    return {} if age else {"person.child": "yes"}


@speaks
def open_case(request: HttpRequest) -> HttpResponse:
    """The first step of a worked case."""
    case = cases().get(request.POST.get("case", ""))
    if case is None:
        return HttpResponseRedirect(reverse("start"))
    return desk_page(request, case.first)


@step
def next_step(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The next step of the worked case that is being read."""
    case = cases().get(desk.case)
    return desk_page(request, case.taken_further(desk) if case else desk)


@step
def look(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The desk as it stands."""
    return desk_page(request, desk)


@step
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The desk, with a question of the worker's own choice."""
    return desk_page(request, desk, chosen=request.POST.get("key", ""))


@step
def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An answer, kept; then the next question."""
    key = request.POST.get("key", "")
    if not is_question(key):
        return desk_page(request, desk, problem=_problem(AnswerProblem("", _unknown_question())), status=422)
    moment = desk.moment(now())
    try:
        further = desk.answered(read(key, _filled(request), moment), stamp(moment))
        return desk_page(request, further)
    except AnswerProblem as problem:
        typed = {name: text[:LONGEST_LINE] for name, text in _filled(request).fields.items()}
        return desk_page(request, desk, chosen=key, problem=_problem(problem), typed=typed, status=422)


def _filled(request: HttpRequest) -> Filled:
    fields = {name: request.POST.get(name, "") for name in ("answer", "number", *DATE_PARTS)}
    return Filled(fields, tuple(request.POST.getlist("several")))


@step
def turned(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The screen turned to the person: one question in large print, and nothing of what was answered or found.

    With an answer in the form it is kept first. A no that the person gives here is said, not verified.
    """
    key, moment = request.POST.get("key", ""), desk.moment(now())
    problem = None
    if is_question(key) and "answer" in request.POST:
        try:
            desk = desk.answered(read(key, _filled(request), moment), stamp(moment))
        except AnswerProblem as refused:
            problem = _problem(refused)
    elif is_question(key) and "later" in request.POST:
        desk = desk.left_for_later(key)
    wanted = Sitting(desk, now()).next_for_person
    return show(
        request,
        "turned",
        token=seal(desk),
        here="turned",
        problem=problem,
        key=wanted,
        text=words.question(wanted) if wanted else "",
        status=422 if problem else 200,
    )


def _unknown_question() -> str:
    # Translators: error: the form named a question that does not exist
    return _("The question that was answered is not one Asylia knows.")


def _problem(problem: AnswerProblem) -> Problem:
    return Problem(
        # Translators: title of an error; the page was sent, but its answer could not be taken
        title=_("This answer was not kept"),
        text=problem.text,
        # Translators: second sentence of an error
        kept=_("Everything answered before is kept."),
        field=problem.field,
    )


@step
def later(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A question left for later; then the next one."""
    key = request.POST.get("key", "")
    return desk_page(request, desk.left_for_later(key) if is_question(key) else desk)


@step
def remove(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An answer taken away: the question counts as not asked yet."""
    return desk_page(request, desk.without(request.POST.get("key", "")))


@step
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The last step undone."""
    return desk_page(request, desk.taken_back)


def desk_page(
    request: HttpRequest,
    desk: Desk,
    *,
    chosen: str = "",
    problem: Problem | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The question, and beside it everything at a glance."""
    sitting = Sitting(desk, now())
    freely = chosen if is_question(chosen) else ""
    key = freely or sitting.next_key
    asked = question(key, desk.answers, typed) if key else None
    why = sitting.why(key) if key else None
    shown = board(sitting.seen, sitting.before, desk.country)
    return show(
        request,
        "desk",
        status=status,
        token=seal(desk),
        desk=desk,
        problem=problem,
        question=asked,
        chosen_freely=bool(freely) and freely != sitting.next_key,
        in_triage=key in TRIAGE,
        why=why,
        why_rules=[card(rule, desk.country) for rule in why.rules] if why else [],
        caution=tuple(_caution(sitting, key)) if asked and asked.painful and key not in TRIAGE else (),
        offsets=OFFSETS,
        offset_chosen=(asked.typed.get("offset") if asked else None) or "+00:00",
        board=shown,
        more_changes=len(shown.changes) - CHANGES_AT_ONCE,
        number_of_rights=len(shown.refugee_rights) + len(shown.victim_rights) + len(shown.other_rights),
        stepped=bool(desk.before),
        answers=tuple(_answers(desk)),
        later=tuple(Ask(one, _("What do you see?") if one == SEEN else words.question(one)) for one in desk.later),
        **_person_and_place(sitting),
    )


def _caution(sitting: Sitting, key: str | None) -> Iterator[Ask]:
    """What would first have to be known before something hard is asked of the person."""
    waits_for = sitting.seen["guards"]["interview.start"]["ask"]
    if sitting.unsafe_to_interview and waits_for and waits_for != key:
        yield Ask(waits_for, words.question(waits_for))


def _answers(desk: Desk) -> Iterator[Mapping[str, str]]:
    for key, given in reversed(tuple(desk.answers.items())):
        yield {
            "key": key,
            "text": words.question(key),
            "said": _said(key, given),
            "mark": _mark(given),
            # Translators: beside a date of which only the year, or year and month, is known
            "note": _("Not a whole date: no clock starts from it.") if _is_part(key, given) else "",
        }


def _said(key: str, given: Answer) -> str:
    if isinstance(given.given, tuple) and not given.given:
        # Translators: the answer to a question with a list of things: none of them holds
        return _("None of these")
    return said(key, given.given)


def _is_part(key: str, given: Answer) -> bool:
    return key.endswith(("_date", ".since")) and isinstance(given.given, str) and is_part_of_date(given.given)


def _mark(given: Answer) -> str:
    return given.given if isinstance(given.given, str) and given.given in words.PLAIN_ANSWERS else "value"


def _person_and_place(sitting: Sitting) -> dict[str, Any]:
    desk = sitting.desk
    profile = load_country(desk.country or None)
    case = cases().get(desk.case)
    return {
        "person_words": _person_words(sitting),
        # Translators: stands where the name of a host country would
        "country_name": _(profile.name) if desk.country else _("International floor"),
        "day": day_or_moment(stamp(sitting.on)),
        "banner": gettext(country_banner(profile)) % {"country": _(profile.name)} if profile.banner else "",
        "case": replace(case, name=_(case.name), title=_(case.title)) if case else None,
        "case_steps": len(case.steps) if case else 0,
        "told": _(case.steps[desk.step - 1].told) if case else "",
        "more_steps": case is not None and desk.step < len(case.steps),
    }


def _person_words(sitting: Sitting) -> str:
    """The age as it is known, and what it means."""
    child = sitting.seen["findings"]["child"]
    given = sitting.desk.answers.get("person.declared_age")
    age = given.given if given and isinstance(given.given, str) and given.given not in words.PLAIN_ANSWERS else ""
    doubted = sitting.desk.answers.get("person.age_doubt")
    return age_words(child, age, in_doubt=doubted is not None and doubted.given == "yes")


@step
def facts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Groups of facts, or the facts of one group, to choose a question from."""
    group = request.POST.get("group", "")
    if group in words.GROUPS or group in words.DIMENSIONS:
        return show(request, "facts", token=seal(desk), here="facts", group=_group(group, desk))
    # Translators: heading above groups of questions
    shelves = ((_("Facts"), GROUPS_OF_FACTS), (_("Signs of the screening"), GROUPS_OF_SIGNS))
    return show(
        request,
        "facts",
        token=seal(desk),
        here="facts",
        shelves=[(title, [_shelf(name, desk) for name in names]) for title, names in shelves],
    )


def _shelf(name: str, desk: Desk) -> Mapping[str, str]:
    number = sum(key in desk.answers for key in words.keys_of(name))
    # Translators: how many questions of a group were answered
    answered = ngettext("%(number)s answered", "%(number)s answered", number) % {"number": number} if number else ""
    return {"id": name, "name": words.group_name(name), "answered": answered}


def _group(name: str, desk: Desk) -> Mapping[str, Any]:
    return {
        "name": words.group_name(name),
        "facts": [
            {
                "key": key,
                "text": words.question(key),
                "said": _said(key, desk.answers[key]) if key in desk.answers else "",
                "mark": _mark(desk.answers[key]) if key in desk.answers else "",
            }
            for key in words.keys_of(name)
        ],
    }


@step
def summary(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything on one page, to print."""
    sitting = Sitting(desk, now())
    return show(
        request,
        "summary",
        token=seal(desk),
        here="summary",
        desk=desk,
        board=board(sitting.seen, None, desk.country),
        refugees_duty=_(REFUGEES_DUTY),
        answers=tuple(_answers(desk)),
        **_person_and_place(sitting),
    )


@speaks
def law(request: HttpRequest) -> HttpResponse:
    """All rules, in the order of the specification."""
    return show(request, "law", rules=[card(rule) for rule in LAW.rules])


@speaks
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: provision, citations, and what it does. Raises Http404 for a rule that is not there."""
    if rule_id not in LAW.rules:
        raise Http404
    return show(request, "rule", card=card(rule_id), reach=reach(rule_id), provisions=provisions(rule_id))
