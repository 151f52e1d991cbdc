"""Who belongs to the workspace: a full member, a guest, somebody of another organisation."""

from typing import Literal

Belonging = Literal["member", "guest", "stranger", "unknown"]
