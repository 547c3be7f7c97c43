"""Names that were taken out and identifiers nobody decided about, found again in any text."""
