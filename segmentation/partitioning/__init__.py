"""The arithmetic that clustering algorithms and the choice of their number share."""
