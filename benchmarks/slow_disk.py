"""A disk slow to flush, for measures: each `fsync` and `fdatasync` of the programs started in it waits longer.

A data centre's disk flushes in a tenth of a millisecond, a cloud's in one to five, a rotating one in ten: what is
measured on one of them says little of another.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
static void wait_longer(void) { usleep(atoi(getenv("SLOW_DISK_MICROSECONDS"))); }
int fsync(int file) { int (*real)(int) = dlsym(RTLD_NEXT, "fsync"); wait_longer(); return real(file); }
int fdatasync(int file) { int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync"); wait_longer(); return real(file); }
"""


@contextmanager
def slow_disk(milliseconds: float) -> Iterator[None]:
    """Make every program started inside wait so long at each flush; needs a C compiler. Nothing at 0."""
    if not milliseconds:
        yield
        return
    with TemporaryDirectory(prefix="belvedere-slow-disk-") as folder:
        library, source = Path(folder) / "slow_disk.so", Path(folder) / "slow_disk.c"
        source.write_text(SOURCE, encoding="ascii")
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user
        os.environ |= {"LD_PRELOAD": str(library), "SLOW_DISK_MICROSECONDS": str(int(milliseconds * 1000))}
        try:
            yield
        finally:
            del os.environ["LD_PRELOAD"], os.environ["SLOW_DISK_MICROSECONDS"]
