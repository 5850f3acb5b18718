"""Return codes: sixteen digits, known to us only by a keyed hash, which alone open a card."""

import hmac
import secrets
import string
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.card import Card
from bot.domain.errors import StoreError
from bot.storage.sealed_cases import seal_card, unseal_card
from bot.storage.secrecy import KEY_BYTES, Key, MasterKey, SealBrokenError

DIGITS: Final = 16
HASHING: Final = b"return code hash"
SEALING: Final = b"return code card"


@dataclass(frozen=True, slots=True)
class RandomCodes:
    """The port; both the master key and the code are needed to read a card."""

    master: MasterKey

    def new(self) -> str:
        """Return sixteen digits that nobody can guess."""
        return "".join(secrets.choice(string.digits) for _ in range(DIGITS))

    def hashed(self, code: str) -> bytes:
        """Return the keyed hash under which a code is kept."""
        key = self.master.derived(HASHING)
        return hmac.new(key.secret, code.encode(), sha256).digest()

    def seal(self, code: str, card: Card) -> bytes:
        """Seal a card so that only the code opens it."""
        return seal_card(self._key(code), card)

    def unseal(self, code: str, sealed: bytes) -> Card:
        """Return the card; raises StoreError where the code does not open it."""
        try:
            return unseal_card(self._key(code), sealed)
        except SealBrokenError:
            raise StoreError("This code does not open the card.") from None

    def _key(self, code: str) -> Key:
        salt = self.master.derived(SEALING).secret
        return Key(HKDF(SHA256(), KEY_BYTES, salt=salt, info=SEALING).derive(code.encode()))
