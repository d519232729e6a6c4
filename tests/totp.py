"""An app of codes."""

import base64
import hmac
import struct
import time


def code_of(secret: str, later: int = 0) -> str:
    """What an app shows for this secret (RFC 6238), now or so many codes later: each code serves once."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30 + later), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
