"""A button is a command said by pressing: how its words travel in action ids and values.

`say:profile` with the value `an_7Q… profile 3` is heard as the words `profile 3` about the analysis
`an_7Q…`. `open:change` opens a modal about the analysis in its value. Option values are limited to
150 characters, which is why they are this short.
"""

SAY = "say:"
OPEN = "open:"
NOTHING = "-"


def say(analysis_id: str | None, words: str) -> str:
    """The value of a button that says `words` about an analysis (or about none)."""
    return f"{analysis_id or NOTHING} {words}"


def heard(value: str) -> tuple[str | None, str]:
    """The analysis and the words of a pressed button's value."""
    analysis_id, _, words = value.partition(" ")
    return (None if analysis_id == NOTHING else analysis_id), words
