# The words of the project: demo, test, check, bench, docs. Each works on a fresh clone with
# nothing but Python 3.11+; the environment is made in .venv the first time it is needed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= demo-output

# Two workers with one thread each use two cores best: the tests are many small models.
WORKERS ?= 2
PYTEST := OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS)

# The floors whose functions promise shapes: there the promises are enforced.
SHAPED := $(wildcard $(addprefix tests/,geometry storage nn prompting data models training))

.PHONY: help demo test shapes lint types check bench docs web web-check web-types clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    install, then segment a photograph; prints where the pictures lie"
	@echo "make test    install the developer tools, then run all tests"
	@echo "make shapes  run the tests of the tensor floors with every annotated shape enforced"
	@echo "make lint    ruff: style and formatting"
	@echo "make types   mypy --strict"
	@echo "make check   lint + types + shapes + tests with coverage"
	@echo "make bench   speed side by side with transformers' SAM"
	@echo "make docs    rebuild the pictures and the command reference in docs/"
	@echo "make web     build the pages of the browser (needs Node 20.19 or newer)"
	@echo "make web-check  lint and test what the pages are made of"
	@echo "make web-types  make the types of the pages anew, after a change of the API"
	@echo "make clean   remove everything that the commands above made"

# One stamp per set of extras: a second `make demo` starts at once.
$(VENV)/.stamp-%: pyproject.toml
	@test -x $(BIN)/python || { echo "== making the environment in $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "== installing anymask[$*]"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[$*]'
	@touch $@

demo: $(VENV)/.stamp-demo
	@$(BIN)/python -m anymask demo --out $(OUT)

test: $(VENV)/.stamp-dev
	$(PYTEST) $(ARGS)

lint: $(VENV)/.stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.stamp-dev
	$(BIN)/mypy

# The annotations cost nothing in ordinary runs; under this hook a wrong shape raises.
shapes: $(VENV)/.stamp-dev
	$(PYTEST) --jaxtyping-packages=anymask,beartype.beartype $(SHAPED)

check: lint types shapes
	$(PYTEST) --cov --cov-report=term-missing:skip-covered $(ARGS)

# Every script measures one thing; they share timing.py, their contract, and peers.py.
BENCHMARKS := $(filter-out $(addprefix benchmarks/,timing.py peers.py mae_trends.py),$(wildcard benchmarks/*.py))
bench: $(VENV)/.stamp-dev
	@for script in $(BENCHMARKS); do echo "== $$script"; $(BIN)/python $$script $(ARGS) || exit 1; done

docs: $(VENV)/.stamp-dev web
	$(BIN)/python docs/build.py
	$(BIN)/python docs/pages.py

# npm marks what it has installed in this file, so nothing is fetched twice.
web/node_modules/.package-lock.json: web/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(+(a < 20 || (a == 20 && b < 19)))' \
		|| { echo "make web needs Node 20.19 or newer: https://nodejs.org" >&2; exit 1; }
	cd web && npm ci --ignore-scripts --no-audit --no-fund

web: web/node_modules/.package-lock.json
	cd web && npm run --silent build

web-types: $(VENV)/.stamp-dev web/node_modules/.package-lock.json
	$(BIN)/python -m anymask.serving.openapi web/openapi.json
	cd web && npm run --silent types

web-check: web/node_modules/.package-lock.json
	cd web && npm run --silent lint && npm run --silent test

clean:
	rm -rf $(VENV) $(OUT) .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov build dist
	rm -rf web/node_modules src/anymask/serving/static
