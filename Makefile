# Forwards to dev.py, which needs no make: `python3 dev.py help`. Arguments: make test ARGS="-k outbox"
.PHONY: help install demo test check run bench
help install demo test check run bench:
	@exec python3 dev.py $@ $(ARGS)
