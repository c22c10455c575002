"""The tables are those of the models, can be taken back and made again, and a change cut short is begun again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from asylia.server.database import Databases, databases

SCHEMA = (
    "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns "
    "WHERE table_schema = 'public' UNION ALL SELECT tablename || ': ' || policyname || ' ' || coalesce(qual, '') || "
    "coalesce(with_check, '') FROM pg_policies UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
    "UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Databases]:
    """An embedded database of its own, running, without tables."""
    known = databases(tmp_path)
    with known.kept():
        yield known


def command(known: Databases, *arguments: str) -> subprocess.Popen[bytes]:
    """A command in a process of its own, as the owner of the tables."""
    assert known.place is not None
    environment = {**os.environ, "ASYLIA_VAR": str(known.place.folder.parent), "ASYLIA_DATABASE_ROLE": "owner"}
    return subprocess.Popen([sys.executable, "-m", *arguments], env=environment, stdout=subprocess.DEVNULL)


def schema(known: Databases) -> list[str]:
    with known.connect("owner") as owner:
        return [row[0] for row in owner.execute(SCHEMA)]


def test_the_tables_are_those_of_the_models(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_up_down_and_up_again_is_the_same(fresh: Databases) -> None:
    assert command(fresh, "asylia.server.command", "migrate").wait() == 0
    made = schema(fresh)
    assert any(line.startswith("record_fact: see") for line in made)
    assert command(fresh, "django", "migrate", "record", "zero").wait() == 0
    assert [line for line in schema(fresh) if not line.startswith("django_migrations")] == []
    assert command(fresh, "asylia.server.command", "migrate").wait() == 0
    assert schema(fresh) == made


def test_killed_at_any_moment_it_is_begun_again(fresh: Databases, tables: Databases) -> None:
    moments = random.Random(3)
    for _ in range(3):
        migrating = command(fresh, "asylia.server.command", "migrate")
        time.sleep(moments.uniform(0.3, 1.5))
        migrating.send_signal(signal.SIGKILL)
        migrating.wait()
    assert command(fresh, "asylia.server.command", "migrate").wait() == 0
    made = [line for line in schema(fresh) if not line.startswith("django_migrations")]
    assert made == [line for line in schema(tables) if not line.startswith(("django_migrations", "all_cases"))]
