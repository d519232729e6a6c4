# `make run` starts the site, `make test` checks everything. Only Python 3.11 or newer has to be there;
# what is installed goes into .venv, what the site writes goes into var.

PORT ?= 8000
export PORT PYTHON

.PHONY: run password data test unit lint format drill messages css lock screens clean

run:
	@sh scripts/venv requirements.txt
	@exec .venv/bin/python scripts/start.py

# A new password for the editor that the first start has made.
password:
	@sh scripts/venv requirements.txt
	@exec .venv/bin/python scripts/start.py manage changepassword redakcja

# Fetch the official lists of offices and places and import them into the working copy; safe to repeat. Where there is
# no internet it says what to download by hand (docs/data.md).
data:
	@sh scripts/venv requirements.txt
	@exec .venv/bin/python scripts/start.py manage fetch_data

test:
	@sh scripts/venv requirements-dev.txt
	@sh scripts/check all

# Without a browser and without slow tests: some minutes, between two edits.
unit:
	@sh scripts/venv requirements-dev.txt
	@sh scripts/check unit

lint:
	@sh scripts/venv requirements-dev.txt
	@sh scripts/check lint

format:
	@sh scripts/venv requirements-dev.txt
	@.venv/bin/python -m ruff check --quiet --fix . || true
	@.venv/bin/python -m ruff format .

# The long versions: many more examples of the property tests and of requests to the API, a flood of reports, a
# hundred kills of what publishes, saves and imports, 20,000 hostile requests, two replicas that lose their parts, every situation walked in Chromium, axe on each page in each
# language, every sheet printed once more without Arial.
drill:
	@sh scripts/venv requirements-dev.txt
	@DRILL=1 .venv/bin/python -m pytest tests/browser/test_admin.py tests/browser/test_axe.py tests/browser/test_journeys.py tests/browser/test_paper.py
	@DRILL=1 .venv/bin/python -m pytest tests/api/test_description.py tests/admin/test_access.py tests/admin/test_conflicts.py
	@DRILL_REPORTS=480 DRILL_FLOOD=5000 .venv/bin/python -m pytest tests/views/test_flood.py
	@DRILL_SECONDS=20 .venv/bin/python -m pytest tests/drills/test_standing.py
	@DRILL_FUZZ=20000 .venv/bin/python -m pytest -rP --show-capture=stdout tests/drills/test_fuzz.py
	@DRILL_KILLS=100 .venv/bin/python -m pytest -rP tests/browser/test_kills.py tests/drills/test_kills.py
	@exec .venv/bin/python -m pytest -p tests.profiles --hypothesis-profile=drill -m hypothesis -n auto

messages:
	@sh scripts/venv requirements-dev.txt
	@exec .venv/bin/python scripts/messages.py update

css:
	@npm ci --no-audit --no-fund
	@npm run build

# Pin what requirements*.in name, with hashes; needs internet. `make lock ARGS=--upgrade` takes newer versions.
lock:
	@sh scripts/venv requirements-dev.txt
	@sh scripts/lock $(ARGS)

# Every kind of page at three widths, light and dark, in each language, and printed: var/screens/index.html.
screens:
	@sh scripts/venv requirements-dev.txt
	@exec .venv/bin/python -m scripts.screens

# Everything that can be made again. var stays: the database is in it.
clean:
	rm -rf .venv node_modules static/collected .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
