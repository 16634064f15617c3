"""What is drawn many times, once: windows by light, tiles, stones, people, trees. Ids begin with `h-`."""

from soesmart.strategy.house.style import Tiling
from soesmart.strategy.house.svg import paint
from soesmart.strategy.rules import Light

PEOPLE = ("p1", "p2", "p3", "p4", "p5")

_TILES = {
    Tiling.CLAY: (
        18,
        24,
        "M0 0v5q4.5 7 9 0v-5m0 0v5q4.5 7 9 0v-5M-9 12v5q4.5 7 9 0v-5m0 0v5q4.5 7 9 0v-5m0 0v5q4.5 7 9 0",
    ),
    Tiling.SLATE: (16, 18, "M0 0a8 9 0 0 0 16 0M-8 9a8 9 0 0 0 16 0a8 9 0 0 0 16 0"),
}


def symbols(tiling: Tiling) -> str:
    """The `<defs>` that both drawings of a page share."""
    return "<defs>" + _grounds() + _covering(tiling) + _patterns() + _windows() + _people() + _tree() + "</defs>"


def _grounds() -> str:
    return (
        f'<linearGradient id="h-air" x2="0" y2="1"><stop stop-color="{paint("sky")}"/>'
        f'<stop offset=".85" stop-color="{paint("haze")}"/></linearGradient>'
        f'<radialGradient id="h-shine"><stop stop-color="{paint("bright")}" stop-opacity="{paint("glow")}"/>'
        f'<stop offset="1" stop-color="{paint("bright")}" stop-opacity="0"/></radialGradient>'
        f'<linearGradient id="h-under" x2="0" y2="1"><stop stop-color="#000" stop-opacity=".2"/>'
        f'<stop offset="1" stop-color="#000" stop-opacity="0"/></linearGradient>'
    )


def _covering(tiling: Tiling) -> str:
    width, height, d = _TILES[tiling]
    joints = "M0 .8h88M0 26.8h88M43.5 1v26M87.5 1v26M15 27v26M66 27v26"
    stones = (
        f'<pattern id="h-stone" width="88" height="52" patternUnits="userSpaceOnUse">'
        f'<path fill="{paint("block")}" d="M2 2h40v22h-40zM-10 28h24v22h-24zM78 28h20v22h-20z"/>'
        f'<path fill="none" stroke="{paint("joint")}" stroke-width="1.6" d="{joints}"/></pattern>'
    )
    return stones + (
        f'<pattern id="h-tile" width="{width}" height="{height}" patternUnits="userSpaceOnUse">'
        f'<path d="{d}" fill="none" stroke="{paint("tile")}" stroke-width="1.2"/></pattern>'
    )


def _patterns() -> str:
    def pattern(light: str, size: int, d: str, width: float, turn: str = "") -> str:
        return (
            f'<pattern id="h-{light}-lines" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turn}>'
            f'<path d="{d}" stroke="{paint(f"{light}Line")}" stroke-width="{width}"/></pattern>'
        )

    turned = ' patternTransform="rotate(45)"'
    return (
        pattern("warm", 8, "M0 4h8", 2)
        + pattern("dim", 8, "M4 0v8", 1.8, turned)
        + pattern("dark", 8, "M4 0v8M0 4h8", 1.3, turned)
    )


def _windows() -> str:
    """Symbols 38 by 66. The ring around one appears where its link sets --ring (hover, keyboard)."""
    return "".join(_window(light) for light in Light) + (
        '<symbol id="h-halo" viewBox="0 0 80 80"><circle cx="40" cy="40" r="40" fill="url(#h-shine)"/></symbol>'
    )


def _window(light: Light) -> str:
    ring = '<rect x="-5" y="-5" width="48" height="77" rx="5" fill="none" stroke="var(--ring,none)" stroke-width="4"/>'
    sill = f'<path d="M-3 64.5h44v4h-44z" fill="{paint("timber")}"/>'
    glass = _dashed() if light is Light.UNKNOWN else _glazed(light)
    attributes = 'viewBox="0 0 38 66" preserveAspectRatio="none" overflow="visible"'
    return f'<symbol id="h-{light.value}" {attributes}>{glass}{sill}{ring}</symbol>'


def _glazed(light: Light) -> str:
    pattern = "" if light is Light.BRIGHT else f'<path fill="url(#h-{light.value}-lines)" d="M4 4h30v58h-30z"/>'
    return (
        f'<rect x="1" y="1" width="36" height="64" rx="1.5" fill="{paint(light.value)}"/>{pattern}'
        f'<path d="M19 3v60M3 24h32" stroke="{paint("frame")}" stroke-width="2.8"/>'
        f'<rect x="3" y="3" width="32" height="60" fill="none" stroke="{paint("frame")}" stroke-width="3"/>'
        f'<rect x="1" y="1" width="36" height="64" rx="1.5" fill="none" stroke="{paint("timber")}" stroke-width="2.2"/>'
    )


def _dashed() -> str:
    stroke = f'stroke="{paint("dash")}"'
    return (
        f'<rect x="1.5" y="1.5" width="35" height="63" rx="1.5" fill="{paint("unknown")}" {stroke} stroke-width="2.6" '
        f'stroke-dasharray="5 3.4"/>'
        f'<path d="M19 2v62M2 24h34" {stroke} stroke-width="1.6" stroke-dasharray="4 3.4"/>'
    )


def _people() -> str:
    """Figures 24 by 52 whose clothes take the colour of `color`, so that few shapes make a crowd."""
    skin, hair = paint("skin"), paint("timber")

    def figure(name: str, inner: str) -> str:
        return f'<symbol id="h-{name}" viewBox="0 0 24 52" overflow="visible">{inner}</symbol>'

    legs = f'<path d="M9 34v16M15 34v16" stroke="{paint("leg")}" stroke-width="4.4" stroke-linecap="round"/>'
    body = '<path d="M5 35V20q0-6 7-6t7 6v15z" fill="currentColor"/>'
    head = f'<circle cx="12" cy="7.5" r="5.4" fill="{skin}"/>'
    cap = f'<path d="M6.4 7.6a5.6 5.6 0 0 1 11.2 0q-5.6-3-11.2 0z" fill="{hair}"/>'
    long_hair = f'<path d="M5.8 14V7.6a6.2 6.2 0 0 1 12.4 0V14h-2.6V8q-4-1-7 0v6z" fill="{hair}"/>'
    skirt = '<path d="M4 40l3-20q0-6 5-6t5 6l3 20z" fill="currentColor"/>'
    other = f'<circle cx="12" cy="7.5" r="5.4" fill="{paint("skin2")}"/>'
    wheel = (
        f'<circle cx="11" cy="41" r="9" fill="none" stroke="{paint("leg")}" stroke-width="2.4"/>'
        f'<path d="M9 35h10v12h4" fill="none" stroke="{paint("leg")}" stroke-width="4" stroke-linejoin="round"/>'
    )
    seated = '<path d="M6 34V19q0-5 6-5t6 5v15z" fill="currentColor"/>'
    small = 'transform="translate(3.6 15.6) scale(.7)"'
    return (
        figure("p1", legs + body + head + cap)
        + figure("p2", legs + skirt + long_hair + head)
        + figure("p3", legs + body + other + cap)
        + figure("p4", f"<g {small}>{legs}{body}{head}{cap}</g>")
        + figure("p5", f'<g transform="translate(0 6)">{seated}{head}{cap}</g>{wheel}')
    )


def _tree() -> str:
    """A linden and a flowering bush, of round shapes with light on their left side."""
    crown = _rounds(((60, 42, 36), (30, 62, 26), (92, 64, 27), (60, 78, 40), (34, 92, 25), (86, 94, 26), (60, 108, 28)))
    light = _rounds(((50, 34, 20), (28, 58, 15), (66, 60, 17), (40, 84, 14), (82, 82, 13)))
    bush = _rounds(((16, 26, 14), (34, 18, 16), (54, 20, 15), (66, 27, 12)))
    flowers = _rounds(((14, 22, 2.6), (29, 14, 2.6), (40, 25, 2.6), (55, 16, 2.6), (65, 26, 2.6), (24, 29, 2.4)))
    trunk = "M54 190q4-50 2-90h8q-1 42 3 90zM58 140l-18-28h6l14 20zM62 132l16-22h5l-19 34z"
    return (
        f'<symbol id="h-tree" viewBox="0 0 120 190"><path d="{trunk}" fill="{paint("trunk")}"/>'
        f'<g fill="{paint("leaf")}">{crown}</g><g fill="{paint("leaf2")}">{light}</g></symbol>'
        f'<symbol id="h-bush" viewBox="0 0 80 36"><path d="M2 36q0-12 10-14h56q10 2 10 14z" fill="{paint("leaf")}"/>'
        f'<g fill="{paint("leaf")}">{bush}</g><g fill="{paint("flower")}">{flowers}</g></symbol>'
    )


def _rounds(circles: tuple[tuple[float, float, float], ...]) -> str:
    return "".join(f'<circle cx="{x}" cy="{y}" r="{r}"/>' for x, y, r in circles)
