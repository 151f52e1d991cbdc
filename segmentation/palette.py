"""One colour a segment, the same in every picture, table and message; no drawing library here.

The twelve colours start from Okabe and Ito's hues and were chosen by search so that any two of
the first n stay apart for readers with protan, deutan and tritan vision (Machado et al. 2009),
each with a contrast of at least 3:1 against white. Numbers always stand beside the colour.
"""

SEGMENT_COLOURS = (
    "#2292FF",
    "#D2821C",
    "#1A6C56",
    "#5B3391",
    "#6A3500",
    "#368698",
    "#AE1F35",
    "#877725",
    "#434343",
    "#DF368A",
    "#004E58",
    "#7B9A55",
)
SEGMENT_EMOJI = ("🔵", "🟠", "🟢", "🟣", "🟤", "🟦", "🔴", "🟡", "⚫", "🟪", "🟩", "🟨")

INK = "#1D2129"
MUTED = "#5B6472"
RULE = "#C9CED6"
FAINT = "#EEF0F3"
PAPER = "#FFFFFF"
NOISE = "#8A919C"
PALE = "#D3D7DD"
BELOW = "#E0893A"
ABOVE = "#5B9BD5"


def segment_colour(number: int) -> str:
    """The colour of a segment as hex; 0 (customers in no segment) is grey; 13 is 1 again.

    >>> segment_colour(1), segment_colour(0)
    ('#2292FF', '#8A919C')
    """
    return SEGMENT_COLOURS[(number - 1) % len(SEGMENT_COLOURS)] if number > 0 else NOISE


def segment_emoji(number: int) -> str:
    """The sign nearest to that colour, for messages.

    >>> segment_emoji(2)
    '🟠'
    """
    return SEGMENT_EMOJI[(number - 1) % len(SEGMENT_EMOJI)] if number > 0 else "⚪"


def diverging(strength: float) -> str:
    """From far below average (-1, orange) over paper (0) to far above (1, blue).

    >>> diverging(0), diverging(1), diverging(-5)
    ('#FFFFFF', '#5B9BD5', '#E0893A')
    """
    share = min(abs(strength), 1.0)
    ends = zip(_channels(PAPER), _channels(ABOVE if strength > 0 else BELOW), strict=True)
    return "#" + "".join(f"{round(start + (end - start) * share):02X}" for start, end in ends)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(fill: str) -> str:
    """Dark or white text, whichever reads better on this fill."""
    return INK if contrast(INK, fill) >= contrast(PAPER, fill) else PAPER


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
