"""What each step changed: noted by the database, read by undoing and by the histories of things."""

from accounts.history.forgetting import forget_step, forget_words

__all__ = ["forget_step", "forget_words"]
