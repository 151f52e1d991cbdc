"""The stores that exist: SQL databases, memory, and files through fsspec."""
