"""The server that answers people is not the owner of the tables, though it has just brought them up to date as such."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest

from asylia.server.running import running


def test_a_sign_in_is_counted_by_the_app(tmp_path: Path) -> None:
    form = urlencode({"step": "name", "name": "nobody", "passphrase": "nothing at all"}).encode()
    with running(tmp_path) as address, pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/in", form, timeout=20)
    # The owner may write no row of this table, and would have answered with an error.
    assert refused.value.code == 401
    refused.value.close()
