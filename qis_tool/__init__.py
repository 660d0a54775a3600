"""qis: validate and render Quality Improvement Strategy work plans."""

__version__ = "0.1.0"
