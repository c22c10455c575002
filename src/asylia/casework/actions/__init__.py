"""What can be done to a case, a module for each kind of thing. Importing this fills `steps.STEPS`."""

from asylia.casework.actions import acts, danger, opening, people, telling, texts, tracks

__all__ = ["acts", "danger", "opening", "people", "telling", "texts", "tracks"]
