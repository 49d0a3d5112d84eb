# Everything happens in .venv, made from the lock files; nothing else is installed.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
export MILEPOST_HOME ?= data
SIZE ?= s
# The first Python of at least 3.11 that can be found.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps
# A file's tests run on one worker, in the order of tests/conftest.py.
SPREAD := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help run test quick lint bench docs clean

help:
	@echo "make run     simulate a company, load it, publish it, serve it on http://127.0.0.1:8501"
	@echo "make test    set up and run all tests"
	@echo "make quick   the tests without those that are slow"
	@echo "make lint    ruff and mypy"
	@echo "make bench   measurements, printed"
	@echo "make docs    write docs/data.md, docs/kpis.md and docs/terms.md anew"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: needs Python 3.11 or newer; none found (set PYTHON=…)" >&2; exit 1; }
	@echo "setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { echo "make: $(PYTHON) cannot make a virtual environment (Debian: apt-get install python3-venv)" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/run.done: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	@echo "installing what the dashboard needs"
	@$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) --no-build-isolation -e .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock $(VENV)/run.done
	@echo "installing what the tests need"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(MILEPOST_HOME)/demo/company.toml: | $(VENV)/run.done
	@$(BIN)/milepost demo --size $(SIZE) --out $(@D)

run: $(VENV)/run.done $(MILEPOST_HOME)/demo/company.toml
	@$(BIN)/milepost load $(MILEPOST_HOME)/demo/company.toml
	@$(BIN)/milepost publish
	@$(BIN)/milepost serve

test: $(VENV)/dev.done
	$(BIN)/python -m pytest $(SPREAD)

quick: $(VENV)/dev.done
	$(BIN)/python -m pytest $(SPREAD) -m "not slow"

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/dev.done
	$(BIN)/python -m benchmarks

docs: $(VENV)/run.done
	$(BIN)/python -m cli.documents docs

clean:
	rm -rf $(VENV) build *.egg-info
