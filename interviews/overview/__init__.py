"""Who was interviewed: the table of interviews, repeats, and what contradicts itself."""
