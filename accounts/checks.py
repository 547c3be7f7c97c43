"""What is looked at when Triad starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from accounts import sealing


@register
def sealing_keys(**_: Any) -> list[CheckMessage]:
    """What is no key would be noticed only when the first name is taken out."""
    try:
        sealing.outer()
    except ValueError:
        hint = "Make one as .env.example says. Where there are several, commas stand between them, the newest first."
        return [Error("SEALING_KEY is not a key of 32 bytes in base64.", hint=hint, id="accounts.E001")]
    return []
