"""Sealing, key wrapping and pseudonyms, all from one master key.

AES-256-GCM with random nonces seals; HKDF-SHA-256 derives a key for each purpose; HMAC-SHA-256
makes pseudonyms (all from the package `cryptography` and the standard library).
"""

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.errors import SettingsError
from bot.domain.visitor import Address, Pseudonym

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class SealBrokenError(Exception):
    """Sealed words cannot be read with this key."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that seals and unseals; never printed."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "Key":
        """Return a random key."""
        return cls(AESGCM.generate_key(KEY_BYTES * 8))

    def seal(self, words: bytes, purpose: bytes) -> bytes:
        """Return the words sealed; `purpose` must be the same to unseal them."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, words, purpose)

    def unseal(self, sealed: bytes, purpose: bytes) -> bytes:
        """Return the words; raises SealBrokenError where key or purpose are others."""
        nonce, words = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return AESGCM(self.secret).decrypt(nonce, words, purpose)
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The one secret that everything else hangs on."""

    secret: bytes = field(repr=False)

    def derived(self, purpose: bytes) -> Key:
        """Return the key for one purpose."""
        return Key(HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose).derive(self.secret))


def read_master_key(words: str) -> MasterKey:
    """Read a master key: 32 bytes in base64."""
    try:
        secret = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SettingsError("PANA_MASTER_KEY is not base64 text.") from error
    if len(secret) != KEY_BYTES:
        raise SettingsError(f"PANA_MASTER_KEY must be {KEY_BYTES} bytes in base64.")
    return MasterKey(secret)


def master_key_in(file: Path) -> tuple[MasterKey, bool]:
    """Return the master key of a file, made if there is none yet, and whether it was made."""
    try:
        return read_master_key(file.read_text(encoding="ascii").strip()), False
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError, SettingsError) as error:
        raise SettingsError(f"{file} holds no master key: 32 bytes in base64.") from error
    file.parent.mkdir(parents=True, exist_ok=True)
    words = base64.b64encode(os.urandom(KEY_BYTES)).decode("ascii")
    fresh = file.with_suffix(f".{os.urandom(8).hex()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(words + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    try:
        # Whoever comes first keeps his key: the link fails where one stands already.
        os.link(fresh, file)
    except FileExistsError:
        return master_key_in(file)
    finally:
        fresh.unlink()
    return read_master_key(words), True


@dataclass(frozen=True, slots=True)
class KeyedPseudonyms:
    """Keyed hashes of addresses; the secret changes every month."""

    master: MasterKey

    def of(self, address: Address, now: datetime) -> Sequence[Pseudonym]:
        """Return the pseudonym of this month, then of the month in which she may have begun."""
        last_month = now.replace(day=1) - timedelta(days=1)
        return tuple(self._in_month(address, month) for month in (now, last_month))

    def _in_month(self, address: Address, moment: datetime) -> Pseudonym:
        key = self.master.derived(f"pseudonym {moment:%Y-%m}".encode())
        words = f"{address.channel}\n{address.chat}".encode()
        return Pseudonym(hmac.new(key.secret, words, sha256).digest())
