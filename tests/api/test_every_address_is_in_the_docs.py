"""docs/api.md names every address of the API with its method, and none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

from asylia.api.root import api

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "api.md"


def test_the_page_and_the_api_name_the_same_addresses() -> None:
    paths = api.get_openapi_schema(path_prefix="api/")["paths"]
    there = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    written = re.findall(r"^\| `((?:GET|POST|PUT|PATCH|DELETE) \S+)` \|", PAGE.read_text(), flags=re.MULTILINE)
    assert len(written) == len(set(written))
    assert set(written) == there


def test_the_page_names_every_kind_of_problem() -> None:
    text = "".join(file.read_text() for file in (ROOT / "src" / "asylia" / "api").glob("*.py"))
    kinds = set(re.findall(r'problem\(\s*\d+,\s*"(\w+)"', text)) | set(re.findall(r'error="(\w+)"', text))
    assert "refused" in kinds
    assert {kind for kind in kinds - {"fault"} if f"`{kind}`" not in PAGE.read_text()} == set()
