"""Tells Django that the record's models are one application."""

from __future__ import annotations

from django.apps import AppConfig


class Record(AppConfig):
    name = "asylia.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
