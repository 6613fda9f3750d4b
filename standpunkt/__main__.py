"""The command ``standpunkt``, also as ``python -m standpunkt``."""

import os
import signal
import sys

from standpunkt.rooms import stranger

_LEAST_MEMORY = 1_000_000_000
"""Bytes of address space below which the store's threads cannot start, which would end without a sentence."""


def main() -> None:
    """Run the command; what keeps it from being loaded is said in one sentence with exit status 2."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while it is loaded, Ctrl-C ends it without a word
    if fault := stranger() or _lack_of_memory():
        print(f"standpunkt: {fault}", file=sys.stderr)
        sys.exit(2)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # more would wait by spinning; `--jobs` uses the cores
    from standpunkt.commands import commands  # noqa: PLC0415 - only now is it sure that the rooms are ours

    signal.signal(signal.SIGINT, signal.default_int_handler)
    commands(prog_name="standpunkt")


def _lack_of_memory() -> str:
    """What to say where the system lets a process have too little memory (``ulimit -v``)."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return ""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY or limit >= _LEAST_MEMORY:
        return ""
    return f"{limit} bytes of memory (ulimit -v) are not enough: at least {_LEAST_MEMORY} are needed."


if __name__ == "__main__":
    main()
