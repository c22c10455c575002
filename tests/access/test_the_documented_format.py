"""What docs/development/vault.md says of the bytes is true, and what earlier versions sealed stays readable."""

from __future__ import annotations

import json
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from asylia.access.custodians import read_share, recovered
from asylia.access.keyring import Grant, Keyring
from asylia.access.keyring_drawer import WrappedKey
from asylia.access.keyring_user import unlock_with_passphrase
from asylia.access.vault import Key, Slot, encrypt

KEPT = json.loads(Path(__file__).with_name("sealed_by_version_1.json").read_text())


def parts(*texts: str) -> bytes:
    return b"".join(len(text.encode()).to_bytes(4, "big") + text.encode() for text in texts)


def test_a_field_opens_by_hand() -> None:
    material = bytes(range(32))
    sealed = encrypt(Key(material), Slot("agency-harbour", "case-1", "C", "narrative", 7), b"Mira said")

    key_id = HKDFExpand(SHA256(), 16, b"asylia/key/1/" + parts("id")).derive(material)
    assert sealed[:17] == b"\x01" + key_id
    bound = b"\x01" + key_id + parts("slot", "agency-harbour", "case-1", "C", "narrative", "7")
    padded = AESGCM(material).decrypt(sealed[17:29], sealed[29:], bound)
    assert padded == b"Mira said\x80" + bytes(22)


def test_what_version_1_sealed_still_opens() -> None:
    user = unlock_with_passphrase("user-1", bytes.fromhex(KEPT["locked"]), KEPT["passphrase"])
    grants = [Grant("agency-harbour", "user-1", "C", 1, bytes.fromhex(KEPT["grant"]))]
    with_key = Keyring.open(user, "agency-harbour", grants)
    for kind in ("own", "left"):
        stored = WrappedKey(
            "agency-harbour", "case-1", "C", 1, bytes.fromhex(KEPT[kind]["id"]), bytes.fromhex(KEPT[kind]["wrapped"])
        )
        drawer = with_key.drawer("case-1", "C", [stored])
        assert drawer.read("narrative", 1, bytes.fromhex(KEPT[kind]["field"])).decode() == "ميرا"


def test_paper_printed_by_version_1_still_recovers() -> None:
    shares = [read_share(paper) for paper in KEPT["papers"][:2]]
    assert bytes(recovered(shares).reveal()) == bytes.fromhex(KEPT["split"])
