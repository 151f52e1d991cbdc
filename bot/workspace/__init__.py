"""The local workspace: a small Slack of our own that the unmodified bot connects to."""
