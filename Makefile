# Two commands carry everything: `make run` and `make test`. Nothing but Python 3.11+, git and make must be there.
PORT ?= 8000
BIN := .venv/bin
READY := .venv/ready
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV
# Without its compiled modules a process starts in four seconds instead of one, and the tests start many.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup test prepared check bench demo clean

run: $(READY)  ## the town of the demo at http://localhost:8000/
	@DEMO=1 exec $(BIN)/soesmart up --port $(PORT)

setup: $(READY)  ## installation only

$(READY): pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "Es fehlt Python ab Version 3.11. Bitte installieren, dann erneut aufrufen."; exit 1; }
	@echo "Programm einrichten (einmalig, etwa eine halbe Minute) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Es fehlt das Modul venv von Python. Auf Debian und Ubuntu: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv sync --frozen --quiet --python $(BIN)/python
	@touch $@

test: $(READY)  ## everything, browser tests included
	@$(MAKE) --no-print-directory --jobs 2 check prepared
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

prepared: $(READY)  ## the browser and the databases of the tests, which take as long as the checks
	@$(BIN)/python -m tests.browser.install
	@$(BIN)/python -m tests.prepared

check: $(READY)  ## style, types, layers, templates, migrations
	@.ci/check

bench: $(READY)  ## every measured promise, or ONLY=name
	@$(BIN)/python -m benchmarks $(ONLY)

demo: $(READY)  ## build the demo's data again
	@DEMO=1 $(BIN)/soesmart migrate --verbosity 0
	@DEMO=1 $(BIN)/soesmart demo

clean:  ## remove what was installed and all local data, the database too
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
