"""Cut KERN's stylesheet (400 KB) down to the components the pages use; the grid and utility classes go.

Tokens stay complete where a page may need them; primitive colours and sizes stay only where something refers to them.
"""

import re
from collections.abc import Iterator

# Whoever needs one more component adds its name here and runs `python -m soesmart.core.vendor`.
COMPONENTS = {
    "accordion", "alert", "btn", "dark", "error", "fieldset", "form-check", "form-input", "hint", "icon", "label",
    "light", "progress", "sr-only", "title",
}  # fmt: skip
ICONS = {
    "arrow-back", "arrow-down", "arrow-forward", "arrow-up", "calendar-today", "check", "checklist", "chevron-left",
    "chevron-right", "close", "content-copy", "danger", "delete", "dehaze", "download", "draft", "easy-language",
    "edit", "help", "home", "info", "account-circle", "add", "mail", "open-in-new", "search", "success", "warning",
    "small", "default", "large", "x-large", "logout",
}  # fmt: skip
KEPT_TOKENS = re.compile(r"--kern-(color-(layout|action|feedback|form|decorative)|metric-space)-")


def prune(css: str) -> str:
    """The kept rules of `css`, without comments and needless space; licence notice first."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    kept = "".join(_kept(css))
    kept = _without_unused_tokens(_without_fallbacks(kept))
    return "/* KERN UX, @kern-ux/native, EUPL-1.2, cut to the used components: see vendor.json */\n" + kept


def without_pictures(css: str) -> str:
    """Leaflet's rules without comments, old browsers, layer switch and pictures: our marks are drawn as SVG."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    left_out = re.compile(r"url\(|leaflet-control-layers|leaflet-vml|lvml|leaflet-oldie|behavior:")
    blocks = [(prelude, body) for prelude, body in _blocks(css) if not left_out.search(prelude + body)]
    return "".join(f"{prelude}{{{_declarations(body)}}}\n" for prelude, body in blocks if not prelude.startswith("@"))


def _kept(css: str) -> Iterator[str]:
    for prelude, body in _blocks(css):
        if prelude.startswith("@"):
            inner = "".join(_kept(body))
            if inner:
                yield f"{prelude}{{{inner}}}\n"
        else:
            selectors = [selector for selector in _selectors(prelude) if _is_kept(selector)]
            if selectors:
                yield f"{','.join(selectors)}{{{_declarations(body)}}}\n"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Top-level `prelude { body }` pairs; KERN's strings hold no braces."""
    depth, start, opened = 0, 0, 0
    for position, character in enumerate(css):
        if character == "{":
            depth += 1
            if depth == 1:
                opened = position
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield " ".join(css[start:opened].split()), css[opened + 1 : position].strip()
                start = position + 1


def _selectors(prelude: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^(]*\))", prelude)]


def _is_kept(selector: str) -> bool:
    names = re.findall(r"\.kern-([a-z0-9_-]+)", selector)
    for name in names:
        block, _, modifier = name.partition("--")
        if block.split("__")[0] not in COMPONENTS or (block == "icon" and modifier and modifier not in ICONS):
            return False
    # "* { font-family }" would reach into drawings and code; the site's own layer sets the family once on the body.
    return selector != "*:not(i)" and "kern-dialog" not in selector


def _declarations(body: str) -> str:
    parts = [" ".join(part.split()) for part in re.split(r";(?![^(]*\))", body)]
    return ";".join(part.replace(": ", ":", 1) for part in parts if part and not part.startswith("-webkit-mask"))


def _without_fallbacks(css: str) -> str:
    """`var(--a, 4px)` says `var(--a)` where --a is defined: a third of the sheet is such second values."""
    defined = set(re.findall(r"(?<=[{;])(--kern-[a-z0-9-]+):", css))
    return re.sub(r"var\((--kern-[a-z0-9-]+), [^()]*\)", lambda m: f"var({m[1]})" if m[1] in defined else m[0], css)


def _without_unused_tokens(css: str) -> str:
    while True:
        used = set(re.findall(r"var\((--kern-[a-z0-9-]+)", css))
        defined = set(re.findall(r"(?<=[{;])(--kern-[a-z0-9-]+):", css))
        idle = {name for name in defined - used if not KEPT_TOKENS.match(name)}
        if not idle:
            return css
        names = "|".join(map(re.escape, sorted(idle)))
        css = re.sub(rf"(?<=[{{;])({names}):[^;}}]*;?", "", css)
