"""The Slack app and everything that touches the world outside the core."""
