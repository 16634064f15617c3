"""The database itself refuses to change what was measured, aimed at, estimated, assumed or reported.

A correction is a new row. Of a valid target only its end may be written, of an ended one nothing; a report is frozen once it
is published. Who entered or wrote something may vanish with the person, and rows go with what they belong to.
"""

from collections.abc import Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

VALUE = (
    "indicator_id", "year", "day", "value", "state", "sector", "district", "group", "has_break", "is_baseline",
    "is_withdrawn", "source", "source_name", "licence", "method_version", "note", "invented", "recorded_at",
)  # fmt: skip
TARGET = (
    "indicator_id", "value", "upper", "year", "kind", "is_milestone", "source", "note", "decision", "decided",
    "invented", "recorded_at",
)  # fmt: skip
ESTIMATE = (
    "measure_id", "indicator_id", "low", "middle", "high", "ramp_years", "confidence", "basis", "is_withdrawn",
    "invented", "recorded_at",
)  # fmt: skip
ASSUMPTION = ("indicator_id", "text", "overlap", "recorded_at")
REPORT = (
    "municipality_id", "year", "title", "known_on", "state", "content", "pdf", "pdf_digest", "published_at", "invented",
)  # fmt: skip


def _differ(columns: Sequence[str], unlike: str) -> str:
    return " OR ".join(f'OLD."{column}" {unlike} NEW."{column}"' for column in columns)


# Name, table, columns that stay as they are, condition.
GUARDS = (
    ("value_is_append_only", "strategy_indicatorvalue", VALUE, "{differ}"),
    ("target_is_append_only", "strategy_target", TARGET, "OLD.replaced_on <> '' OR {differ}"),
    ("estimate_is_append_only", "strategy_measureestimate", ESTIMATE, "{differ}"),
    ("assumption_is_append_only", "strategy_assumption", ASSUMPTION, "{differ}"),
    ("report_is_frozen", "strategy_report", REPORT, "OLD.state = 'published' AND ({differ})"),
)
SQLITE = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, 'this is append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition})
EXECUTE FUNCTION strategy_is_append_only();
"""
FUNCTION = """
CREATE FUNCTION strategy_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'this is append-only'; END $$;
"""


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    unlike, statement = ("IS DISTINCT FROM", POSTGRESQL) if is_postgresql else ("IS NOT", SQLITE)
    if is_postgresql:
        schema_editor.execute(FUNCTION)
    for name, table, columns, condition in GUARDS:
        told = condition.format(differ=_differ(columns, unlike))
        schema_editor.execute(statement.format(name=name, table=table, condition=told))


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _ in GUARDS:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql else f"DROP TRIGGER {name}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION strategy_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [("strategy", "0004_measuring")]

    operations = [migrations.RunPython(guard, unguard)]
