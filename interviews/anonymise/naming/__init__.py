"""What names are made of: words, sounds, nicknames, titles, kinds. For lists, for grouping, for replacing."""
