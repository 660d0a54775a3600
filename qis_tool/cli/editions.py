"""Which form a command is about when no plan says so."""

from pathlib import Path

from qis_tool.cli.console import tell
from qis_tool.errors import UserError
from qis_tool.form import Form, known_editions, load_form
from qis_tool.jobs.plans import SUFFIXES
from qis_tool.resources import find
from qis_tool.saving import new_file


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


def write_schema_beside(plan: Path, form: Form) -> None:
    """Write an edition's JSON Schema to a plan's folder, unless it is there."""
    schema = plan.with_name(f"{form.id}-{form.year}.schema.json")
    if not schema.exists():
        with new_file(schema) as file:
            file.write(schema_bytes(form))
        tell(f"Wrote {schema} beside it, by which an editor can help you. It may be deleted.")


def refuse_other_suffix(plan: Path) -> None:
    """Raises UserError for a plan file that is not called like one."""
    if plan.suffix.lower() not in (*SUFFIXES, ""):
        raise UserError(f"{plan}: a plan is a text file, for qis to turn into a document. Name it {plan.stem}.yaml.")


def schema_bytes(form: Form) -> bytes:
    """The JSON Schema of an edition, as shipped."""
    return find(f"schemas/{form.id}/{form.year}/plan.schema.json").read_bytes()
