"""How fast the large pages are. `make bench` runs every module here that has a `measure`, and prints one table."""
