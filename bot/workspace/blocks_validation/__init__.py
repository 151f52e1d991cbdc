"""Slack's rules for blocks: what breaks them is named with its path, as Slack names it."""
