# Every target is one call of dev.py, which needs nothing but Python 3.11 and sets up the rest by itself.
# Pass options on with ARGS, such as `make demo ARGS=--exit`; choose another Python with PYTHON=python3.12.
PYTHON ?= python3

.PHONY: demo test check bench soak screenshots generate format lock
demo test check bench soak screenshots generate format lock:
	@$(PYTHON) dev.py $@ $(ARGS)
