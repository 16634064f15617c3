"""QR codes as SVG, drawn here, so that no address of a person goes to a service."""

import segno
from django.utils.safestring import SafeString


def qr_svg(text: str, title: str, *, mask: int | None = None) -> SafeString:
    """The code as inline SVG, black on white in both schemes because scanners need it; `title` says where it leads.

    mask: 0 to 7, for texts that look random anyway (ISO/IEC 18004, 7.8): to weigh all eight takes four times as long.
    Raises ValueError for a text too long for a code (about 2,300 characters).
    """
    try:
        code = segno.make(text, error="m", micro=False, mask=mask)
    except segno.DataOverflowError as error:
        raise ValueError("Der Text ist zu lang für einen QR-Code.") from error
    drawing = code.svg_inline(scale=1, border=4, dark="#000", light="#fff", title=title, omitsize=True)
    return SafeString(drawing.replace("<svg ", '<svg role="img" ', 1))
