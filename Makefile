# make app      start the app on the bundled dataset (DATASET=folder for another, PORT=8501)
# make test     the whole test suite, with the checks of style and types
# make soak     long tests against independent references (about twenty minutes)
# make bench    distances side by side with PostGIS and others, into docs/performance.md (BENCH_ARGS="--only W1")
# make bench-rendering  maps side by side with Folium's own and others, into docs/performance.md (BENCH_ARGS="--sizes 1k")
# make bench-app       how fast the app answers, and fifty readers at once, into docs/performance.md
# make bench-reading   a million incidents read and checked beside geopandas, into docs/performance.md
# make bench-stores    saving and reading a million incidents in each kind of store, into docs/performance.md
# make bench-pipeline   times of the whole way, from file to map
# make web      build the page's scripts
# make lock     pin the requirements with their digests (LOCK_ARGS=--upgrade for newer ones)
# make audit    known faults of what is pinned, where the databases of them can be reached
# make clean    remove what these made

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATASET ?=
PORT ?= 8501
PYTEST_ARGS ?=
BENCH_ARGS ?=
LOCK_ARGS ?=
WEB := mapapp/web

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: app test soak bench bench-rendering bench-app bench-reading bench-stores bench-pipeline web lock audit clean

app: $(VENV)/.warm web
	@$(BIN)/mapapp app $(DATASET) --port $(PORT)

test: $(VENV)/.test-installed $(VENV)/.warm web
	@$(BIN)/python -m pytest -n 2 --dist worksteal --figures $(PYTEST_ARGS)

soak: $(VENV)/.test-installed $(VENV)/.warm
	@$(BIN)/python -m pytest --figures -o python_files='soak_*.py' tests/soak
	@EXAMPLES=1000 $(BIN)/python -m pytest -n 2 tests/geodesy/test_properties.py tests/stores tests/exporters/test_round_trip.py

$(VENV)/.installed: requirements.txt pyproject.toml
	@echo "Setting up Python in $(VENV) (first time: about 290 MB to download)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.warm: $(VENV)/.installed $(wildcard geodata/geodesy/*.py geodata/geodesy/compiled/*.py geodata/geodesy/compiled/kernels/*.py)
	@echo "Compiling the searches for large tables (half a minute)…"
	@$(BIN)/python -m geodata.geodesy.compiled.warm
	@touch $@

$(VENV)/.test-installed: $(VENV)/.installed requirements-test.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-test.txt
	@touch $@

web: $(WEB)/dist/.built

$(WEB)/dist/.built: $(VENV)/.installed $(WEB)/package-lock.json $(WEB)/build.mjs $(shell find $(WEB)/src -type f)
	@VENV=$(VENV) sh tools/build_web.sh

lock: $(VENV)/.test-installed
	@$(BIN)/python -m pip install --quiet uv
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/lock.py $(LOCK_ARGS)

audit: $(VENV)/.audit-installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/audit.py

clean:
	rm -rf $(VENV) benchmarks/rendering/node_modules $(WEB)/node_modules $(WEB)/dist/leaflet.* $(WEB)/dist/.built

bench: $(VENV)/.bench-installed $(VENV)/.warm
	@$(BIN)/python -m benchmarks.run $(BENCH_ARGS)

bench-rendering: $(VENV)/.test-installed $(VENV)/.bench-installed benchmarks/rendering/node_modules/.installed web
	@$(BIN)/python -m pytest -o python_files='peers_*.py' tests/benchmarks
	@$(BIN)/python -m benchmarks.rendering $(BENCH_ARGS)

bench-app: $(VENV)/.test-installed $(VENV)/.warm web
	@$(BIN)/python -m benchmarks.app $(BENCH_ARGS)

bench-reading: $(VENV)/.installed
	@$(BIN)/python -m benchmarks.reading $(BENCH_ARGS)

bench-stores: $(VENV)/.bench-installed
	@$(BIN)/python -m benchmarks.stores $(BENCH_ARGS)

bench-pipeline: $(VENV)/.installed web
	@$(BIN)/python benchmarks/pipeline.py

benchmarks/rendering/node_modules/.installed: benchmarks/rendering/package-lock.json
	@cd benchmarks/rendering && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(VENV)/.bench-installed: $(VENV)/.installed requirements-bench.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-bench.txt
	@touch $@

$(VENV)/.audit-installed: $(VENV)/.installed requirements-audit.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-audit.txt
	@touch $@
