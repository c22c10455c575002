"""The addresses of signing in. As neutral as the rest, and none ever holds a name."""

from __future__ import annotations

from django.urls import path

from asylia.pages import incident, second_factor, sign_in, sign_in_accounts

urlpatterns = [
    path("in", sign_in.sign_in, name="sign-in"),
    path("in/here", sign_in.here, name="here"),
    path("in/passphrase", sign_in.passphrase, name="passphrase"),
    path("in/codes", second_factor.codes, name="recovery-codes"),
    path("in/device", second_factor.device, name="new-device"),
    path("in/out", sign_in.sign_out, name="sign-out"),
    path("in/incident", incident.incident, name="incident"),
    path("in/incident/end", incident.end, name="incident-end"),
    path("in/incident/canaries", incident.canaries, name="canaries"),
    path("in/waiting", sign_in_accounts.waiting, name="waiting"),
    path("in/waiting/<uuid:number>", sign_in_accounts.grant, name="grant"),
    path("in/accounts", sign_in_accounts.accounts, name="accounts"),
    path("in/accounts/new", sign_in_accounts.new_account, name="new-account"),
    path("in/accounts/<uuid:number>", sign_in_accounts.account, name="account"),
    path("in/accounts/<uuid:number>/change", sign_in_accounts.change, name="change-account"),
]
