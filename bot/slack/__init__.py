"""Everything that is said to Slack, and everything that is fetched from it."""
