"""Queries that are built once per process and then only run.

To build a query takes Django several times as long as SQLite takes to answer it. A prepared one is written like every
other, with blanks where the values will stand; the scope it was built in is a blank too, filled by whoever runs it.

    @prepared
    def _voice() -> QuerySet[Voice]:
        return Voice.objects.filter(credential=Blank("credential", CharField()))

    _voice.first(credential="...")

For the few queries of requests that must be quick. What decides about the shape of a query cannot be a blank: None,
a list, a limit.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, Expression, Field, Model, QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler
from django_scopes import get_scope, scope

RowT = TypeVar("RowT")
_LARGEST = 2**63 - 1


class Blank(Expression):
    """Where a value stands that each run brings along. field: how the value is written for the database."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [_Place(self.name, self.output_field)]


@dataclass(frozen=True)
class _Place:
    """Stands among the parameters of a built query until it is run."""

    name: str
    field: "Field[Any, Any]"


@dataclass(frozen=True)
class _Built:
    rows: "QuerySet[Any]"
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]
    converters: Any = None

    def filled(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The parameters of a run; EmptyResultSet when a number is beyond what any column holds."""
        connection = connections[self.rows.db]
        if any(isinstance(value, int) and not -_LARGEST <= value <= _LARGEST for value in values.values()):
            raise EmptyResultSet
        return tuple(
            one.field.get_db_prep_value(values[one.name], connection) if isinstance(one, _Place) else one
            for one in self.params
        )


class _Once:
    """Builds for each kind of scope once: a query of a request without a town is another one, or none."""

    def __init__(self) -> None:
        self._built: dict[object, _Built] = {}

    def _ready(self) -> tuple[_Built, dict[str, Any]]:
        bounds = get_scope()
        towns = {name: value.pk for name, value in bounds.items() if isinstance(value, Model)}
        kind = frozenset((name, "" if name in towns else repr(value)) for name, value in bounds.items())
        built = self._built.get(kind)
        if built is None:
            with scope(**bounds | {name: Blank(name, BigIntegerField()) for name in towns}):
                built = self._built[kind] = self._build_now()
        return built, towns

    def _build_now(self) -> _Built:
        raise NotImplementedError


class prepared(_Once, Generic[RowT]):  # noqa: N801 - a decorator
    """Makes a builder of a QuerySet, without arguments, into a query that is built once."""

    def __init__(self, build: Callable[[], "QuerySet[Any, RowT]"]) -> None:
        super().__init__()
        self.build = build

    def rows(self, **values: object) -> list[RowT]:
        """All rows, with the blanks filled; one query."""
        built, scoped = self._ready()
        run = copy(built.compiler)
        run.connection = connections[built.rows.db]
        try:
            told = built.sql, built.filled(values | scoped)
        except EmptyResultSet:
            return []
        run.as_sql = lambda *_, **__: told  # type: ignore[method-assign]
        run.get_converters = lambda _: built.converters  # type: ignore[assignment, method-assign]
        found = built.rows._clone()  # type: ignore[attr-defined]
        found.query.get_compiler = lambda *_, **__: run
        return list(found)

    def first(self, **values: object) -> RowT | None:
        """The first row: of a query that finds one at most, or that ends with [:1]."""
        return next(iter(self.rows(**values)), None)

    def _build_now(self) -> _Built:
        rows = self.build()
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        # Of each column how its value becomes Python's; to find out anew takes a third of a run.
        columns = [column[0] for column in (compiler.select or [])[: compiler.col_count]]
        return _Built(rows, compiler, sql, tuple(params), compiler.get_converters(columns))


class prepared_update(_Once):  # noqa: N801 - a decorator
    """The same for an UPDATE: the builder gives the rows, and what is to be written into their columns."""

    def __init__(self, build: Callable[[], "tuple[QuerySet[Any], dict[str, Any]]"]) -> None:
        super().__init__()
        self._build = build

    def __call__(self, **values: object) -> int:
        """Run it; returns how many rows there were."""
        built, scoped = self._ready()
        with connections[built.rows.db].cursor() as cursor:
            cursor.execute(built.sql, built.filled(values | scoped))
            return cursor.rowcount

    def _build_now(self) -> _Built:
        rows, columns = self._build()
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(columns)  # type: ignore[attr-defined]
        query.clear_ordering(force=True)
        compiler = query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        return _Built(rows, compiler, sql, tuple(params))
