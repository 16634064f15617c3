"""The database itself refuses to change what a value or a target says; a correction is a new row.

Of a valid target only its end may be written, of an ended one nothing. Who entered a value may vanish with the person,
and rows go with their indicator.
"""

from collections.abc import Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

VALUE = (
    "indicator_id", "year", "day", "value", "state", "sector", "district", "group", "has_break", "recorded_at",
    "is_withdrawn",
)  # fmt: skip
TARGET = ("indicator_id", "value", "upper", "year", "kind", "is_milestone", "recorded_at")


def _differ(columns: Sequence[str], unlike: str) -> str:
    return " OR ".join(f'OLD."{column}" {unlike} NEW."{column}"' for column in columns)


# Name, table, columns that stay as they are, condition.
GUARDS = (
    ("value_is_append_only", "strategy_indicatorvalue", VALUE, "{differ}"),
    ("target_is_append_only", "strategy_target", TARGET, "OLD.replaced_on <> '' OR {differ}"),
)
SQLITE = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, 'values and targets are append-only'); END
"""
POSTGRESQL = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition})
EXECUTE FUNCTION strategy_is_append_only();
"""
FUNCTION = """
CREATE FUNCTION strategy_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'values and targets are append-only'; END $$;
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
