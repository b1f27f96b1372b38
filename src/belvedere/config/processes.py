"""Processes that end with the one that started them, so that a killed supervisor leaves nothing on the port."""

import ctypes
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of <sys/prctl.h>


def end_with_parent(parent: int, ending: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send this process a signal when its parent, ``parent``, ends.

    Only Linux knows how; elsewhere nothing happens. The thread that started this process must live as long as
    its process.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, int(ending), 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        os.kill(os.getpid(), ending)
