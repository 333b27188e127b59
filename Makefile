# Each target does its own set-up: a virtual environment in .venv with the locked dependencies.
PYTHON ?= python3
BIN := .venv/bin

.DELETE_ON_ERROR:
.PHONY: e2e defects defects-full variants environments test lint format hooks serve lock pictures tour benchmark clean \
    browser browsers

e2e: browser  ## the whole suite against the reference portal, in a real browser
	$(BIN)/pytest e2e -n auto -p no:schemathesis -p no:hypothesispytest  # the suite has no need of them, and they are slow

defects: browser  ## whether the suite catches portals that are wrong in one point: some of them, by lot
	$(BIN)/python -m proof defects

defects-full: browser  ## all of them, and more scenarios on each: half an hour
	$(BIN)/python -m proof defects --full

environments: browser  ## the suite on other devices, in other browsers, behind proxies: what does each of them break?
	$(BIN)/python -m e2e environments

test: browsers  ## the tests of our own code
	$(BIN)/pytest tests -n auto

variants: browser  ## right portals that look different: the suite has to leave them in peace
	$(BIN)/python -m proof variants

lint: .venv/ready  ## ruff, mypy and the import contracts
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

hooks: .venv/ready  ## run the same checks before each commit
	$(BIN)/pre-commit install

serve: .venv/ready  ## the portal with a made-up school, to look around in
	$(BIN)/python -m reference_app demo

format: .venv/ready  ## put the code in the house's shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: .venv/ready  ## choose the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --upgrade \
	    --no-header --no-annotate --output-file requirements.lock pyproject.toml

pictures: browser  ## the two pictures of the README
	$(BIN)/python tools/make_pictures.py

tour: browser  ## every screen of the portal in pictures, as a story: docs/tour.md
	$(BIN)/python tools/make_tour.py
	@echo docs/tour.md

benchmark: browser  ## what the suite costs on top of its pages
	$(BIN)/python -m benchmarks.overhead

clean:  ## take away what these targets made
	rm -rf .venv report docs/tour docs/tour.md

browser: .venv/ready  ## the browser that the scenarios run in, installed where there is none
	@$(BIN)/python -m e2e install-browser

browsers: browser  ## and Firefox, whose own tests are left out where it cannot be had
	-@$(BIN)/python -m e2e install-browser firefox

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo 'make: Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3'; exit 2; }
	@$(PYTHON) -c 'import ensurepip' || \
	    { echo 'make: Python cannot make a virtual environment; on Debian: apt-get install python3-venv'; exit 2; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
