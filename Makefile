# Everything begins with `make run`. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench pictures lock format

PYTHON_FILES = accounts tracers interviews cmo reports exchange config tests bench bin manage.py
NEEDED = @bin/any-python bin/setup.py
IN = .venv/bin
SIDE_BY_SIDE = -n auto --dist worksteal

help:      ## this list
	@sed -n 's/^\([a-z]*\): *## */  make \1\t/p' Makefile | expand -t 18

setup:     ## install what the program needs
	$(NEEDED) run

run:       ## set up, and start Triad at http://127.0.0.1:8000/ (PORT and DATABASE_URL are respected)
	@bin/any-python -m config.port
	$(NEEDED) run
	@exec $(IN)/python -m config.serve --with-parent

test:      ## set up, and run all tests (ARGS="tests/cmo -k board" runs some)
	$(NEEDED) test
	@$(IN)/python -m pytest $(or $(ARGS),$(SIDE_BY_SIDE))

check:     ## format, lint, types, missing migrations, tests
	$(NEEDED) test
	@$(IN)/ruff format --check --quiet $(wildcard $(PYTHON_FILES))
	@$(IN)/ruff check --quiet $(wildcard $(PYTHON_FILES))
	@$(IN)/djlint --lint --quiet templates
	@$(IN)/python -m mypy
	@$(IN)/python manage.py makemigrations --check --dry-run
	@$(IN)/python -m pytest $(or $(ARGS),$(SIDE_BY_SIDE))

bench:     ## the figures and their goals: large pages, uploads, finding names, leaks (ARGS="reading" takes one)
	$(NEEDED) test
	@$(IN)/python -m bench $(ARGS)

pictures:  ## take the pictures of the guide anew (ARGS="reading keys" some; "--all build/pictures" every page, to look at)
	$(NEEDED) test
	@$(IN)/python -m bin.pictures $(ARGS)

lock:      ## write the lock files anew after pyproject.toml has changed
	$(NEEDED) lock

format:    ## rewrite the Python files in the house style
	$(NEEDED) test
	@$(IN)/ruff format $(wildcard $(PYTHON_FILES))
	@$(IN)/ruff check --fix-only --quiet $(wildcard $(PYTHON_FILES))
