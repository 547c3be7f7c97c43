"""Everything that happened to a configuration, in order: what versions, history and rows know of it."""
