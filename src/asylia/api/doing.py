"""Doing: each action of the one door has an address of its own. What the law refuses is answered with its reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Header, Router

from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.api import looking, shapes
from asylia.api.answers import BY_LAW, COMMON, HIDDEN, SECOND_FACTOR, WRITING
from asylia.api.bodies import BODIES, OPEN_A_CASE, UUID_FORM, Body, OpenCase
from asylia.api.seen import question
from asylia.api.signed import now, signed_in
from asylia.api.stepping_up import asked_again, lacking
from asylia.casework.answers import Refused, Rejected
from asylia.casework.door import perform
from asylia.casework.steps import STEPS

router = Router(tags=["Doing"])

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=UUID_FORM,
        description="A UUID that the sender makes for this command. The same again does nothing and answers the same.",
    ),
]

ANSWERS = {200: shapes.Done, **COMMON, **HIDDEN, **WRITING, **BY_LAW, **SECOND_FACTOR}
REASONS_HIDDEN = "Why stands where you may not look. Ask whoever leads the case."

Act = Callable[..., shapes.Done | HttpResponse]


@router.get("/actions", response={200: shapes.Actions, **COMMON}, summary="What can be done, and what it needs")
def actions(request: HttpRequest) -> shapes.Actions:  # noqa: ARG001
    """Every action with its address and what it asks for. Whether an account may take it, the door says."""
    return shapes.Actions(
        actions=[
            shapes.Action(
                name=name,
                does=STEPS[name].does,
                opens=STEPS[name].opens,
                address=address(name),
                body=body.json_schema(),
            )
            for name, body in BODIES.items()
        ]
    )


def address(action: str) -> str:
    return "/api/cases" if STEPS[action].opens else f"/api/cases/{{code}}/actions/{action}"


@looking.router.post("/cases", response=ANSWERS, summary="Open a case", operation_id=OPEN_A_CASE, tags=router.tags)
def open_a_case(request: HttpRequest, given: OpenCase, key: Key) -> shapes.Done | HttpResponse:
    """No name is needed, and nothing has to be known. Whoever opens it holds the role they name in it."""
    return do(signed_in(request), OPEN_A_CASE, None, given, key)


def do(someone: SignedIn, action: str, code: str | None, given: Body, key: str) -> shapes.Done | HttpResponse:
    """One command through the door. Raises NotHere, Rejected, LogUnwritable.

    The door is asked first, so that the log has what was tried.
    """
    said = given.dict(exclude_unset=True)
    try:
        done = perform(someone, action, code, said, key=UUID(key), now=now())
    except Refused as answer:
        return refused(answer)
    except (NotHere, Rejected):
        if lacking(someone, action, said):
            return asked_again()
        raise
    return shapes.Done(
        code=done.code,
        made={what: list(rows) for what, rows in done.made.items()},
        notes=list(done.notes),
        repeated=done.repeated,
    )


def refused(answer: Refused) -> HttpResponse:
    """That it may not be done, for all who could try; why, for those who may see it."""
    guard = answer.guard
    refusal = shapes.Refusal(
        error="refused",
        said=str(answer) if answer.reasons else f"{answer} {REASONS_HIDDEN}",
        action=guard.action,
        verdict=guard.verdict,
        hard=guard.hard,
        rules=list(guard.rules),
        provisions=[
            shapes.Provision(
                rule=block.rule,
                name=block.name,
                provision=block.provision,
                rests_on=block.rests_on,
                hard=block.hard,
            )
            for block in answer.reasons
        ],
        ask=question(guard.ask),
    )
    return JsonResponse(refusal.dict(), status=409)


def endpoint(action: str, body: type[Body]) -> Act:
    """The function that answers the address of one action."""

    def act(request: HttpRequest, code: str, given: Body, key: Key) -> shapes.Done | HttpResponse:
        return do(signed_in(request), action, code, given, key)

    act.__name__ = action.replace(".", "_")
    act.__doc__ = body.__doc__
    # What ninja reads: each action has a body of its own.
    act.__annotations__["given"] = body
    return act


for name, body in BODIES.items():
    if name != OPEN_A_CASE:
        router.post(f"/cases/{{code}}/actions/{name}", response=ANSWERS, summary=STEPS[name].does, operation_id=name)(
            endpoint(name, body)
        )
