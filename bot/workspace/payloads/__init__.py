"""How things look on the wire: to the bot in Slack's shapes, to the page in ours."""
