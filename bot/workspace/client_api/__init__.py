"""What the page asks of the server, and what it is told as it happens."""
