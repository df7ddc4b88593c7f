# make site    read content/, build site/, say what to open
# make serve   the same, kept fresh while you edit, in your browser
# make test    every check and every test, those in a real browser among them
# make lint    the checks alone          make format   mend what can be mended
# make bench   how fast it is            make bench-NAME [N=…]   one of tests/bench alone
#
# Everything is set up in .venv by the first target that needs it, with uv where it is installed, else with
# venv and pip; what is set up already is not set up again. Versions are those of the lock files.

VENV  ?= .venv
SITE  ?= site
BIN   := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN   := $(BIN)/python
UV    := $(shell command -v uv 2>/dev/null)
# The first Python that is new enough; only asked for where a set-up is needed.
FIND  := for p in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done

.DEFAULT_GOAL := site
.PHONY: site serve test lint format bench lock clean

site: $(VENV)/.ready
	@$(RUN) -m generator build content $(SITE) $(ARGS)

serve: $(VENV)/.ready
	@$(RUN) -m generator serve content --open $(ARGS)

test: lint
	@$(RUN) tests/install_browser.py
	@$(RUN) tests/install_office.py
	@$(RUN) tests/install_page_checks.py
	@$(RUN) -m pytest -q -n auto --dist loadfile $(ARGS)

lint: $(VENV)/.ready-dev
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m ruff format --check --quiet . || { echo 'run: make format'; exit 1; }
	@$(RUN) -m mypy

format: $(VENV)/.ready-dev
	@$(RUN) -m ruff check --fix --quiet .
	@$(RUN) -m ruff format --quiet .

bench: $(patsubst tests/bench/%.py,bench-%,$(filter-out %/asked.py %/corpus.py,$(wildcard tests/bench/*.py)))

bench-%: tests/bench/%.py $(VENV)/.ready-dev
	PYTHONPATH=. $(RUN) $< $(N)

# One lock for running and one for developing, for every system and Python, without the address of an index.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command 'make lock' --upgrade --quiet --extra all -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command 'make lock' --upgrade --quiet --extra dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

# --- set-up: a stamp file says that .venv holds what a lock file lists -------------------------------------

$(VENV)/.ready: requirements.lock | $(RUN)
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock | $(RUN)
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.ready

ifneq ($(UV),)
$(RUN):
	@p=$$($(FIND)); uv venv --quiet --allow-existing --python "$${p:->=3.11}" $(VENV)

define install
@echo 'setting up $(VENV) from $(1) with uv'
@uv pip install --quiet --python $(RUN) --require-hashes -r $(1)
endef
else
$(RUN):
	@p=$$($(FIND)); test -n "$$p" || { echo 'Python 3.11 or newer is needed: https://www.python.org/downloads/'; exit 1; }; \
	"$$p" -m venv $(VENV) || { rm -rf $(VENV); \
	echo 'python -m venv failed. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }

define install
@echo 'setting up $(VENV) from $(1) with pip'
@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
endef
endif
