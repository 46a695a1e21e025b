"""What changed between two versions of a dataset, for readers: as text, as JSON, as a page."""
