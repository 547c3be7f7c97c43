"""Passages like those of a code: cut, learned, judged on extracts held back, kept as suggestions, decided by people."""
