"""The property tests of the core: no limit of time on a single example."""

from hypothesis import settings

settings.register_profile("without_haste", deadline=None)
settings.load_profile("without_haste")
