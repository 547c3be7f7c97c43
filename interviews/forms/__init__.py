"""Forms of this floor, a module for each kind of thing."""
