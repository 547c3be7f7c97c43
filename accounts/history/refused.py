"""Why something cannot be undone."""


class Refused(Exception):
    """The message is a sentence for the person who asked; nothing was changed."""
