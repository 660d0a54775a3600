"""Worksheets of evidence and settlements of episodes, as text, CSV, JSON, pages and Excel workbooks."""
