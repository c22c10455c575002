"""What commands show in a terminal: calm pages that read from top to bottom, plain text when piped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from asylia.screening import LEVEL_MEANING, NOT_VALIDATED
from asylia.screening.validity import STATE_OF_KNOWLEDGE, Measures, Tool

STATE_WORDS = {
    "indicated": "indicated",
    "presumed": "presumed, not established",
    "unknown": "not known yet",
    "not_indicated": "not indicated: an explicit no",
}
STRENGTH = {True: "hard", False: "soft"}
STRENGTH_MEANS = "hard: nobody may override; soft: two named people may, with a reason"


def console() -> Console:
    """The terminal, or plain lines of 100 characters where the output goes elsewhere."""
    wide = Console(highlight=False)
    return wide if wide.is_terminal else Console(highlight=False, width=100, no_color=True)


def print_report(found: dict[str, Any]) -> None:
    """The assessment of everybody in a file, as `asylia.assessment.report` gives it."""
    out = console()
    law = found["law"]
    out.print(Text("Asylia indicates; a named human decides.", style="bold"))
    out.print(f"Host country: {law['country'] or 'none chosen, the international floor'}. On {law['on']}.")
    if law["banner"]:
        out.print(Text(law["banner"], style="yellow"))
    for note in found["notes"]:
        out.print(f"Note: {escape(note)}")
    for person in found["people"]:
        out.print()
        out.rule(f"Person {escape(person['id'])}", align="left")
        out.print(_person(person))
    if found["set_aside"]:
        out.print()
        out.rule("Set aside", align="left")
        for one in found["set_aside"]:
            out.print(f"{escape(one['row'])}: {escape(one['reason'])}")


def _person(person: dict[str, Any]) -> Group:
    refused = [(a, g) for a, g in person["guards"].items() if g["verdict"] == "refuse"]
    waiting = [(a, g) for a, g in person["guards"].items() if g["verdict"] == "hold"]
    allowed = [a for a, g in person["guards"].items() if g["verdict"] == "allow"]
    question = person["next_question"]
    parts: list[RenderableType] = []
    parts += _section("Must not be done now", _guards(sorted(refused, key=lambda pair: not pair[1]["hard"])))
    parts += _section("Waits until more is known", _guards(waiting))
    parts += _section("Not barred by the law as coded", _lines([", ".join(allowed)] if allowed else []))
    parts += _section("Due", _deadlines(person["deadlines"]))
    parts += _section("Ask next", _lines([f"{question['text']} ({question['fact']})"] if question else []))
    parts += _section("Findings", _findings(person))
    parts += _section("Screening", _screening(person["screening"]))
    parts += _section("Rights that have begun", _rights(person["rights"]))
    parts += _section("Tasks", _lines(f"{t['role']}: {t['what']} [{t['rule']}]" for t in person["tasks"]))
    parts += _section("To be told", _lines(f"{n['item']} [{n['rule']}]" for n in person["notices"]))
    parts += _section("Keep in mind", _lines(f"{w['text']} [{w['rule']}]" for w in person["warnings"]))
    parts += _section("Said in two ways", _lines(_contradiction(one) for one in person["contradictions"]))
    parts += _section("Notes", _lines(person["notes"]))
    return Group(*parts)


def _section(title: str, body: Sequence[RenderableType]) -> list[RenderableType]:
    if not body:
        return []
    return [Text(f"\n{title}", style="bold"), *(Padding(part, (0, 0, 0, 2)) for part in body)]


def _lines(lines: Iterable[str]) -> list[RenderableType]:
    return [Text(line) for line in lines]


def _grid(columns: int = 4) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    for _ in range(columns - 1):
        table.add_column(overflow="fold")
    return table


def _guards(guards: Sequence[tuple[str, dict[str, Any]]]) -> list[RenderableType]:
    if not guards:
        return []
    table = _grid()
    for action, guard in guards:
        ask = f"ask: {guard['ask']}" if guard["ask"] else ""
        table.add_row(action, STRENGTH[guard["hard"]], ", ".join(guard["rules"]), ask)
    return [table, Text(STRENGTH_MEANS, style="dim")]


def _deadlines(deadlines: Sequence[dict[str, Any]]) -> list[RenderableType]:
    if not deadlines:
        return []
    table = _grid(3)
    for due in deadlines:
        basis = "limit of law" if due["legal"] else "Asylia's default"
        start = f"{basis}, {due['rule']}; clock from {due['start']['at']} ({due['start']['by']})"
        table.add_row(due["due"], due["what"], start)
    return [table]


def _findings(person: dict[str, Any]) -> list[RenderableType]:
    table = _grid()
    for name, state in person["findings"].items():
        steps = person["because"][name]
        made = {key: held for step in steps for key, held in step["facts"].items()}
        missing = dict.fromkeys(key for step in steps for key in step["missing"])
        because = ", ".join(f"{key} = {_word(held)}" for key, held in made.items())
        lacking = ", ".join(list(missing)[:6]) + (" …" if len(missing) > 6 else "")
        reason = f"because {because}" if state not in ("unknown",) and because else ""
        reason = reason or (f"missing: {lacking}" if missing else "")
        table.add_row(name, STATE_WORDS[state], ", ".join(dict.fromkeys(step["rule"] for step in steps)), reason)
    return [table]


def _word(held: Any) -> str:
    return "/".join(held) if isinstance(held, list) else str(held)


def _screening(screening: dict[str, Any]) -> list[RenderableType]:
    counts = ", ".join(
        f"{code}({d['strong']},{d['medium']},{d['weak']}) {d['state'].replace('_', ' ')}"
        for code, d in screening["dimensions"].items()
    )
    lines = [
        f"{screening['level']} ({screening['variant']} variant): {LEVEL_MEANING[screening['level']]}",
        counts,
        NOT_VALIDATED,
    ]
    if screening["ilo_pattern"]:
        lines.insert(2, f"ILO would count it as: {screening['ilo_pattern']}. Made for statistics, never a verdict.")
    return _lines(lines)


def _rights(rights: Sequence[dict[str, Any]]) -> list[RenderableType]:
    if not rights:
        return []
    table = _grid()
    for right in rights:
        table.add_row(right["code"], right["text"], right["source"], f"owed by: {right['duty_bearer']}")
    return [table]


def _contradiction(one: dict[str, Any]) -> str:
    return f"{one['fact']}: given as {one['given']}, but {', '.join(one['indicators'])} yes; taken as {one['taken']}"


def print_validity(tools: Sequence[tuple[Tool, Measures]]) -> None:
    """Published figures of screening tools, each with its cautions."""
    out = console()
    for tool, measured in tools:
        out.print()
        out.rule(f"{tool.name} ({tool.key})", align="left")
        out.print(Group(*_tool(tool, measured)))
    out.print()
    out.print(Text(STATE_OF_KNOWLEDGE, style="bold"))
    out.print(Text(NOT_VALIDATED))


def _tool(tool: Tool, measured: Measures) -> list[RenderableType]:
    table = _grid()
    table.add_row("Sensitivity", measured.sensitivity.as_percent())
    table.add_row("Specificity", measured.specificity.as_percent())
    at = "" if measured.prevalence is None else f"at a prevalence of {100 * measured.prevalence:.1f} %"
    table.add_row("Positive predictive value", measured.ppv.as_percent(), at)
    table.add_row("Negative predictive value", measured.npv.as_percent(), at)
    table.add_row("Likelihood ratio +", measured.lr_plus.as_ratio())
    table.add_row("Likelihood ratio -", measured.lr_minus.as_ratio())
    known = [rate for rate in (tool.sensitivity, tool.specificity) if rate]
    notes = ["Counts reconstructed from published rates."] if any(rate.reconstructed for rate in known) else []
    notes += [tool.note] if tool.note else []
    return [
        *_lines([tool.setting, f"Source: {tool.source} (confidence {tool.confidence})"]),
        *([table] if known else []),
        *_lines([*notes, *tool.cautions]),
    ]
