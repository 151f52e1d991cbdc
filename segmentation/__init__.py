"""The pure core: customer tables in, segments with their evidence out; usable from a notebook."""
