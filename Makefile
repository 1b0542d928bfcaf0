# Every target makes what it needs: a virtual environment in .venv with the pinned versions of constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
PACKAGE := $(BIN)/vestnik
ONCE ?=
BENCH ?=
JSON ?=
QUICK ?=
KILLS ?= 100
LETTERS ?= 2000
PYTEST ?= -n auto --dist loadgroup

.PHONY: help demo serve test lint types format docs bench chaos clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Vestnik needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: .venv/installed ## The worked example, performed for real (ONCE=1: and exit)
	$(PACKAGE) demo $(if $(ONCE),--once)

serve: .venv/installed ## The system itself, on ./data
	$(PACKAGE) serve

test: .venv/installed-dev ## All tests, on SQLite and PostgreSQL
	$(BIN)/pytest $(PYTEST)

lint: .venv/installed-dev ## Style and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: .venv/installed-dev ## mypy, strict
	$(BIN)/mypy

format: .venv/installed-dev ## Rewrite the code in the project's style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/installed ## Make docs/reference/ anew from the declared types
	$(PACKAGE) docs

bench: .venv/installed-dev ## All benchmarks, or BENCH="name name"; JSON=FILE writes the figures; QUICK=1 to see that they work
	$(BIN)/python -m bench $(BENCH) $(if $(JSON),--json $(JSON)) $(if $(QUICK),--quick)

chaos: .venv/installed-dev ## Kill the processes KILLS times over LETTERS letters, on each engine; JSON=FILE
	$(BIN)/python -m tests.chaos --kills $(KILLS) --letters $(LETTERS) $(if $(JSON),--json $(JSON))

clean: ## Remove what the targets made (never ./data)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
