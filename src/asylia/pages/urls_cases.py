"""The addresses of cases. None holds anything of a person but the agency's own code of the case."""

from __future__ import annotations

from django.urls import path

from asylia.pages import (
    access_log,
    case_acts,
    case_danger,
    case_facts,
    case_opening,
    case_page,
    case_people,
    case_signs,
    case_texts,
    case_track,
    cases,
    data_protection,
)

urlpatterns = [
    path("cases", cases.cases, name="cases"),
    path("cases/open", case_opening.open_case, name="case-open"),
    path("cases/danger", case_danger.ask, name="danger"),
    path("cases/<str:code>", case_page.case, name="case"),
    path("cases/<str:code>/facts", case_facts.facts, name="case-facts"),
    path("cases/<str:code>/history", case_facts.history, name="case-history"),
    path("cases/<str:code>/signs", case_signs.signs, name="case-signs"),
    path("cases/<str:code>/texts", case_texts.texts, name="case-texts"),
    path("cases/<str:code>/act", case_acts.act, name="case-act"),
    path("cases/<str:code>/tracks/<str:kind>", case_track.track, name="case-track"),
    path("cases/<str:code>/people", case_people.people, name="case-people"),
    path("cases/<str:code>/danger", case_danger.of_case, name="case-danger"),
    path("cases/<str:code>/seen", access_log.seen_by, name="case-seen"),
    path("log", data_protection.log, name="log"),
    path("log/export", data_protection.export, name="log-export"),
]
