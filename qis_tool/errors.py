"""The ways a request can fail, apart from findings."""


class UserError(Exception):
    """The request can't be carried out as given; the message says why and what to do. Exit code 2."""


class NotAsWritten(Exception):
    """What was to be written did not read back as it was given: a fault of ours, caught before any file changed."""


class DataFault(Exception):
    """A form's own data (schemas/, templates/) contradicts itself: our fault or a form author's. Exit code 2."""
