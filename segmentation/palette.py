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
BELOW = "#B35806"
ABOVE = "#2166AC"


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
