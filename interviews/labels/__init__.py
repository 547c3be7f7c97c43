"""The labels of speakers: their words, their shapes, and which of them somebody speaks under."""
