"""Processes that belong together end together."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


def end_with_parent() -> None:
    """Have the kernel send SIGTERM to this process when its parent is gone, killed ones included (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
