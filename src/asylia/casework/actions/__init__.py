"""What can be done to a case, a module for each kind of thing. Importing this fills `steps.STEPS`."""

from asylia.casework.actions import opening, people, telling, texts

__all__ = ["opening", "people", "telling", "texts"]
