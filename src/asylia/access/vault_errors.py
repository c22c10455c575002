"""What can go wrong when something sealed is opened. No text here ever carries what was sealed, nor a key."""


class VaultError(Exception):
    """Something sealed could not be opened, or a key could not be used."""

    said = "This could not be opened."

    def __init__(self) -> None:
        super().__init__(self.said)


class WrongKey(VaultError):
    """The key, passphrase or device does not belong to what was to be opened."""

    said = "This is sealed with another key. Use the key, passphrase or device it was sealed for."


class Tampered(VaultError):
    """The sealed bytes are damaged, were changed, or stand in a place they were not sealed for."""

    said = (
        "What is stored here was changed or moved since it was sealed. Restore it from a backup, and tell who keeps it."
    )


class Shredded(VaultError):
    """The key was destroyed on purpose, when the time to keep this had ended or the person asked for it."""

    said = "This was deleted for good. Nothing can open it."


class NotUnlocked(VaultError):
    """The key that is needed has not been opened in this session, or has been closed."""

    said = "The key for this is not open in this session. Sign in again, or ask a colleague who may open it."
