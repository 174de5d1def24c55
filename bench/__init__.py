"""Measured claims. Every figure is a ratio of one run on one machine; see `make bench`."""
