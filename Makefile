# make run = a working site with demonstration data; make help lists the rest.
# Needs Python 3.11 or newer and make; no root, no compiler, no Node.js of your own.

PYTHON ?= python3
PORT   ?= 8000
JOBS   ?= auto
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
LOCKED := install --quiet --require-hashes -r

.DEFAULT_GOAL := help
.PHONY: help setup run test check soak bench lock docs wheel clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/run.stamp $(VENV)/parts.stamp ## prepare everything that `make run` needs, without starting

run: setup ## make the database, load packs and demonstration data, serve the site
	@$(BIN)/zhiping demo
	@exec $(BIN)/zhiping serve --port $(PORT)

test: setup $(VENV)/dev.stamp $(VENV)/browser.stamp ## run the tests, in parallel
	$(BIN)/python -m pytest -n $(JOBS) --dist=worksteal -rs --record-requirements=.data/requirements.json

check: setup $(VENV)/dev.stamp ## format, lint, types, layers, packs, tests, documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zhiping lint --strict
	$(BIN)/zhiping cases
	$(BIN)/python -m engine.reference --check docs/reference.md
	$(BIN)/python -m engine.reference.workflows --check docs/workflows.md
	$(BIN)/python -m web.reference --check docs/routes.md
	$(MAKE) --no-print-directory test
	$(BIN)/python -m tests.coverage_page --check

soak: setup $(VENV)/dev.stamp $(VENV)/browser.stamp ## slow fuzz and soak runs, minutes to an hour
	$(BIN)/python -m pytest -n $(JOBS) -m slow

bench: setup $(VENV)/bench.stamp ## measured claims against their peers, as ratios of one run
	$(BIN)/python -m bench

docs: setup $(VENV)/dev.stamp ## write the generated documents again (coverage: after `make test`)
	$(BIN)/python -m engine.reference docs/reference.md
	$(BIN)/python -m engine.reference.workflows docs/workflows.md
	$(BIN)/python -m web.reference docs/routes.md
	$(BIN)/python -m tests.coverage_page

wheel: setup $(VENV)/dev.stamp ## build dist/zhiping-*.whl
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: $(VENV)/dev.stamp ## resolve the locked versions again
	$(BIN)/python -m setup.lock

clean: ## remove the environment and what tools left; .data (database, fonts) stays
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find engine web tests setup bench -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- stamps: each is older than its work, so the second time is quick ------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "zhiping needs Python 3.11 or newer; say make PYTHON=…"; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m venv --clear --without-pip $(VENV) && \
		$(PYTHON) -m pip --python $(VENV)/bin/python install --quiet pip; }

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing the locked packages"
	@$(PIP) $(LOCKED) requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "installing the tools of development"
	@$(PIP) $(LOCKED) requirements-dev.lock
	@touch $@

$(VENV)/bench.stamp: bench/requirements.lock $(VENV)/dev.stamp
	@echo "installing the peers that are measured against"
	@$(PIP) $(LOCKED) bench/requirements.lock
	@touch $@

$(VENV)/parts.stamp: package-lock.json setup/parts.py setup/rare_characters.py requirements-node.lock | $(VENV)/run.stamp
	@echo "bringing fonts and browser parts"
	@command -v npm >/dev/null || $(PIP) $(LOCKED) requirements-node.lock
	@$(BIN)/python -m setup.parts
	@$(BIN)/python -m setup.rare_characters
	@touch $@

$(VENV)/browser.stamp: | $(VENV)/dev.stamp
	@$(BIN)/python -m setup.chromium
	@touch $@
