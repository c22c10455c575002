"""The process of H10: asks the API whatever its description allows and what it does not, and says what came of it.

`python -m tests.trust.h10_asker ROLES EXAMPLES FAULT` in the environment of a server folder whose database runs. The
last line it prints is JSON: requests, answers by status, and what must never be.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import django

SEED = 20260101
NEVER_WAS = "HK3T-9WDM-2XP3"
UNCHECKED = "positive_data_acceptance"
"""A description says which bodies are well formed; whether the door takes one depends on the case and the law."""

CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
    "use_after_free",
    "ensure_resource_availability",
)


@dataclass
class Heard:
    """What was asked and answered."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)


class Listening:
    """The application as the web server calls it, with every answer counted."""

    def __init__(self, application: Callable[..., Any], heard: Heard) -> None:
        self.application = application
        self.heard = heard

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        # What is answered to a program that unpacks is the same, packed; the tool that asks does not unpack.
        environ.pop("HTTP_ACCEPT_ENCODING", None)

        def counted(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            self.heard.requests += 1
            self.heard.statuses[int(status.split()[0])] += 1
            return start_response(status, headers, *rest)

        return self.application(environ, counted)


@dataclass
class Somebody:
    """Somebody of an invented agency, with a session for every request, and cases of their agency."""

    person: Any
    codes: tuple[str, ...]
    accounts: tuple[str, ...]
    cookie: str = ""

    def get(self, case: Any, _context: Any) -> str:
        """The cookie for one request. What may end the session gets one of its own."""
        if case.operation.path in ("/api/sign-out", "/api/sign-in/code"):
            return new_cookie(self.person)
        self.cookie = self.cookie or new_cookie(self.person)
        return self.cookie

    def set(self, case: Any, cookie: str, _context: Any) -> None:
        case.cookies = {**(case.cookies or {}), "notes": cookie}


def provider(somebody: Somebody) -> type:
    """The same as a class, which is what schemathesis makes its provider from."""

    class Provider:
        def get(self, case: Any, context: Any) -> str:
            return somebody.get(case, context)

        def set(self, case: Any, cookie: str, context: Any) -> None:
            somebody.set(case, cookie, context)

    return Provider


def in_process(engine: Any) -> Iterator[Any]:
    """The events of a run. schemathesis hands settings of a network to an application that needs none, and breaks."""
    from schemathesis.transport.wsgi import WSGITransport

    send = WSGITransport.send

    def without_network(self: Any, case: Any, *, session: Any = None, **settings: Any) -> Any:
        for name in ("max_redirects", "verify", "cert", "proxies"):
            settings.pop(name, None)
        return send(self, case, session=session, **settings)

    with patch.object(WSGITransport, "send", without_network):
        yield from engine.execute()


def new_cookie(person: Any) -> str:
    from tests.access.people_with_accounts import signed_in_client

    return str(signed_in_client(person).cookies["notes"].value)


def narrowed(description: dict[str, Any], somebody: Somebody) -> dict[str, Any]:
    """The description with what really is here in its place: the agency's cases and accounts, answers to some facts.

    Without it nearly everything asked would be about cases that are none, in words that the law does not know.
    """
    from asylia.api.bodies import BODIES

    told = json.loads(json.dumps(description, default=str))
    for methods in told["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["schema"] = words(*somebody.codes, NEVER_WAS)
    here = {
        "account": words(*somebody.accounts),
        "facts": answers("det.held", "ret.voluntary", "proc.open", "asylum.informed"),
        "indicators": answers("I-CD-01", "I-EX-07", "I-DO-01"),
        "country": words("", "XB"),
    }
    for body in BODIES.values():
        sent = told["components"]["schemas"][body.__name__]["properties"]
        sent.update({name: here[name] for name in here.keys() & sent.keys()})
        if "text" in sent:
            sent["field"] = words("name.1", "alias", "whereabouts")
    return dict(told)


def words(*listed: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(listed)}


def answers(*keys: str) -> dict[str, Any]:
    properties = {key: words("yes", "no", "unknown", "asked", "declined") for key in keys}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def ask(somebody: Somebody, heard: Heard, examples: int, *, until_found: bool = False) -> None:
    """One run of schemathesis as this person: every case it finds in the description, then random ones.

    until_found: whether the first wrong answer is enough.
    """
    import schemathesis
    from django.core.wsgi import get_wsgi_application
    from schemathesis.engine import from_schema
    from schemathesis.engine.events import NonFatalError, ScenarioFinished

    from asylia.api.root import api

    config = schemathesis.Config.from_dict(
        {
            "seed": SEED,
            "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
            "checks": {UNCHECKED: {"enabled": False}},
            "phases": {"stateful": {"enabled": False}, "examples": {"enabled": False}},
        }
    )
    description = narrowed(dict(api.get_openapi_schema(path_prefix="api/")), somebody)
    schema = schemathesis.openapi.from_dict(description, config=config)
    schema.app = Listening(get_wsgi_application(), heard)
    schema.auth(refresh_interval=None)(provider(somebody))
    for event in in_process(from_schema(schema)):
        if isinstance(event, NonFatalError):
            raise RuntimeError(f"schemathesis could not ask {event.label}: {event.value!r}")
        if isinstance(event, ScenarioFinished):
            for checks in event.recorder.checks.values():
                for check in checks:
                    if check.failure_info is not None:
                        failure = check.failure_info.failure
                        heard.failures[f"{event.recorder.label}: {check.name}: {failure.message[:300]}"] += 1
        if until_found and heard.failures:
            return


ROW = "00000000-0000-4000-8000-000000000000"
FITTING: Mapping[str, Mapping[str, object]] = {
    "case.open": {"role": "CW", "facts": {"det.held": "yes"}},
    "facts.add": {"facts": {"det.held": "yes"}, "source": "document"},
    "text.write": {"field": "name.1", "text": "Mirabelle"},
    "case.assign": {"account": ROW, "role": "PO"},
    "case.unassign": {"account": ROW, "role": "PO"},
    "person.keep_away": {"account": ROW},
    "glass.ask": {"role": "CW", "category": "risk_to_life", "reason": "invented danger, for a test"},
    "glass.agree": {"asked": ROW, "role": "CW", "reason": "invented danger, for a test"},
    "glass.close": {"opening": ROW},
    "act.take": {"act": "interview.start"},
    "track.move": {"track": "identification", "move": "note_signal"},
}
"""A body of the right form for each action. A new action needs one here."""

NEVER_FIT: tuple[bytes, ...] = (
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe{}",
    b'{"a": NaN}',
    b'{"a": ' + b"9" * 5000 + b"}",
    b'{"a":' * 100_000,
)


def misfits(body: Mapping[str, object]) -> Iterator[bytes]:
    """Bodies that must be refused: this one with a sign that cannot be kept, or something else than a word in it."""
    yield from NEVER_FIT
    yield json.dumps({**body, "Mirabelle": "x"}).encode()
    for name, value in body.items():
        if isinstance(value, str):
            for instead in (f"{value}\0", f"\ud800{value}", 7, True, [value], {value: value}, {f"{value}\0": 1}):
                yield json.dumps({**body, name: instead}).encode()


def ask_badly(somebody: Somebody, heard: Heard) -> None:
    """What no description makes up: to every action, bodies that must be refused with a clear 4xx in the one shape."""
    from uuid import uuid4

    from django.core.wsgi import get_wsgi_application
    from werkzeug.test import Client

    from asylia.api.doing import address
    from asylia.casework.steps import STEPS

    client = Client(Listening(get_wsgi_application(), heard))
    client.set_cookie("notes", new_cookie(somebody.person))
    for action in STEPS:
        for raw in misfits(FITTING[action]):
            answer = client.post(
                address(action).format(code=somebody.codes[0]),
                data=raw,
                content_type="application/json",
                headers={"Idempotency-Key": str(uuid4())},
            )
            shape = set(answer.json or ()) if answer.is_json else set()
            if not 400 <= answer.status_code < 500 or shape != {"error", "said", "field"}:
                heard.failures[f"{action}: answered {answer.status_code} to {raw[:60]!a}"] += 1


def agency() -> tuple[dict[str, Any], tuple[str, ...]]:
    """An invented agency with an account for each role, and three cases in which each of those held in a case works."""
    from datetime import UTC, datetime
    from pathlib import Path
    from uuid import uuid4

    from django.conf import settings

    from asylia.access.roles import ROLES
    from asylia.casework.door import perform
    from asylia.server.database import databases
    from tests.access.people_with_accounts import founded_agency
    from tests.casework.people import signed_in

    people = founded_agency(databases(Path(settings.VAR)), "Asked by program (invented)").people
    held = [code for code, role in ROLES.items() if role.held_in_case and code not in ("CW", "CO", "PR")]

    def do(by: str, action: str, case: str | None, **given: object) -> str:
        return perform(signed_in(people[by]), action, case, given, key=uuid4(), now=datetime.now(UTC)).code

    codes = []
    for age in ("16", "30", "41"):
        code = do("CW", "case.open", None, role="CW", country="XB", facts={"person.declared_age": age})
        do("CW", "text.write", code, field="name.1", text="Mirabelle Invented")
        for role in held:
            do("CO", "case.assign", code, account=str(people[role].account), role=role)
        codes.append(code)
    return people, tuple(codes)


def main(roles: list[str], examples: int, fault: str) -> Heard:
    heard = Heard()
    people, codes = agency()
    accounts = tuple(str(people[code].account) for code in ("CW", "PO", "BO", "SY"))
    with FAULTS[fault]() if fault else nullcontext():
        for role in roles:
            somebody = Somebody(people[role], codes, accounts)
            ask_badly(somebody, heard)
            if not (fault and heard.failures):
                ask(somebody, heard, examples, until_found=bool(fault))
    return heard


@contextmanager
def falls_over_a_nul() -> Iterator[None]:
    """The API lets it through, and what comes after it expects none, as a database does."""
    from asylia.casework.door import perform

    def unprepared(someone: Any, action: str, code: str | None, given: Any, **more: Any) -> Any:
        if "\\u0000" in json.dumps(given):
            raise ValueError("a string cannot hold NUL")
        return perform(someone, action, code, given, **more)

    with patch("asylia.api.reading.storable", lambda text: True), patch("asylia.api.doing.perform", unprepared):
        yield


@contextmanager
def no_sign_in_needed() -> Iterator[None]:
    with patch("asylia.api.signed.Session.authenticate", lambda self, request, key: True):
        yield


@contextmanager
def a_field_is_missing() -> Iterator[None]:
    from asylia.api.root import api

    whole = api.create_response

    def less(request: Any, data: Any, **more: Any) -> Any:
        return whole(request, dict(list(data.items())[1:]) if isinstance(data, dict) else data, **more)

    with patch.object(api, "create_response", less):
        yield


@contextmanager
def numbers_are_words() -> Iterator[None]:
    from asylia.api.reading import PlainJson

    strict = PlainJson.parse_body

    def lax(self: Any, request: Any) -> dict[str, Any]:
        return {name: str(value) if isinstance(value, int) else value for name, value in strict(self, request).items()}

    with patch.object(PlainJson, "parse_body", lax):
        yield


@contextmanager
def an_answer_nobody_was_told_of() -> Iterator[None]:
    from asylia.access.refused import NotHere
    from asylia.api import root
    from asylia.api.problems import not_here, problem

    root.api.add_exception_handler(NotHere, lambda request, given: problem(410, "gone", "It is gone."))
    try:
        yield
    finally:
        root.api.add_exception_handler(NotHere, not_here)


FAULTS: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "an address falls over a NUL": falls_over_a_nul,
    "an address needs no sign-in": no_sign_in_needed,
    "an answer lacks a field": a_field_is_missing,
    "a number is taken for a word": numbers_are_words,
    "what is hidden is said to be gone": an_answer_nobody_was_told_of,
}


if __name__ == "__main__":
    django.setup()
    told = main(sys.argv[1].split(","), int(sys.argv[2]), sys.argv[3])
    print(
        json.dumps(
            {
                "requests": told.requests,
                "statuses": told.statuses,
                "failures": told.failures,
            }
        )
    )
