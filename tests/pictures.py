"""The smallest pictures that presenters can be shown."""

from segmentation.chart import Picture

# The smallest PNG: one transparent pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def picture(name: str = "scatter", title: str = "Map of the segments") -> Picture:
    """A picture whose alt text says what it shows."""
    alt = f"{title}: five clouds; the largest lies in the middle of income and spending."
    return Picture(name, title, PIXEL, alt)


PICTURES = (picture(), picture("bars", "Profile in bars"))
