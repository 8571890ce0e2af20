.DEFAULT_GOAL := help
.PHONY: help setup demo run test check fix bench campaign texts style shots lock clean

# One address space: the tests' lock holds the runtime's, so either may build the environment.
RUNTIME := .venv/.runtime-ready
TOOLS := .venv/.tools-ready

help: ## print this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(RUNTIME) ## create .venv and install what the site needs
demo: $(RUNTIME) ## load the fictitious network and serve it on http://127.0.0.1:8000
	@PASSERELLE_MODE=demonstration .venv/bin/passerelle demonstration
run: $(RUNTIME) ## serve this installation (settings: docs/reglages.md)
	@.venv/bin/passerelle installation serve
test: $(TOOLS) ## install what tests need and run them all, on SQLite and PostgreSQL
	@sh tests/run.sh
check: $(TOOLS) ## lint, types, contracts, templates, known vulnerabilities
	@sh tests/check.sh
fix: $(TOOLS) ## format and mend what can be mended alone
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .
bench: $(TOOLS) ## measure, as ratios to an empty route of the same server
	@.venv/bin/python -m tests.bench
campaign: $(TOOLS) ## the long runs of which the suite has a sample
	@.venv/bin/pytest -q -m campaign --campaign
texts: $(TOOLS) ## refill the French catalogue of plurals
	@.venv/bin/python -m app.texts
style: $(TOOLS) ## join the styles and the icons into what is served
	@.venv/bin/python -m app.stylesheets && .venv/bin/python -m app.sprite
shots: $(TOOLS) ## screenshots of each page and role, at 1280 and 390 px, into instance/shots
	@.venv/bin/python -m tests.shots
lock: $(TOOLS) ## resolve the locks anew from pyproject.toml
	@sh tests/lock.sh
clean: ## remove what was built; never the data of instance/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock pyproject.toml
	@sh app/setup.sh requirements.lock && touch $@
$(TOOLS): tests/requirements.lock pyproject.toml
	@sh app/setup.sh tests/requirements.lock && touch $@ $(RUNTIME)
