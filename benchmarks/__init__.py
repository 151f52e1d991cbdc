"""What the program costs, against what a user would do instead, in one run."""
