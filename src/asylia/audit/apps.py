"""Tells Django that the tables of this room are one application."""

from __future__ import annotations

from django.apps import AppConfig


class Audit(AppConfig):
    name = "asylia.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
