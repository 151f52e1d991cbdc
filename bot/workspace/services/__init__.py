"""What can happen in the workspace, one kind of happening a file."""
