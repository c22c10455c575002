"""Two people who sign in at the same moment both get in: neither waits for ever for the other."""

from __future__ import annotations

import subprocess
import sys

TWO_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from asylia.access.keyring_user import UserKey
with ThreadPoolExecutor(2) as two:
    print(len(list(two.map(lambda name: UserKey.new(name).lock_with_passphrase("x"), "abcd"))))
"""


def test_two_passphrases_are_tried_at_once() -> None:
    # In a process of its own, since a thread that hangs cannot be ended.
    done = subprocess.run([sys.executable, "-c", TWO_AT_ONCE], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "4"
