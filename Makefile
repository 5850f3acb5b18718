# Everything a developer does with Pana, by one word each. `make help` lists the words.

SHELL = /bin/sh
VENV = .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
PYTHONS = python3.13 python3.12 python3.11 python3
RASA_VENV = .venv-rasa
RASA_READY = $(RASA_VENV)/.ready

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup model run talk test test-rasa check browser dictionaries words schemas screenshots texts journeys places bench simulate lock clean

help: ## list these words
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1 - \2/p' Makefile

setup: model ## prepare .venv with .venv/bin/pana
	@echo "$(BIN)/pana is ready."

model: $(READY) ## learn what people type from knowledge/phrases/, where it has changed
	@$(BIN)/pana understand --train --built

run: model ## set everything up, then serve, with an operator to try
	@exec $(BIN)/pana serve --demonstration

talk: model ## the same conversation in this terminal
	@exec $(BIN)/pana talk

test: browser dictionaries model check ## set everything up, check, then run all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup

test-rasa: $(RASA_READY) $(READY) ## try a real Rasa server (takes minutes; needs Python 3.10)
	$(BIN)/python -m tests.rasa $(RASA_VENV)/bin/rasa

check: $(READY) ## style, types, imports, knowledge, catalogs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pana check
	$(BIN)/python tools/texts.py --check
	$(BIN)/python tools/schemas.py --check

browser: $(READY) ## find Chromium for the tests, or install Debian's where that is allowed
	@$(BIN)/python tools/find_chromium.py --install >/dev/null

dictionaries: $(READY) ## find the dictionaries of kk, ru, en, or install Debian's where that is allowed
	@$(BIN)/python tools/find_dictionaries.py --install >/dev/null

words: $(READY) ## print the words of our texts that no dictionary knows, to be read
	$(BIN)/python tools/words.py

schemas: $(READY) ## write knowledge/schema/ anew, for the editing tools of editors
	$(BIN)/python tools/schemas.py

screenshots: browser model ## every page and screen in three languages, into var/screenshots/
	$(BIN)/python -m tests.browser.screenshots

texts: $(READY) ## extract sentences from the code and merge them into locales/
	$(BIN)/python tools/texts.py

journeys: model ## write the transcripts of all journeys anew, to be read
	$(BIN)/python -m tests.journeys

places: $(READY) ## make knowledge/places.yaml anew
	$(BIN)/python tools/make_places.py

bench: model ## measure, print, and with KEEP=1 keep it in bench/RESULTS.md; ONLY=reloads one part
	$(BIN)/python -m bench $(if $(KEEP),--keep) $(if $(ONLY),--only $(ONLY))

simulate: $(READY) ## live days of the queue, print and draw the waits
	$(BIN)/python tools/simulate.py

lock: ## pin every dependency in requirements.lock (needs uv)
	@uv=$$(command -v uv || command -v $(BIN)/uv) || \
	{ echo "make lock needs uv: please install it, or put it into $(BIN)." >&2; exit 1; }; \
	"$$uv" pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q -o requirements.lock

clean: ## remove .venv, .venv-rasa and caches; var/ and .env stay
	rm -rf $(VENV) $(RASA_VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Runs again when a dependency changes. A .venv whose Python no longer starts is made anew.
$(READY): requirements.lock pyproject.toml
	@$(BIN)/python -c 'import sys, pip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || { \
	  good=; bare=; \
	  for python in $(PYTHONS); do \
	    "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || continue; \
	    if "$$python" -c 'import venv, ensurepip' 2>/dev/null; then good=$$python; break; fi; \
	    bare=$$python; \
	  done; \
	  if [ -z "$$good" ] && [ -n "$$bare" ]; then \
	    echo "$$bare has no venv module: please install it (on Debian and Ubuntu: the package python3-venv)." >&2; exit 1; \
	  fi; \
	  if [ -z "$$good" ]; then \
	    echo "Pana needs Python 3.11, 3.12 or 3.13, and found none: please install one and run make again." >&2; exit 1; \
	  fi; \
	  echo "Preparing $(VENV) with $$good"; \
	  rm -rf $(VENV) && "$$good" -m venv $(VENV); \
	}
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index -e .
	@touch $(READY)

# Rasa needs an environment of its own: 2.7 GB, and a Python that is older than ours.
$(RASA_READY): rasa/requirements.lock
	@good=; \
	for python in python3.10 "$$PANA_PYTHON310"; do \
	  "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null || continue; \
	  good=$$python; break; \
	done; \
	if [ -z "$$good" ]; then \
	  echo "make test-rasa needs Python 3.10 with venv for Rasa: please install python3.10, or set PANA_PYTHON310 to its path." >&2; exit 2; \
	fi; \
	echo "Preparing $(RASA_VENV) with $$good"; \
	rm -rf $(RASA_VENV) && "$$good" -m venv $(RASA_VENV)
	$(RASA_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r rasa/requirements.lock
	@touch $(RASA_READY)
