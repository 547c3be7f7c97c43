"""Rules that find identifiers: pure modules, one a kind, and lists of names, places and words beside them."""
