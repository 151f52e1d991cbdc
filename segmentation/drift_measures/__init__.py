"""The measures of drift there are; each import adds a member to DRIFT_MEASURES."""

from segmentation.drift_measures import chi_squared as chi_squared
from segmentation.drift_measures import ks as ks
from segmentation.drift_measures import psi as psi
