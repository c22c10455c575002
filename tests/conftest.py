"""What every test shares: the same random examples at each run, a server folder of its own, and a database in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from asylia.server.database import ROLE, URLS, Databases, databases

VAR = Path(tempfile.mkdtemp(prefix="asylia-tests-"))

os.environ["DJANGO_SETTINGS_MODULE"] = "asylia.server.settings"
os.environ["ASYLIA_SECRET_KEY"] = "only for tests: " + "0" * 50
os.environ["ASYLIA_VAR"] = str(VAR)
for name in (ROLE, *URLS.values()):
    # Whatever database the developer has named, no test touches it.
    os.environ.pop(name, None)

hypothesis_settings.register_profile("asylia", derandomize=True, deadline=None, print_blob=True)
hypothesis_settings.load_profile("asylia")


def pytest_configure(config: pytest.Config) -> None:
    """Style sheets under their own names, and the folder and the database of this process.

    The fingerprinted style sheets exist only where a server has laid them out. Django may have been set up before this
    file was read, with the folder of the process that started this one.
    """
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]
    settings.DATABASES["default"].update(databases(VAR).for_django("app"))
    settings.VAR = VAR


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(VAR, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Databases]:
    """One embedded database for all tests of this process, running, with its three roles and no table."""
    known = databases(VAR)
    with known.kept():
        yield known


@pytest.fixture(scope="session")
def tables(cluster: Databases) -> Databases:
    """The same with the tables of this version, made as `asylia migrate` makes them."""
    subprocess.run([sys.executable, "-m", "asylia.server.command", "migrate"], check=True, capture_output=True)
    return cluster


@pytest.fixture(scope="session")
def django_db_setup(tables: Databases) -> None:
    """Tests marked `django_db` work as asylia_app, in the database that a user would have."""
