"""Dialogs: what people do in the workspace, and what the real bot answers."""
