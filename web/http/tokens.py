"""The secret that lets an editor change documents over HTTP."""

import hashlib
import hmac
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.errors import UnusableInput

#: Names the token file to the server processes; the secret itself is never in the environment.
VARIABLE: Final = "EQUIPOISE_UPDATE_TOKEN_FILE"
SHORTEST: Final = 16

#: What a bearer token may be made of (RFC 6750, b64token).
_BEARER: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*", re.ASCII)


@dataclass(frozen=True)
class Token:
    """A bearer token, of which only a digest is kept."""

    digest: bytes = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> "Token":
        """Read the token from a file that holds nothing else.

        Raises:
            UnusableInput: the file cannot be read, or what it holds is no token.
        """
        try:
            text = path.read_bytes().strip()
        except OSError as error:
            raise UnusableInput(
                f"cannot read the update token from {path}: {error.strerror}; name a file that "
                f"holds a secret of at least {SHORTEST} characters"
            ) from error
        if len(text) < SHORTEST:
            raise UnusableInput(
                f"{path}: holds no update token of at least {SHORTEST} characters; make one with "
                f"python3 -c 'import secrets; print(secrets.token_urlsafe())' > {path}"
            )
        if not _BEARER.fullmatch(text.decode("ascii", "replace")):
            raise UnusableInput(
                f"{path}: an update token is one word of letters, digits and the signs - . _ ~ + /"
            )
        return cls(_digest(text))

    @classmethod
    def from_environment(cls) -> "Token | None":
        """Return the token whose file the environment names, or None if it names none.

        Raises:
            UnusableInput: see :meth:`read`.
        """
        named = os.environ.get(VARIABLE)
        return cls.read(Path(named)) if named else None

    def matches(self, given: str) -> bool:
        """Tell whether this is the token, in a time that says nothing about it."""
        return hmac.compare_digest(_digest(given.encode()), self.digest)


def readable_by_others(path: Path) -> bool:
    """Tell whether other users of this machine may read a file."""
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _digest(text: bytes) -> bytes:
    return hashlib.sha256(text).digest()
