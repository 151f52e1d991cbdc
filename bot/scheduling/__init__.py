"""What happens by itself at certain times; APScheduler only ticks."""
