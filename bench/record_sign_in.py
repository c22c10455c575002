"""Signing in through the pages, and how much of it is Argon2id, which makes every guess of a passphrase dear."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING

from record_agency import DEVICE, PASSPHRASE, Worked
from record_figures import Line, Statements, at_work, statements, timed, where_time_goes

if TYPE_CHECKING:
    from django.test import Client

TURNS = 3
"""A device's code of the step before, of now and of the next are taken, each once."""

MOST = 0.5
"""More than this part of a sign-in is to be Argon2id."""


def derived() -> None:
    """The derivation of a lock's key with the standard effort, and nothing else."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    from asylia.access.keyring_user import SALT_BYTES, STANDARD_EFFORT
    from asylia.access.vault import KEY_BYTES

    Argon2id(
        salt=secrets.token_bytes(SALT_BYTES),
        length=KEY_BYTES,
        iterations=STANDARD_EFFORT.passes,
        lanes=STANDARD_EFFORT.lanes,
        memory_cost=STANDARD_EFFORT.memory_kib,
    ).derive(PASSPHRASE.encode())


def code_after(last: int) -> tuple[int, str]:
    """The first code that the device may show now and that was not taken: its step of time, and the code."""
    from allauth.mfa.totp.internal import auth as totp

    step = min(counter for counter in totp.yield_hotp_counters_from_time() if counter > last)
    return step, str(totp.format_hotp_value(totp.hotp_value(DEVICE, step)))


def sign_in(client: Client, name: str, code: str) -> None:
    """Both forms, as a browser sends them."""
    half = client.post("/in", {"step": "name", "name": name, "passphrase": PASSPHRASE})
    whole = client.post("/in", {"step": "second", "code": code})
    if half.status_code >= 400 or whole.status_code >= 400:
        raise RuntimeError(f"The invented account did not sign in ({half.status_code}, {whole.status_code}).")


def signing_in(agency: Worked, rounds: int) -> Iterator[Line | str]:
    """Every account but the worker signs in, three times where there are rounds enough."""
    from django.test import Client

    whole, argon, told = list[float](), list[float](), list[Statements]()
    taken = dict.fromkeys(agency.names[1:], 0)
    for name in [*taken] * TURNS:
        if len(whole) < rounds:
            taken[name], code = code_after(taken[name])
            client = Client(SERVER_NAME="localhost")
            argon.append(timed(derived))
            with statements() as heard:
                whole.append(timed(lambda: sign_in(client, name, code)))  # noqa: B023 - called at once
            told.append(heard)
    part = median(argon) / median(whole)
    yield Line(
        "signing in, both steps",
        whole,
        "Argon2id alone",
        median(argon),
        part,
        at_work(told),
        f"Argon2id above {MOST} of it",
        part > MOST,
    )
    yield from where_time_goes("sign-in", whole, told)
