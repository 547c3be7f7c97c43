"""Pages that show every floor of the house at once."""

from config.pages.study_home import study_home

__all__ = ["study_home"]
