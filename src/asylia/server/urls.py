"""Every address of Asylia."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("asylia.pages.urls")),
    path("api/", include("asylia.api.urls")),
    path("", include("asylia.pages.urls_sign_in")),
]
