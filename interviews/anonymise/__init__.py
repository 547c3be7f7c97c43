"""Taking names out: what is found, how it is grouped and named, what people decide, and putting it into the words."""
