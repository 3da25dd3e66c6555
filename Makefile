# Two commands: `make serve` and `make test`. Both need only python3.11, git and make; the rest goes into .venv.
# `make check` is everything CI runs.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
PORT ?= 8000

.PHONY: serve test check lint types bench browser screens clients wheel lock bundle clean

serve: .venv/installed
	.venv/bin/equipoise serve --port $(PORT) --data data --releases build/releases

# One process for each core, one file of tests in one process, so that what a file sets up is set up once.
test: .venv/installed browser
	.venv/bin/pytest -n auto --dist loadfile

check: lint types test wheel

lint: .venv/installed
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports --no-cache

types: .venv/installed
	.venv/bin/mypy

# What each rule costs beside loading, and what each kind of page takes at 100 and 10,000 made-up studies
# (docs/performance.md). For 100,000: SIZES="100 100000" KEEP="--keep FOLDER" (half an hour, 5 GB).
SIZES := 100 10000
bench: .venv/installed
	$(PY) -m tests.bench_derivation
	$(PY) -m tests.bench_pages $(SIZES) $(KEEP) --write docs/performance.md

# The browser tests drive Debian's chromium: installed here when it is missing and we may.
browser:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; \
	  else echo "make test needs chromium; install it with: sudo apt-get install chromium" >&2; exit 1; fi; }

# Every kind of page at three widths, light and dark: checked, and kept as pictures in build/screens.
screens: .venv/installed browser
	mkdir -p build/screens
	EQUIPOISE_SCREENS=$(CURDIR)/build/screens .venv/bin/pytest -n auto tests/browser/test_walk.py

# Other people's SPARQL clients (Jena from Debian, Comunica from npm), each asked for the same rows.
clients: .venv/installed browser build/clients/installed
	EQUIPOISE_CLIENTS=1 .venv/bin/pytest tests/clients

# Debian's jena-core moved the classes of its XML Schema types and left their messages behind.
JAVA := /usr/share/java
JENA := jena-arq jena-base jena-cmds jena-core jena-iri guava slf4j-api slf4j-nop commons-cli commons-codec commons-csv commons-io commons-lang3 commons-compress thrift gson \
  jsonld-java jackson-core jackson-databind jackson-annotations httpclient httpcore jcl-over-slf4j

build/clients/installed: tests/clients/package.json tests/clients/package-lock.json
	@test -e $(JAVA)/jena-cmds.jar || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libapache-jena-java; \
	  else echo "make clients needs Jena: sudo apt-get install libapache-jena-java" >&2; exit 1; fi; }
	rm -rf build/clients && mkdir -p build/clients/jena/xerces
	cp tests/clients/package.json tests/clients/package-lock.json build/clients
	cd build/clients && npm ci --silent --ignore-scripts
	$(PYTHON) -m zipfile -e $(JAVA)/jena-core.jar build/clients/core
	mv build/clients/core/org/apache/jena/ext/xerces/impl build/clients/jena/xerces && rm -rf build/clients/core
	printf '%s:' $(wildcard $(JENA:%=$(JAVA)/%.jar)) $(CURDIR)/build/clients/jena > build/clients/jena.classpath
	touch $@

# The wheel, installed alone and asked for an answer from outside the checkout.
wheel: .venv/installed
	rm -rf build/wheel && mkdir -p build/wheel
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/wheel .
	$(PYTHON) -m venv --without-pip build/wheel/alone
	$(PY) -m pip --python build/wheel/alone/bin/python install --quiet --requirement requirements.txt
	$(PY) -m pip --python build/wheel/alone/bin/python install --quiet --no-deps build/wheel/*.whl
	cd / && $(CURDIR)/build/wheel/alone/bin/equipoise check

# Names, versions and hashes; no addresses.
lock: .venv/installed
	$(PY) -m pip install --quiet uv
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --extra exports --extra statistics --extra plots --group dev --output-file requirements.txt pyproject.toml

# The editor of /sparql and the drawing on /graph, from web/editor/ and web/drawing/ into
# web/static/vendor/, where git keeps them. Needs node and npm. Two runs give the same bytes.
bundle:
	mkdir -p build web/static/vendor
	for part in editor drawing; do \
	  rm -rf build/$$part && mkdir build/$$part && cp web/bundle.mjs web/$$part/* build/$$part/ && \
	  (cd build/$$part && npm ci --ignore-scripts --no-audit --no-fund && node bundle.mjs $(CURDIR)/web $$part) || exit 1; \
	done

# --without-pip: Debian keeps ensurepip in a package of its own (python3-venv).
.venv/installed: pyproject.toml requirements.txt
	$(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --python .venv/bin/python install --quiet --require-hashes --requirement requirements.txt
	$(PYTHON) -m pip --python .venv/bin/python install --quiet pip
	$(PYTHON) -m pip --python .venv/bin/python install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv build
