"""Files on their way in: received, read, described by a metadata sheet, looked at, brought in."""
