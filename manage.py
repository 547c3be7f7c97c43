#!/usr/bin/env python
"""Django's command line, with the embedded database up while a command runs (unless DATABASE_URL names another)."""

import os
import sys

from django.core.management import execute_from_command_line

from config import database

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with database.ensured():
        execute_from_command_line(sys.argv)
