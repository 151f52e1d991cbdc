"""From bytes to text cells: kinds of files, encodings, delimiters, headers and broken lines."""
