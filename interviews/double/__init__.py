"""Blind double coding: two people code the same source, and what they did is compared when both are done."""
