"""Documents that come back, read into lines and answers."""
