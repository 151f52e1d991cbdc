"""Colours that hold on paper, for colour-blind readers, and under text."""

import doctest
from itertools import combinations

import numpy as np
import pytest

from segmentation import palette
from segmentation.palette import (
    ABOVE,
    BELOW,
    INK,
    MUTED,
    PAPER,
    SEGMENT_COLOURS,
    SEGMENT_EMOJI,
    contrast,
    diverging,
    readable_on,
    segment_colour,
    segment_emoji,
)

# Machado, Oliveira and Fernandes (2009), full severity, linear RGB.
SEEN_BY = {
    "all": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def lab(colour: str, matrix: object) -> np.ndarray:
    """CIELAB of a colour as somebody sees it."""
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(np.asarray(matrix) @ linear, 0, 1) / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SEEN_BY)
@pytest.mark.parametrize(("first", "apart"), [(5, 24.0), (8, 11.0), (12, 9.0)])
def test_any_two_colours_differ_for_every_kind_of_sight(
    sight: str, first: int, apart: float
) -> None:
    """Distance in CIELAB among the first 5, 8 and 12; 2.3 is just noticeable."""
    seen = [lab(colour, SEEN_BY[sight]) for colour in SEGMENT_COLOURS[:first]]
    nearest = min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2))
    assert nearest > apart


@pytest.mark.parametrize("colour", SEGMENT_COLOURS)
def test_marks_stand_out_from_paper_and_carry_a_white_number(colour: str) -> None:
    assert contrast(colour, PAPER) >= 3


def test_text_reads_on_paper() -> None:
    assert contrast(INK, PAPER) >= 7
    assert contrast(MUTED, PAPER) >= 4.5


@pytest.mark.parametrize("strength", np.linspace(-1, 1, 21))
def test_text_reads_on_every_shade_of_a_heatmap(strength: float) -> None:
    fill = diverging(strength)
    assert contrast(readable_on(fill), fill) >= 4.5


def test_a_segment_has_one_colour_and_one_sign() -> None:
    assert len(set(SEGMENT_COLOURS)) == len(set(SEGMENT_EMOJI)) == 12
    assert segment_colour(1) == segment_colour(13)
    assert segment_emoji(1) == segment_emoji(13)
    assert segment_colour(0) not in SEGMENT_COLOURS
    assert segment_emoji(0) not in SEGMENT_EMOJI


def test_above_and_below_average_differ_for_every_kind_of_sight() -> None:
    for matrix in SEEN_BY.values():
        assert np.linalg.norm(lab(ABOVE, matrix) - lab(BELOW, matrix)) > 40


def test_the_examples_hold() -> None:
    assert doctest.testmod(palette).failed == 0
