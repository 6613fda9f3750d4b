# Two commands: `make run` sets up and serves the sample articles; `make test` sets up and runs all tests.
# A bare machine needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STORE  ?= standpunkt-store
SCRIPTS := setup.py frontend/package-lock.json frontend/build.mjs $(wildcard frontend/src/*)

# The port of `make run`; of a new store it is also the address that all IRIs begin with.
ifdef PORT
export STANDPUNKT_PORT := $(PORT)
endif

.PHONY: run test lint docs fuzz lock frontend clean

run: $(VENV)/.run
	@$(BIN)/standpunkt load --samples --store $(STORE)
	@$(BIN)/standpunkt serve --store $(STORE)

# The tests run side by side in so many processes; 0: one after the other, as plain pytest runs them.
WORKERS ?= auto
test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n $(WORKERS) --maxprocesses 4 --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/mypy

# The pages that are made: docs/API.md from the docstrings, docs/SETTINGS.md from the table of settings.
docs: $(VENV)/.dev
	$(BIN)/python docs/reference.py

# Strange input for SECONDS each: to a running server, then to every reader of what strangers send.
SECONDS ?= 180
fuzz: $(VENV)/.dev
	$(BIN)/pip install -q --disable-pip-version-check -e .[fuzz]
	$(BIN)/python benchmarks/fuzz_http.py --seconds $(SECONDS)
	$(BIN)/python benchmarks/fuzz_readers.py --seconds $(SECONDS)

# The scripts of the pages; the package build does the same. Needs Node.
frontend:
	cd frontend && npm ci --no-audit --no-fund && node build.mjs

# The lock files pin every package with its hashes, for every platform and Python from 3.11 on. They are
# whole, so pip looks for nothing else (--no-deps): some of its versions misread the extra that justext names of lxml.
lock:
	$(PYTHON) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements.lock
	$(PYTHON) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(STORE) build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Standpunkt needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.lock pyproject.toml $(SCRIPTS)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml $(SCRIPTS)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@
