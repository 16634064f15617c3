"""The database also keeps where a value comes from, what was estimated and assumed, and what a report said.

A published report is frozen but for the person behind it, who may vanish; rows go with what they belong to.
"""

from collections.abc import Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

VALUE = ("is_baseline", "source", "source_name", "licence", "method_version", "note", "invented")
TARGET = ("source", "note", "decision", "decided", "invented")
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
    ("value_keeps_its_source", "strategy_indicatorvalue", VALUE, "{differ}"),
    ("target_keeps_its_source", "strategy_target", TARGET, "{differ}"),
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


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    unlike, statement = ("IS DISTINCT FROM", POSTGRESQL) if is_postgresql else ("IS NOT", SQLITE)
    for name, table, columns, condition in GUARDS:
        told = condition.format(differ=_differ(columns, unlike))
        schema_editor.execute(statement.format(name=name, table=table, condition=told))


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _ in GUARDS:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql else f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("strategy", "0005_values_are_append_only")]

    operations = [migrations.RunPython(guard, unguard)]
