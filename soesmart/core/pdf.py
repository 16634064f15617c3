"""Accessible PDF by typst: a template file and data as JSON, never a document built from strings.

Every PDF is PDF/UA-1: typst itself refuses a missing language, title, alternative text or heading order.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst
from django.core.serializers.json import DjangoJSONEncoder

from soesmart.core.vendor import FOLDER as VENDOR

ROOT = Path(__file__).resolve().parents[1]


class PdfError(Exception):
    """The template does not fit the data or breaks PDF/UA; says what typst says. A bug, not a person's mistake."""


def render_pdf(
    template: Path, data: Mapping[str, object], *, at: datetime, assets: Mapping[str, str] | None = None
) -> bytes:
    """PDF/UA-1 of `template` (a .typ file below the package), dated `at` (aware).

    The template reads `data` from `sys.inputs.data` and SVG texts from `assets` (see core/pdf/style.typ: `data`,
    `drawing`). Raises PdfError.
    """
    inputs = {"data": json.dumps({**data, "assets": dict(assets or {})}, cls=DjangoJSONEncoder)}
    try:
        compiler = typst.Compiler(str(template), root=str(ROOT), font_paths=_fonts(), sys_inputs=inputs)
        result = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(at.timestamp()))
    except typst.TypstError as error:
        hints = "; ".join(error.hints)
        raise PdfError(f"{template.name}: {error.message} {hints}".strip()) from error
    if not isinstance(result, bytes):
        raise PdfError(f"{template.name}: typst gab kein einzelnes Dokument zurück.")
    return result


@cache
def _fonts() -> typst.Fonts:
    """Only the fonts that come with the project: the same pages on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(VENDOR / "fira-sans")])
