"""How old somebody is, as it is known, and what follows from it, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _


def age_words(child: str, age: str, *, in_doubt: bool) -> str:
    """The age in words. child: the state of the finding, "unknown" where there is none. age: as said, may be empty."""
    if child == "not_indicated":
        # Translators: who the person is; the age is as the person says it
        return _("%(age)s years, as declared: an adult.") % {"age": age} if age else _("An adult.")
    if in_doubt and age:
        # Translators: who the person is; the age is as the person says it
        return _("%(age)s years, as declared; doubt recorded: treated as a child.") % {"age": age}
    if in_doubt:
        # Translators: who the person is
        return _("Age in doubt: treated as a child.")
    if child in ("indicated", "presumed"):
        # Translators: who the person is; the age is as the person says it
        return _("%(age)s years, as declared: a child.") % {"age": age} if age else _("A child.")
    # Translators: who the person is
    return _("Age not known: what protects children stays in force.")
