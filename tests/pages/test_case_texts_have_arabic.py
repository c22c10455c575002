"""Every text of the pages of cases has an Arabic one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files

import polib

from asylia.access.policy_rules import REASONS
from asylia.access.roles import ACTIONS, AREAS
from asylia.audit import reading
from asylia.pages import case_words, contact_rule

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
    names = ("access_log", "age", "cases", "colleagues", "contact_rule", "data_protection")
    for module in files("asylia.pages").iterdir():
        name, _dot, kind = module.name.partition(".")
        if kind == "py" and (name.startswith("case_") or name in names):
            for call in ast.walk(ast.parse(module.read_text("utf-8"))):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKED:
                    yield from (str(one.value) for one in call.args if isinstance(one, ast.Constant) and one.value)


def of_the_door() -> Iterator[str]:
    """What the door says where it cannot take something that a page can send."""
    for module in ("actions/acts", "actions/people", "actions/texts", "door", "steps"):
        source = files("asylia.casework").joinpath(f"{module}.py").read_text("utf-8")
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Rejected":
                yield from (str(one.value) for one in call.args[:1] if isinstance(one, ast.Constant))


NEVER_SENT = ("action for this", "must be must_never_see", "must be whole numbers")
"""Parts of what the door says to programs alone: no form of a page can bring it about."""


def of_data() -> Iterator[str]:
    yield from (text for source in (case_words, contact_rule) for text, _ in source.texts())
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
    missing = set(of_the_door()) - ARABIC
    assert sorted(text for text in missing if not any(part in text for part in NEVER_SENT)) == []
