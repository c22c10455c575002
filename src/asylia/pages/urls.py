"""The addresses of the desk. None of them ever holds an answer."""

from __future__ import annotations

from django.urls import include, path

from asylia.pages import leaving, views

urlpatterns = [
    path("", views.start, name="start"),
    path("desk/begin", views.begin, name="begin"),
    path("desk/case", views.open_case, name="open-case"),
    path("desk/step", views.next_step, name="next-step"),
    path("desk/look", views.look, name="look"),
    path("desk/ask", views.ask, name="ask"),
    path("desk/answer", views.answer, name="answer"),
    path("desk/later", views.later, name="later"),
    path("desk/remove", views.remove, name="remove"),
    path("desk/back", views.take_back, name="take-back"),
    path("desk/turned", views.turned, name="turned"),
    path("desk/facts", views.facts, name="facts"),
    path("desk/summary", views.summary, name="summary"),
    path("law/", views.law, name="law"),
    path("law/<str:rule_id>", views.rule, name="rule"),
    path("calendar", leaving.calendar, name="calendar"),
    path("", include("asylia.pages.urls_cases")),
]
