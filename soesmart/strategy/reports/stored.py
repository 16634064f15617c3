"""Dataclasses to JSON and back without loss: what is stored of a report. No Django."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from soesmart.strategy.reports.content import Content


def to_json(content: Content) -> dict[str, Any]:
    """Plain JSON: Decimals as texts, tuples as lists."""
    plain: dict[str, Any] = _plain(asdict(content))
    return plain


def from_json(stored: Mapping[str, Any]) -> Content:
    """The content that was stored. A part that came later takes its default; raises TypeError where it has none."""
    found: Content = _read(Content, stored)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return f"{value:f}" if isinstance(value, Decimal) else value


def _read(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _read(of, value[name]) for name, of in _shape(kind) if name in value})
    if get_origin(kind) in (UnionType, Union):
        if value is None:
            return None
        return _read(next(one for one in get_args(kind) if one is not NoneType), value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in value)
    return Decimal(value) if kind is Decimal else value


@cache
def _shape(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name]) for one in fields(kind))
