"""What is published about how well screening tools work, at any prevalence."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from asylia.law.facts import ascii_digits
from asylia.screening import NOT_VALIDATED
from asylia.screening.validity import (
    STATE_OF_KNOWLEDGE,
    TOOLS,
    Estimate,
    Measures,
    Tool,
    ValidityError,
    measure_tool,
)
from asylia.server.terminal import print_validity


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tool", metavar="TOOL", nargs="?", help="a tool such as QYIT; none shows them all")
    parser.add_argument("--prevalence", metavar="P", help="share of cases among those screened: 0.05 or 5%%")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a readable page")


def run(arguments: argparse.Namespace) -> int:
    """0; raises ValidityError for a tool that is not listed or a prevalence that cannot be."""
    prevalence = None if arguments.prevalence is None else share(arguments.prevalence)
    tools = [(TOOLS[key], measure_tool(key, prevalence)) for key in named(arguments.tool)]
    if arguments.json:
        json.dump(_as_json(tools), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print_validity(tools)
    return 0


def named(given: str | None) -> list[str]:
    """The studies of a tool by its key, or by how its key or name begins; all where none is named.

    Raises ValidityError for a tool that is not listed.
    """
    if given is None:
        return list(TOOLS)
    word = given.strip().casefold()
    if word in TOOLS:
        return [word]
    found = [
        key for key, tool in TOOLS.items() if word and (key.startswith(word) or tool.name.casefold().startswith(word))
    ]
    if not found:
        raise ValidityError("This tool is not listed. Listed are: " + ", ".join(TOOLS))
    return found


def share(given: str) -> float:
    """A share from 0 to 1, written so or in percent. Raises ValidityError."""
    plain = ascii_digits(given).strip().replace(",", ".").replace("٪", "%").replace("٫", ".")
    try:
        read = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        read = -1.0
    if not 0 <= read <= 1:
        raise ValidityError("--prevalence is expected to be a share from 0 to 1, such as 0.05, or 5%.")
    return read


def _as_json(tools: list[tuple[Tool, Measures]]) -> dict[str, Any]:
    return {
        "tools": [
            {
                "key": tool.key,
                "name": tool.name,
                "setting": tool.setting,
                "source": tool.source,
                "confidence": tool.confidence,
                "n": tool.n,
                "cases": tool.cases,
                "prevalence": found.prevalence,
                "sensitivity": _estimate(found.sensitivity),
                "specificity": _estimate(found.specificity),
                "ppv": _estimate(found.ppv),
                "npv": _estimate(found.npv),
                "lr_plus": _estimate(found.lr_plus),
                "lr_minus": _estimate(found.lr_minus),
                "reconstructed": any(rate.reconstructed for rate in (tool.sensitivity, tool.specificity) if rate),
                "cautions": list(tool.cautions),
            }
            for tool, found in tools
        ],
        "state_of_knowledge": STATE_OF_KNOWLEDGE,
        "caution": NOT_VALIDATED,
    }


def _estimate(found: Estimate) -> dict[str, float | None]:
    return {"value": found.value, "low": found.low, "high": found.high}
