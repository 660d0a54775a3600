"""Work on plans by the names of their files, which the command line and the Python interface share."""
