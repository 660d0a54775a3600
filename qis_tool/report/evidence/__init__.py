"""Worksheets of evidence as text, CSV, JSON and Excel workbooks."""
