"""Where datasets are kept."""
