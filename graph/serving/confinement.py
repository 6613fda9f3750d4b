"""What a process that answers requests is kept from: outliving the server, memory, connections."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from dataclasses import dataclass

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What a reader may use: bytes of memory beyond what it shares, and whether it may reach a network.

    ``files``: its dataset lies in files that it opens as it goes.
    """

    memory: int
    network: bool = False
    files: bool = False


def memory_used() -> int:
    """Bytes of address space this process has; 0 where that is not told."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def end_with_parent() -> None:
    """Let this process be ended when the one that forked it ends."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def confine(limits: ReaderLimits, used: int) -> None:
    """End with the parent; no connection; ``limits.memory`` beyond the bytes ``used``."""
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.memory and used:
        resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory, used + limits.memory))
    if not limits.network:
        allow_connections(False, limits)


def allow_connections(allowed: bool, limits: ReaderLimits) -> None:
    """Whether a connection may be opened; what was forbidden without ``limits.network`` stays so.

    A reader that needs no files is not allowed a single new file descriptor. One that does is never allowed a
    socket again.
    """
    if limits.files:
        if not allowed:
            _forbid_sockets()
        return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if not limits.network:
        hard = 0
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if allowed else 0, hard))


# Linux lets a process give up system calls for good (seccomp(2)): a program of the Berkeley packet filter
# sees the number of each call. Ours refuses socket(2) and lets all else pass.
_SOCKET = {"x86_64": 41, "aarch64": 198}
"""The number of socket(2) by machine."""
_LOAD_NUMBER, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_REFUSE, _PASS = 0x00050000 | errno.EACCES, 0x7FFF0000
_FILTER = 2
_FORBIDDEN: set[int] = set()
"""The processes that have done so (a fork has another number)."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def can_forbid_sockets() -> bool:
    """Whether this system can keep a process that opens files from opening connections."""
    return _libc is not None and platform.machine() in _SOCKET


def _forbid_sockets() -> None:
    if os.getpid() in _FORBIDDEN:
        return
    assert _libc is not None
    steps = (
        (_LOAD_NUMBER, 0, 0, 0),
        (_JUMP_IF_EQUAL, 0, 1, _SOCKET[platform.machine()]),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _PASS),
    )
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.cast(buffer, ctypes.c_void_p))
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or _libc.prctl(
        _PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "connections cannot be forbidden here")
    _FORBIDDEN.add(os.getpid())
