"""Stores of datasets, timed: ``python -m benchmarks.stores``. A file for each store."""
