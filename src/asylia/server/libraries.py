"""Two parts of Django that the library of second factors imports, and that are used for nothing: they get no table."""

from __future__ import annotations

from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig


class WithoutPermissions(AuthConfig):
    """Users, but neither permissions nor groups: who may do what is decided by `asylia.access.policy` alone."""

    def ready(self) -> None:
        """Nothing is written into tables of permissions after a migration."""


class WithoutContentTypes(ContentTypesConfig):
    """Names of tables are not kept in a table."""

    def ready(self) -> None:
        """Nothing is written into a table of content types after a migration."""
