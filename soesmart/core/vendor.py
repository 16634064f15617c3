"""Third-party browser files: one list, checked by checksum, rebuilt by one command.

`static/vendor/vendor.json` names every file with version, licence and SHA-256. `verify()` needs nothing but the
files; `refresh()` needs the network, npm and fonttools and is run by hand: `python -m soesmart.core.vendor`.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from soesmart.core.vendor_css import prune, without_pictures

FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor"
LIST = FOLDER / "vendor.json"

# Letters a German town meets in names (Latin, Latin-1, Extended-A), digits up and down (CO₂, m²), arrows, signs.
WEB_CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x1E9E, 0x202F, *range(0x2010, 0x2027), 0x2030, 0x2032]
WEB_CHARACTERS += [0x2039, 0x203A, 0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A), 0x20AC, 0x2116, 0x2122]
WEB_CHARACTERS += [*range(0x2190, 0x2194), 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265]
FEATURES = ["kern", "liga", "tnum", "lnum", "locl", "ccmp", "mark", "sups", "subs", "ordn"]


def read_list() -> list[dict[str, Any]]:
    """Entries of the list: name, version, licence, package, files (path below the folder -> SHA-256)."""
    entries: list[dict[str, Any]] = json.loads(LIST.read_text())["vendor"]
    return entries


def verify() -> list[str]:
    """Complaints, empty when every listed file is there unchanged and no unlisted file lies beside it."""
    listed = {path: digest for entry in read_list() for path, digest in entry["files"].items()}
    found = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file() and path != LIST}
    complaints = [f"{path}: fehlt" for path in sorted(listed.keys() - found)]
    complaints += [f"{path}: steht nicht in der Liste" for path in sorted(found - listed.keys())]
    changed = [path for path in sorted(found & listed.keys()) if _digest(FOLDER / path) != listed[path]]
    return complaints + [f"{path}: Prüfsumme weicht ab" for path in changed]


def refresh() -> None:
    """Fetch the listed versions, rebuild the files and write their checksums into the list."""
    entries = read_list()
    versions = {entry["package"]: entry["version"] for entry in entries}
    versions |= {entry["licence_from"]: entry["licence_version"] for entry in entries if "licence_from" in entry}
    with tempfile.TemporaryDirectory() as scratch:
        packages = {name: _unpack(name, version, Path(scratch)) for name, version in versions.items()}
        for entry in entries:
            licence = packages[entry.get("licence_from", entry["package"])]
            _BUILDERS[entry["name"]](packages[entry["package"]], licence, FOLDER / entry["folder"])
            files = sorted(path for path in (FOLDER / entry["folder"]).rglob("*") if path.is_file())
            entry["files"] = {str(path.relative_to(FOLDER)): _digest(path) for path in files}
    LIST.write_text(json.dumps({"vendor": entries}, indent=2, ensure_ascii=False) + "\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _unpack(name: str, version: str, scratch: Path) -> Path:
    command = ["npm", "pack", "--silent", f"{name}@{version}"]
    archive = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True).stdout.split()[-1]
    target = scratch / archive.removesuffix(".tgz")
    with tarfile.open(scratch / archive) as bundle:
        bundle.extractall(target, filter="data")
    return target / "package"


def _build_kern(package: Path, licence: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    (target / "kern.css").write_text(prune((package / "dist" / "kern.css").read_text()))
    (target / "LICENSE.md").write_bytes((licence / "LICENSE.md").read_bytes())


def _build_fonts(package: Path, licence: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    (target / "LICENSE").write_bytes((licence / "LICENSE").read_bytes())
    for cut in ("Regular", "SemiBold"):
        source = package / "dist" / "fonts" / "fira-sans" / f"FiraSans-{cut}.woff2"
        _write_font(source, target / f"FiraSans-{cut}.woff2", "woff2")
        _write_font(source, target / f"FiraSans-{cut}.ttf", None)


def _write_font(source: Path, target: Path, flavor: str | None) -> None:
    # fonttools is for developers only; verify() has to work without it.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    _add_narrow_space(font)
    options = Options(layout_features=FEATURES, hinting=flavor is None, name_IDs=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=WEB_CHARACTERS)
    subsetter.subset(font)
    font.flavor = flavor
    font.save(target)


def _add_narrow_space(font: Any) -> None:
    """Fira Sans lacks U+202F, which German typography wants in "3,4 %": give it a glyph of 3/5 of a space."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    advance = round(font["hmtx"]["space"][0] * 0.6)
    font["glyf"]["uni202F"] = Glyph()
    font["hmtx"]["uni202F"] = (advance, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = "uni202F"


def _build_leaflet(package: Path, licence: Path, target: Path) -> None:
    """The program as it is, without the name of its source map; of the styles nothing that asks for a picture."""
    target.mkdir(parents=True, exist_ok=True)
    script = (package / "dist" / "leaflet.js").read_text()
    (target / "leaflet.js").write_text(script.partition("//# sourceMappingURL=")[0])
    (target / "leaflet.css").write_text(without_pictures((package / "dist" / "leaflet.css").read_text()))
    (target / "LICENSE").write_bytes((licence / "LICENSE").read_bytes())


def _build_jsqr(package: Path, licence: Path, target: Path) -> None:
    """Without the table of Japanese signs, which makes up half of it and stands on no ticket."""
    target.mkdir(parents=True, exist_ok=True)
    script = (package / "dist" / "jsQR.js").read_text()
    table = re.compile(r"exports\.shiftJISTable = \{.*?\n\};", re.DOTALL)
    (target / "jsQR.js").write_text(table.sub("exports.shiftJISTable = {};", script, count=1))
    (target / "LICENSE").write_bytes((licence / "LICENSE").read_bytes())


_BUILDERS = {"KERN": _build_kern, "Fira Sans": _build_fonts, "Leaflet": _build_leaflet, "jsQR": _build_jsqr}

if __name__ == "__main__":
    refresh()
