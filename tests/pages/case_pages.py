"""A browser without script in which somebody of an invented agency works on cases."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from tests.access.people_with_accounts import Person, signed_in_client


class Worker:
    """Somebody signed in. Sends forms as a page without script does, and remembers the last page."""

    def __init__(self, person: Person, language: str = "en") -> None:
        self.client: Client = signed_in_client(person)
        self.language = language
        self.status = 0
        self.text = ""
        self.address = ""

    def open(self, address: str) -> Worker:
        return self._read(self.client.get(address, {"lang": self.language}), address)

    def send(self, address: str, **fields: Any) -> Worker:
        """A form, with its hidden key as the page carried it, and the page it leads to."""
        key = {"key": self.hidden("key")} if self.hidden("key") else {}
        return self._read(self.client.post(address, {"language": self.language, **key, **fields}, follow=True), address)

    def hidden(self, name: str) -> str:
        """What a hidden field of the last page holds; empty where there is none."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return found[1] if found else ""

    def open_case(self, role: str, **fields: Any) -> str:
        """A new case; gives its code."""
        self.open("/cases/open").send("/cases/open", role=role, save="1", **fields)
        found = re.search(r"<h1><bdi dir=\"ltr\">([0-9A-Z-]{14})</bdi>", self.text)
        assert found, self.text
        return found[1]

    def record(self, code: str, fact: str, answer: str = "", **fields: Any) -> Worker:
        """One answer to one question."""
        at = f"/cases/{code}/facts"
        self.send(at, fact=fact)
        given = {"source": "person", "certainty": "stated", "answer": answer}
        return self.send(at, fact=fact, save="1", **{**given, **fields})

    @property
    def plain(self) -> str:
        """The last page as it reads, without its head, on one line."""
        body = self.text.partition("<body>")[2]
        return re.sub(r"\s+", " ", re.sub(r"<template.*?</template>|<[^>]+>", " ", body, flags=re.S))

    def _read(self, response: Any, address: str) -> Worker:
        self.status = response.status_code
        self.text = response.content.decode()
        self.address = response.request["PATH_INFO"]
        return self
