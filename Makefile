# Commands of the project; each is one line of `make help`.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
PY = .venv/bin/python

.DEFAULT_GOAL = help
.PHONY: help run test check fmt words lock bench screenshots base dev
# One recipe at a time: they share .venv.
.NOTPARALLEL:

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 14

base:
	@$(PYTHON) tools/install.py base

dev: base
	@$(PYTHON) tools/install.py dev

run: base ## install, migrate, load the demonstration, serve on http://HOST:PORT with a worker
	@BELVEDERE_HOST=$(HOST) BELVEDERE_PORT=$(PORT) exec .venv/bin/belvedere up

test: dev ## everything that continuous integration runs (PostgreSQL and Chromium included)
	@exec $(PY) -m tools.test

check: dev ## the fast part: format, lint, types, imports, migrations, translations, architecture
	@exec $(PY) -m tools.test check

fmt: dev ## write the code as the formatter wants it
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

words: dev ## extract the words to translate, check them, compile them
	@$(PY) -m tools.words extract && $(PY) -m tools.words compile && $(PY) -m tools.words check

lock: dev ## lock the requirements again, with hashes and without the name of any index
	@$(PY) -m tools.lock

bench: dev ## measure the site on both databases
	@exec $(PY) -m benchmarks.site

screenshots: dev ## write docs/images/ from the demonstration
	@exec $(PY) -m tools.screenshots
