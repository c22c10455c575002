"""Tells Django that the tables of this room are one application."""

from __future__ import annotations

from django.apps import AppConfig


class Access(AppConfig):
    name = "asylia.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
