"""Every text of the pages of cases has an Arabic one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files

import polib
from django.utils.translation import override

from asylia.access.policy_rules import REASONS
from asylia.access.roles import ACTIONS, AREAS
from asylia.audit import reading
from asylia.casework.answers import Rejected
from asylia.law.facts import FACTS, FactError
from asylia.pages import case_track_words, case_words, contact_rule
from asylia.pages.case_answers import in_words

CATALOGUE = polib.pofile(str(files("asylia.pages").joinpath("locale", "ar", "LC_MESSAGES", "django.po")))
ARABIC = {
    text
    for entry in CATALOGUE
    if not entry.obsolete and entry.translated()
    for text in (entry.msgid, entry.msgid_plural)
}
STATIC = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"{%\s*blocktranslate trimmed[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.S)
MARKED = ("_", "gettext", "gettext_noop", "ngettext")


def of_templates() -> Iterator[str]:
    for page in files("asylia.pages").joinpath("templates", "cases").iterdir():
        text = page.read_text("utf-8")
        yield from (found for pair in STATIC.findall(text) for found in pair if found)
        for block in BLOCK.findall(text):
            for part in re.split(r"{%\s*plural\s*%}", block):
                yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", " ".join(part.split()))


def of_code() -> Iterator[str]:
    names = ("access_log", "age", "cases", "colleagues", "contact_rule", "data_protection", "openings")
    for module in files("asylia.pages").iterdir():
        name, _dot, kind = module.name.partition(".")
        if kind == "py" and (name.startswith("case_") or name in names):
            for call in ast.walk(ast.parse(module.read_text("utf-8"))):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKED:
                    yield from (str(one.value) for one in call.args if isinstance(one, ast.Constant) and one.value)


ERRORS = ("Rejected", "NotAnswered", "FactError", "IndicatorError", "CountryError", "DictionaryError", "CodeError")
SAYING = (
    *(
        ("casework", f"actions/{name}")
        for name in ("acts", "danger", "opening", "people", "telling", "texts", "tracks")
    ),
    *(("casework", name) for name in ("door", "steps", "tracks/answers")),
    ("record", "ledger"),
    ("record", "case_code"),
    ("record", "dictionary"),
    ("law", "facts"),
    ("law", "country"),
    ("screening", "indicators"),
)
"""Where the sentences are made that the door says when it cannot take something."""


def errors_of_the_door() -> Iterator[ast.expr]:
    """What each of them is made with: its sentence."""
    for room, module in SAYING:
        source = files(f"asylia.{room}").joinpath(f"{module}.py").read_text("utf-8")
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ERRORS and call.args:
                yield call.args[0]


def of_the_door() -> Iterator[str]:
    yield from (str(one.value) for one in errors_of_the_door() if isinstance(one, ast.Constant))
    yield from (fact.expects[0] for fact in FACTS.values())


def of_data() -> Iterator[str]:
    yield from (text for source in (case_words, case_track_words, contact_rule) for text, _ in source.texts())
    yield from AREAS.values()
    yield from (action.does for action in ACTIONS.values())
    yield from REASONS.values()
    yield from reading.texts()


def test_templates() -> None:
    assert sorted(set(of_templates()) - ARABIC) == []


def test_what_the_pages_say_themselves() -> None:
    assert sorted(set(of_code()) - ARABIC) == []


def test_words_for_codes() -> None:
    assert sorted(set(of_data()) - ARABIC) == []


def test_what_the_door_answers() -> None:
    assert sorted(set(of_the_door()) - ARABIC) == []


def test_no_sentence_of_the_door_is_put_together_before_it_can_be_translated() -> None:
    assert [ast.unparse(one) for one in errors_of_the_door() if isinstance(one, ast.JoinedStr | ast.BinOp)] == []


def test_an_error_within_an_error_is_in_arabic_too() -> None:
    cause = FactError("%(key)s: this date lies in the future; it is expected to have happened", key="det.since")
    with override("ar"):
        said = in_words(Rejected("Nothing was recorded. %(cause)s.", "det.since", cause=cause))
    assert "det.since" in said
    assert re.findall(r"[A-Za-z]+", said.replace("det.since", "")) == []
