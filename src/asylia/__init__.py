"""Asylia: from arrival to a durable solution, between refugee law and anti-trafficking law."""

__version__ = "0.1.0"
