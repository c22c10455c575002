"""What a rule does, for its page: what it contributes to, forbids, begins and asks, and which facts it reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from asylia.law import LAW
from asylia.law.facts import FACTS
from asylia.law.rights import RIGHTS
from asylia.law.rule import Attach, Deadline, Effect, Notice, Rule, Task, Warn
from asylia.pages import words


@dataclass(frozen=True)
class Reach:
    """Everything one rule touches, in the language of the page, each thing once."""

    findings: tuple[str, ...]
    forbids: tuple[str, ...]
    forbids_softly: tuple[str, ...]
    rights: tuple[str, ...]
    asks: tuple[str, ...]
    facts: tuple[str, ...]
    kept_by: str


def reach(rule_id: str) -> Reach:
    """What the rule of that id does. Raises KeyError."""
    rule = LAW.rules[rule_id]
    effects = [effect for duty in rule.duties for effect in duty.effects]
    return Reach(
        findings=_once(words.finding(ground.finding.name) for ground in rule.grounds),
        forbids=_forbidden(rule, hard=True),
        forbids_softly=_forbidden(rule, hard=False),
        rights=_once(_(RIGHTS[code].text) for effect in effects if isinstance(effect, Attach) for code in effect.codes),
        asks=_once(_said(effect) for effect in effects if not isinstance(effect, Attach)),
        facts=_once(words.question(key) for key, fact in FACTS.items() if rule_id in fact.rules),
        kept_by=_(rule.enforced_by) if rule.enforced_by else "",
    )


def _forbidden(rule: Rule, *, hard: bool) -> tuple[str, ...]:
    return _once(words.full_action(action) for block in rule.blocks if block.hard is hard for action in block.actions)


def _said(effect: Effect) -> str:
    match effect:
        case Task(role, what):
            # Translators: who has to do what: "Case worker: Make a safety plan"
            return _("%(role)s: %(task)s") % {"role": _(words.ROLES[role]), "task": _(what)}
        case Deadline(what=text) | Notice(item=text) | Warn(text=text):
            return _(text)
    return ""


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
