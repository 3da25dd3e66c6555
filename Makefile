# Two commands: `make serve` and `make test`. Both need only python3.11, git and make; the rest goes into .venv.
# `make check` is everything CI runs.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
PORT ?= 8000

.PHONY: serve test check lint types browser wheel lock clean

serve: .venv/installed
	.venv/bin/equipoise serve --port $(PORT) --data data --releases build/releases

test: .venv/installed browser
	.venv/bin/pytest

check: lint types test wheel

lint: .venv/installed
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports --no-cache

types: .venv/installed
	.venv/bin/mypy

# The browser tests drive Debian's chromium: installed here when it is missing and we may.
browser:
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; \
	  else echo "make test needs chromium; install it with: sudo apt-get install chromium" >&2; exit 1; fi; }

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
	  --no-emit-index-url --extra exports --group dev --output-file requirements.txt pyproject.toml

# --without-pip: Debian keeps ensurepip in a package of its own (python3-venv).
.venv/installed: pyproject.toml requirements.txt
	$(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --python .venv/bin/python install --quiet --require-hashes --requirement requirements.txt
	$(PYTHON) -m pip --python .venv/bin/python install --quiet pip
	$(PYTHON) -m pip --python .venv/bin/python install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf .venv build
