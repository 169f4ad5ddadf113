# Everything one does here; `make` alone lists it. Needs GNU make 3.81 or newer and Python 3.11 or newer.

.DEFAULT_GOAL := help
.PHONY: help demo test check test-live bench day mutate measured reference credits lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header $(if $(UPGRADE),--upgrade)
# The newest Python that can make a virtual environment; `make PYTHON=…` names another.
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do "$$p" -c '$(USABLE)' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

help: ## list what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/runs ## run the demonstration (SERVE=1 keeps its pages up, PORT=… chooses where)
	@$(BIN)/python -m demo $(if $(SERVE),--serve) $(if $(PORT),--port $(PORT))

test: $(VENV)/tests ## run the tests (ARGS=… is handed to pytest)
	@$(BIN)/python -m pytest $(ARGS)

test-live: $(VENV)/tests ## run the tests against the real servers that are there
	@$(BIN)/python -m pytest -m live $(ARGS)

check: $(VENV)/tests ## check format, style, types, imports and the Dockerfile
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

bench: $(VENV)/runs ## measure reading terms, judging, drafting and auditing against the bare HTML parse
	@$(BIN)/python -m bench.terms $(ARGS)
	@$(BIN)/python -m bench.judge $(ARGS)
	@$(BIN)/python -m bench.ledger
	@$(BIN)/python -m bench.audit
	@$(BIN)/python -m bench.poll
	@$(BIN)/python -m bench.deliver

day: $(VENV)/runs ## walk 10,000 simulated sources through a day, with a restart every hour
	@$(BIN)/python -m bench.day $(ARGS)

mutate: $(VENV)/tests ## change the rules in small ways and list what no case notices (an hour; ARGS=… names mutants)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'mutmut>=3.8,<4'
	$(BIN)/mutmut run $(ARGS)
	@$(BIN)/mutmut results

measured: $(VENV)/tests ## try the real servers told in SYNDICATOR_LIVE, and write what they do into docs/sites.md
	@$(BIN)/python -m tests.live.measuring
	@$(BIN)/python -m tests.house.sites --write

reference: $(VENV)/tests ## write docs/reference.md and the table of docs/sites.md anew from the code
	@$(BIN)/python -m tests.house.reference --write
	@$(BIN)/python -m tests.house.sites --write

credits: $(VENV)/tests ## write docs/credits.md and the golden credits anew from the templates
	@$(BIN)/python -m tests.house.credits --write
	@$(BIN)/python -m tests.rendering.golden --write

lock: $(VENV)/tests ## bring the locks in line with pyproject.toml (UPGRADE=1: newest versions)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCK) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], "editables", sep="\n")' \
	  | $(BIN)/uv pip compile $(LOCK) --no-annotate -c requirements-dev.lock - -o requirements-build.lock

clean: ## take away the virtual environment and everything that was made
	rm -rf $(VENV) dist demo/out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find syndicator demo tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What runs, and what tests it: two stamps, so that the demonstration waits for no linter.
$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { \
	  if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then echo "make: this Python cannot make virtual environments; on Debian or Ubuntu: apt install python3-venv" >&2; \
	  else echo "make: needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3" >&2; fi; exit 1; }
	@"$(PYTHON)" -c '$(USABLE)' 2>/dev/null || { \
	  echo "make: $(PYTHON) is older than 3.11 or lacks venv (on Debian or Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "Making $(VENV) with $$("$(PYTHON)" --version) …"
	@"$(PYTHON)" -m venv --clear $(VENV)

$(VENV)/runs: $(VENV)/pyvenv.cfg requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing what syndicator runs on …"
	@$(PIP) -r requirements.lock -r requirements-build.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/tests: $(VENV)/runs requirements-dev.lock
	@echo "Installing what tests and checks it …"
	@$(PIP) -r requirements-dev.lock
	@touch $@
