"""What can be done to a case, a module for each kind of thing. Importing this fills `steps.STEPS`."""

from asylia.casework.actions import danger, opening, people, telling, texts

__all__ = ["danger", "opening", "people", "telling", "texts"]
