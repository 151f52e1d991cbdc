"""Durable jobs, and the process pool that does the computing."""
