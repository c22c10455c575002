"""The addresses of signing in. As neutral as the rest, and none ever holds a name."""

from __future__ import annotations

from django.urls import path

from asylia.pages import sign_in

urlpatterns = [
    path("in", sign_in.sign_in, name="sign-in"),
    path("in/here", sign_in.here, name="here"),
    path("in/passphrase", sign_in.passphrase, name="passphrase"),
    path("in/out", sign_in.sign_out, name="sign-out"),
]
