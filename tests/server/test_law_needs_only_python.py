"""The law and the screening are a plain library: they load where nothing but Python is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"


def test_law_and_screening_load_without_any_installed_package() -> None:
    program = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); import asylia.law, asylia.screening"
    outcome = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
