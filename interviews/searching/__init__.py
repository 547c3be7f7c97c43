"""Search: finding words in what was said, and what is done with the places."""
