"""Use cases, one a file: what a request does to the world, told as results."""
