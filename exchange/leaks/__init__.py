"""The leak scan: every text that a study holds, looked through for what was taken out of it and for new identifiers."""

from exchange.leaks.scan import Finding, Scan, named, scan, token

__all__ = ["Finding", "Scan", "named", "scan", "token"]
