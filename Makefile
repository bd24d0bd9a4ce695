.PHONY: setup up test lint bench

setup:
	@scripts/setup

up: setup
	@.venv/bin/python scripts/up.py

test: setup
	@scripts/test

lint: setup
	@scripts/lint

bench: setup
	@.venv/bin/python -m bench
