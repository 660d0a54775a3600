"""The document as a value, between the plan and the file that is written."""
