"""Faults of what is kept in clear, each of which must turn H9 red."""

from __future__ import annotations

from contextlib import nullcontext
from unittest.mock import patch

from tests.trust import h09_plaintext
from tests.trust.frame import Fault
from tests.trust.h09_plaintext import hunted

FAULTS = {
    "a text is kept as it was written": Fault(nullcontext, lambda: hunted(14, "kept in clear")),
    "the log of the server holds what was sent": Fault(nullcontext, lambda: hunted(14, "log names")),
    "a receipt holds what was sent": Fault(nullcontext, lambda: hunted(14, "receipt of words")),
    "the hunt looks into no table": Fault(
        lambda: patch.object(h09_plaintext, "in_clear", lambda _var: None), lambda: hunted(14)
    ),
}
