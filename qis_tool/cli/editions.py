"""Which form a command is about when no plan says so."""

from qis_tool.errors import UserError
from qis_tool.form import Form, known_editions, load_form
from qis_tool.resources import find


def edition(form: str, year: int) -> Form:
    """The newest edition that fits; year 0 leaves it open, and so does an empty form where there is only one.

    Raises UserError where none fits, or several forms do.
    """
    fits = [known for known in known_editions() if form in ("", known[0]) and year in (0, known[1])]
    if not fits:
        raise UserError(f"There is no form {form or '(any)'} for plan year {year or '(any)'}. See: qis forms")
    if len({known[0] for known in fits}) > 1:
        raise UserError(f"Say which form with --form: {', '.join(sorted({known[0] for known in fits}))}.")
    return load_form(*max(fits, key=lambda known: known[1]))


def schema_bytes(form: Form) -> bytes:
    """The JSON Schema of an edition, as shipped."""
    return find(f"schemas/{form.id}/{form.year}/plan.schema.json").read_bytes()
