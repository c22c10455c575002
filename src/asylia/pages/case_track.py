"""The page of one track: where it stands, the steps that were made, and the moves that may follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.refused import NotHere
from asylia.access.roles import ACTIONS as PERMISSIONS
from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.audit.log import logged
from asylia.casework.actions.tracks import MOVED
from asylia.casework.answers import Refused, Rejected
from asylia.casework.door import perform
from asylia.casework.tracks.machine import Asked, Machine, Move
from asylia.casework.tracks.where import At, every_instance
from asylia.law.facts import ascii_digits
from asylia.pages.cards import card
from asylia.pages.case_answers import (
    Problem,
    key_of,
    not_taken,
    now,
    of_a_case,
    same_key,
    show,
    switches_language,
    then,
)
from asylia.pages.case_asking import assessed
from asylia.pages.case_refusal import Back, refusal
from asylia.pages.case_track_moves import Sent, Step, offered, rules_of
from asylia.pages.case_track_moves import moves as moves_in_words
from asylia.pages.case_track_steps import steps
from asylia.pages.case_tracks import in_words, stands
from asylia.pages.colleagues import Colleague, colleagues, names
from asylia.pages.sign_in import ask_again

JUST_NOW = timedelta(minutes=2)
"""So long after a step was made, the page says that it was kept."""

OF = "of:"
"""Stands before the name of a question, so that it is no other field of the form."""


@of_a_case
def track(request: HttpRequest, someone: SignedIn, code: str, kind: str) -> HttpResponse:
    """One track of the case of this code, and one move on it."""
    machine = MOVED.get(kind)
    with logged(someone) as log:
        seen = look(someone, log, code, now())
        mine = [step for step in seen.steps if step.kind == kind]
        named = {UUID(one) for step in mine for one in _accounts(step.answers)}
        called = names(someone, {step.taken_by for step in mine} | named)
        all_of_us = [one for one in colleagues(someone) if one.account != someone.account]
    if machine is None or kind not in seen.tracks:
        raise NotHere
    page = _Page(request, someone, seen, machine, called, all_of_us)
    move = machine.move(request.POST.get("move", "")) if request.method == "POST" else None
    if move is None or not offered(seen, move):
        return page.show()
    sent = Sent(move.name, _given(request, machine, move), same_key(request))
    if "save" not in request.POST or switches_language(request):
        return page.show(sent)
    if _asks_for_second_factor(someone, move):
        return ask_again(request)
    return _moved(page, move, sent)


def _moved(page: _Page, move: Move, sent: Sent) -> HttpResponse:
    request, seen, kind = page.request, page.seen, page.machine.kind
    command = {"track": kind, "move": move.name, "answers": dict(sent.answers)}
    try:
        perform(page.someone, "track.move", seen.code, command, key=key_of(request), now=now())
    except Refused as refused:
        return refusal(
            request, page.someone, seen.code, refused, Back("case-track", (seen.code, kind), _typed(request))
        )
    except Rejected as rejected:
        # Translators: title of an error
        return page.show(sent, not_taken(_("This step was not made"), rejected), 422)
    except NotHere:
        return page.show(sent, _not_by(move), 422)
    return then("case-track", seen.code, kind)


def _not_by(move: Move) -> Problem:
    """Who sees the case and the track learns why the step is not theirs: the page would else be gone with the text."""
    second = next((asked.name for asked in move.asks if asked.kind == "account"), "move")
    return Problem(
        # Translators: title of an error
        _("This step was not made"),
        _(
            "Nothing was changed: your role may not do this here, or not after a step of your own, or the colleague "
            "you named holds no role in this case that may read it once more."
        ),
        # Translators: second sentence of an error
        _("What you wrote is still here."),
        second,
    )


class _Page:
    """What the page is made of, to be shown with or without what was sent."""

    def __init__(
        self,
        request: HttpRequest,
        someone: SignedIn,
        seen: Look,
        machine: Machine,
        called: Mapping[UUID, str],
        all_of_us: list[Colleague],
    ) -> None:
        self.request, self.someone, self.seen = request, someone, seen
        self.machine, self.called, self.colleagues = machine, called, all_of_us

    def show(self, sent: Sent | None = None, problem: Problem | None = None, status: int = 200) -> HttpResponse:
        seen, machine, moment = self.seen, self.machine, now()
        assessment = assessed(seen, moment)

        def follows(here: At, number: int) -> tuple[Step, ...]:
            return tuple(moves_in_words(seen, assessment, here, self.colleagues, sent, number, moment))

        standing = [stands(seen, machine, about) for about in every_instance(machine, seen.steps)]
        following = [follows(here, number) for number, here in enumerate(standing)]
        begins = follows(stands(seen, machine, {}), len(standing)) if machine.about else ()
        shown = [move for moves in (*following, begins) for move in moves]
        instances = [
            {
                "row": in_words(here, seen, assessment, moment),
                "states": [{"name": _(said), "here": name == here.state} for name, said in machine.states.items()],
                "moves": moves,
                "steps": tuple(steps(seen, here, self.called)),
            }
            for here, moves in zip(standing, following, strict=True)
        ]
        return show(
            self.request,
            "track",
            status,
            problem=_at_the_field(problem, shown),
            code=seen.code,
            kind=machine.kind,
            name=_(machine.name),
            instances=instances,
            begins=begins,
            own=seen.own,
            kept=self._just_made(moment),
            cards=[card(rule, seen.country) for rule in rules_of(shown)],
        )

    def _just_made(self, moment: datetime) -> list[str]:
        made = [step for step in self.seen.steps if step.kind == self.machine.kind]
        recent = [step for step in made if step.taken_by == self.someone.account and step.taken_at >= moment - JUST_NOW]
        moves = [self.machine.move(step.move) for step in recent[-1:]]
        return [_(move.does) for move in moves if move is not None]


def _at_the_field(problem: Problem | None, moves: list[Step]) -> Problem | None:
    """The problem, leading to the field of the move that was sent."""
    if problem is None:
        return None
    move = next((one for one in moves if one.chosen), None)
    if move is None:
        return Problem(problem.title, problem.text, problem.kept)
    at = next((field.id for field in move.fields if field.name == problem.field), move.id)
    for field in move.fields:
        field.wrong = problem.text if field.name == problem.field else ""
    return Problem(problem.title, problem.text, problem.kept, at)


def _given(request: HttpRequest, machine: Machine, move: Move) -> dict[str, Any]:
    return {asked.name: _answer(request, asked) for asked in (*machine.about, *move.asks)}


def _answer(request: HttpRequest, asked: Asked) -> Any:
    if asked.kind in ("choices", "accounts"):
        return request.POST.getlist(OF + asked.name)
    text = request.POST.get(OF + asked.name, "")
    return ascii_digits(text.strip()) if asked.kind in ("day", "number") else text


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be taken along."""
    names_of_fields = [name for name in request.POST if name == "move" or name.startswith(OF)]
    return [(name, value) for name in names_of_fields for value in request.POST.getlist(name)]


def _accounts(answers: Mapping[str, Any]) -> list[str]:
    """Every answer that could be an account."""
    given = [one for answer in answers.values() for one in (answer if isinstance(answer, list) else [answer])]
    return [one for one in given if isinstance(one, str) and len(one) == len(str(UUID(int=0)))]


def _asks_for_second_factor(someone: SignedIn, move: Move) -> bool:
    session = someone.actor.session
    return PERMISSIONS[move.by].step_up and (session is None or not session.stepped_up(now()))
