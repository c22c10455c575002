"""A program that asks the API on behalf of somebody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from tests.access.people_with_accounts import Person, signed_in_client

JSON = "application/json"


class Asking:
    """Somebody's program. The last answer stays readable."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()

    def get(self, address: str) -> Any:
        return self.client.get(f"/api{address}")

    def post(
        self, address: str, given: object, key: UUID | None = None, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Any:
        return self.raw(address, json.dumps(given).encode(), key=key, headers=headers)

    def raw(
        self,
        address: str,
        body: bytes,
        *,
        key: UUID | None = None,
        kind: str = JSON,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Any:
        """A body of these bytes. Each command has a key of its own unless one is given."""
        return self.client.post(
            f"/api{address}", body, content_type=kind, headers={"Idempotency-Key": str(key or uuid4()), **headers}
        )

    def do(self, action: str, code: str, key: UUID | None = None, **given: object) -> Any:
        return self.post(f"/cases/{code}/actions/{action}", given, key)

    def opened(self, **given: object) -> str:
        """The code of a case that was opened just now."""
        answer = self.post("/cases", {"role": "CW", **given})
        assert answer.status_code == 200, answer.content
        return str(answer.json()["code"])


def asking(person: Person) -> Asking:
    return Asking(signed_in_client(person))


def headers_of(answer: HttpResponse) -> dict[str, str]:
    """Every header of an answer. When it is stale is the moment it was made, and so is left out of what is compared."""
    return {name: value for name, value in answer.headers.items() if name != "Expires"}
