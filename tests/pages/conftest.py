"""The desk as a browser without script sees it: each page is a form, and its token goes into the next one."""

from __future__ import annotations

import re

import pytest
from django.test import Client

TOKEN = re.compile(r'name="desk" value="([^"]+)"')


class Sheet:
    """A person at the desk: sends forms, and remembers only what the last page carried."""

    def __init__(self, language: str = "en") -> None:
        self.client = Client()
        self.language = language
        self.status = 0
        self.text = ""

    def open(self, address: str) -> Sheet:
        return self._read(self.client.get(address, {"lang": self.language}))

    def send(self, step: str, **fields: object) -> Sheet:
        token = {"desk": self.token} if self.token else {}
        return self._read(self.client.post(f"/desk/{step}", {**token, "language": self.language, **fields}))

    def answer(self, key: str, answer: str = "", **fields: object) -> Sheet:
        return self.send("answer", key=key, answer=answer, **fields)

    @property
    def token(self) -> str:
        found = TOKEN.search(self.text)
        return found[1] if found else ""

    @property
    def asked(self) -> str:
        """The key of the question on the page; empty where none is asked."""
        found = re.search(r'<form id="answering".*?name="key" value="([^"]+)"', self.text, re.S)
        return found[1] if found else ""

    def _read(self, response) -> Sheet:
        self.status = response.status_code
        self.text = response.content.decode()
        return self


@pytest.fixture
def sheet() -> Sheet:
    """The desk in English, not yet opened."""
    return Sheet()


@pytest.fixture
def adult(sheet: Sheet) -> Sheet:
    """The desk after the first page: an adult of 31 in Arvana."""
    return sheet.send("begin", who="adult", age="31", country="XA")
