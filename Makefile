# `make demo` and `make test` do everything on a fresh machine with Python 3.11+ and make. Both can be run again in
# seconds: each step leaves a mark in .venv that is newer than what it depends on. uv is used where it is installed.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv)
USERS := requirements/users.txt
DEVS := requirements/dev.txt
ifneq ($(UV),)
INSTALL = uv pip install --quiet --compile-bytecode --python $(BIN)/python
INSTALLER := $(BIN)/python
else
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALLER := $(VENV)/.pip
endif
SOURCES := pyproject.toml README.md LICENSE $(shell find bot config -type f -not -name '*.pyc' 2>/dev/null)

.PHONY: demo test check bench lock clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.demo
	@$(BIN)/newsdesk demo --once

test: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q -n 2 --dist worksteal --cov --cov-report=term:skip-covered

bench: $(VENV)/.dev
	@$(BIN)/python bench/poll.py

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Newsdesk needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)

# An older pip takes the newest version of a package that another asks for with an extra ("coverage[toml]"), and then
# finds that the lock has no hash for it: a pip of our own choice comes first. uv needs none.
$(VENV)/.pip: requirements/pip.txt | $(BIN)/python
	@$(INSTALL) --require-hashes -r requirements/pip.txt
	@touch $@

# What a user needs. A development environment has it all, and the checkout itself, so it is never replaced.
$(VENV)/.users: $(USERS) | $(INSTALLER)
	@test -e $(VENV)/.dev || $(INSTALL) --require-hashes -r $(USERS)
	@touch $@

$(VENV)/.demo: $(VENV)/.users $(SOURCES)
	@test -e $(VENV)/.dev || $(INSTALL) --no-deps --no-build-isolation --force-reinstall .
	@touch $@

$(VENV)/.dev: $(DEVS) pyproject.toml | $(INSTALLER)
	@echo "Installing what the checks need ..."
	@$(INSTALL) --require-hashes -r $(DEVS)
	@$(INSTALL) --no-deps --no-build-isolation --force-reinstall -e .
	@touch $(VENV)/.users $@

# Makes the lock files anew; needs uv. They hold names, versions and hashes only.
lock:
	echo "pip>=25" | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate - -o requirements/pip.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra build --extra postgres --extra cluster pyproject.toml -o $(USERS)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra dev -c $(USERS) pyproject.toml -o $(DEVS)

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
