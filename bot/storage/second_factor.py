"""Codes of six digits from time (RFC 6238), as authenticator apps show them."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyotp

ISSUER: Final = "Pana 111"
SECONDS: Final = 30
DIGITS: Final = 6
# A telephone's clock may be one step early or late.
BESIDE: Final = (0, -1, 1)


@dataclass(frozen=True, slots=True)
class TotpFactor:
    """The port over pyotp: SHA-1, 30 seconds, six digits."""

    def new(self) -> str:
        """Return a new secret of 160 bits in base32."""
        return pyotp.random_base32()

    def uri(self, secret: str, name: str) -> str:
        """Return the otpauth address of a secret."""
        return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)

    def step(self, secret: str, code: str, now: datetime) -> int | None:
        """Return the step whose code was typed; spaces are how apps print it."""
        typed = "".join(code.split())
        if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
            return None
        made, current = pyotp.TOTP(secret), int(now.timestamp()) // SECONDS
        for step in (current + beside for beside in BESIDE):
            if hmac.compare_digest(made.generate_otp(step), typed):
                return step
        return None
