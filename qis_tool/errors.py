"""The two ways a request can fail, apart from findings."""


class UserError(Exception):
    """The request can't be carried out as given; the message says why and what to do. Exit code 2."""


class DataFault(Exception):
    """A form's own data (schemas/, templates/) contradicts itself: our fault or a form author's. Exit code 2."""
