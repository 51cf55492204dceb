# Scrutiny: `make help` says what there is. The work is in tools/, one small program for each target.
.DEFAULT_GOAL := help
.PHONY: help run test test-fast lint format demo bench acceptance tools

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Start the site on this machine: http://127.0.0.1:8000 (PORT=8001 for another)
	@PORT='$(or $(PORT),8000)' exec tools/run

test: ## Every test: SQLite, PostgreSQL, browser, accessibility, PDF conformance
	@exec tools/test

test-fast: ## The tests that need no system package, in little more than a minute
	@tools/setup fast
	@exec .venv/bin/python -m pytest -q -n 2 --ignore=tests/browser --ignore=tests/acceptance \
		-m "not browser and not acceptance and not pdf and not postgres and not system and not slow"

lint: ## Style, templates, settings, migrations and the direction of imports
	@exec tools/lint

format: ## Lay out the Python source as `make lint` wants it
	@tools/setup lint
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

demo: ## Throw everything away and load the demonstration council (asks first; FORCE=1 does not)
	@exec tools/demo

bench: ## Measure printing, pages and imports
	@tools/setup test
	@exec .venv/bin/python tools/postgres.py .venv/bin/python tests/bench/run.py

acceptance: ## Walk a whole review through the pages; what it prints is left in var/acceptance
	@tools/setup test
	@exec .venv/bin/python -m pytest tests/acceptance -q -s

tools: ## Install what the tests need and nothing else
	@exec tools/setup test
