"""What every test shares: the same random examples at each run, and a server folder that is not the user's own."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import settings as hypothesis_settings

os.environ["DJANGO_SETTINGS_MODULE"] = "asylia.server.settings"
os.environ["ASYLIA_SECRET_KEY"] = "only for tests: " + "0" * 50
os.environ["ASYLIA_VAR"] = tempfile.gettempdir()

hypothesis_settings.register_profile("asylia", derandomize=True, deadline=None, print_blob=True)
hypothesis_settings.load_profile("asylia")


def pytest_configure(config: pytest.Config) -> None:
    """Style sheets under their own names: the fingerprinted ones exist only where a server has laid them out."""
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]
