"""Every command is explained, and every link between pages leads somewhere."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

from asylia.server import commands

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {module.name for module in pkgutil.iter_modules(commands.__path__)}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted(ROOT.glob("docs/**/*.md"))]


def test_every_command_is_explained() -> None:
    explained = (ROOT / "docs" / "commands.md").read_text()
    assert [name for name in sorted(COMMANDS) if f"## `./asylia {name}" not in explained] == []


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []
