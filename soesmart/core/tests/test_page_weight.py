"""What every page brings along leaves room for the page itself."""

import gzip

from soesmart.core.vendor import FOLDER

STATIC = FOLDER.parent
STYLES = ["vendor/kern/kern.css", "soesmart/site.css", "soesmart/parts.css", "soesmart/print.css"]
FILES = ["vendor/fira-sans/FiraSans-Regular.woff2", "vendor/fira-sans/FiraSans-SemiBold.woff2"]


def test_styles_fonts_and_pictures_of_the_frame_stay_below_75_kilobytes() -> None:
    styles = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in STYLES)
    pictures = sum(len(gzip.compress(path.read_bytes())) for path in (STATIC / "soesmart").glob("*.svg"))
    fonts = sum((STATIC / name).stat().st_size for name in FILES)
    assert styles + pictures + fonts < 75 * 1024
