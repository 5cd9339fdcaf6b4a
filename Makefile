# make serve    the site at http://127.0.0.1:8000 (HOST=, PORT=)
# make test     ruff, mypy, pytest with the browser tests
# make help     all targets

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps

.PHONY: help serve index test lint types chromium data-card release-data relevance bench bench-full test-cluster lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

serve: .venv/serve.stamp ## index what is new in corpus/, then serve the site
	@$(BIN)/python ingest.py
	@KB_HOST=$(HOST) KB_PORT=$(PORT) $(BIN)/python -m kb.web

index: .venv/serve.stamp ## index what is new in corpus/
	@$(BIN)/python ingest.py

test: .venv/dev.stamp chromium lint types ## everything that is checked before a commit
	$(BIN)/python -m pytest

lint: .venv/dev.stamp ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev.stamp ## mypy, strict
	$(BIN)/mypy

# Debian's Chromium when we may install it, else the browser that Playwright brings.
chromium: .venv/dev.stamp
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo 'Installing Chromium for the browser tests.'; \
	  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0; \
	fi; \
	$(BIN)/python -m playwright install chromium >/dev/null || \
	{ echo 'The browser tests need Chromium: install the package "chromium" (as root: apt-get install chromium).' >&2; exit 1; }

data-card: .venv/serve.stamp ## count the data card (corpus/README.md) again
	@$(BIN)/python -m kb.release card

release-data: .venv/serve.stamp ## one zip of the whole collection in build/, with its version
	@$(BIN)/python -m kb.release zip build

relevance: .venv/dev.stamp ## how well the search finds: every layer switched off in turn
	@$(BIN)/python -m bench.relevance

bench: .venv/dev.stamp ## search, page and ingestion at the size of the collection and at 2,000 works
	@$(BIN)/python -m bench quick

bench-full: .venv/bench.stamp ## beside SQLite FTS5, Typesense and Datasette, up to 100,000 works (about 20 minutes)
	@$(BIN)/python -m bench search

test-cluster: .venv/dev.stamp build/cluster/lib ## the contract and the failure tests on three OpenSearch nodes (needs Java 21)
	$(BIN)/python -m pytest -p tests.cluster.plugin tests/cluster
	$(BIN)/python -m pytest -p tests.cluster.plugin tests/test_engines.py tests/engines -k opensearch

lock: .venv/dev.stamp ## make the lock files again from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --extra tantivy --extra opensearch --extra speed pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --extra tantivy --extra opensearch --extra speed --extra semantic --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what was built; the corpus stays
	rm -rf .venv index/whoosh index/tantivy index/reference index/ledger-*.json index/meaning-*.bin build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is %d.%d" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { \
	  rm -rf .venv; \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo 'Installing python3-venv.'; apt-get update -qq >/dev/null; \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; \
	  else echo 'Python lacks venv: install the package "python3-venv".' >&2; exit 1; fi; \
	  $(PYTHON) -m venv .venv; }

.venv/serve.stamp: requirements.lock | .venv/bin/python
	@echo 'Installing what the site needs into .venv.'
	@$(PIP) -r requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock | .venv/bin/python
	@echo 'Installing what the tests need into .venv.'
	@$(PIP) -r requirements-dev.lock
	@touch $@

.venv/bench.stamp: requirements-bench.lock .venv/dev.stamp
	@echo 'Installing what the benchmarks need into .venv.'
	@$(PIP) -r requirements-bench.lock
	@touch $@

build/cluster/lib: tests/cluster/pom.xml
	@command -v mvn >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo 'Installing Maven, through which OpenSearch comes.'; \
	    apt-get update -qq >/dev/null; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq maven >/dev/null; \
	  else echo 'OpenSearch comes through Maven: install the package "maven".' >&2; exit 1; fi; }
	mvn --batch-mode --quiet --file $< dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=$(CURDIR)/$@
	@touch $@
