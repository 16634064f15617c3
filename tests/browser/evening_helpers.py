"""What is measured on the windows of an evening: contrast from the last row, and how often a page speaks."""

from itertools import pairwise

from playwright.sync_api import Page

# The projector is read from the last row: better than WCAG's AAA (1.4.6) for all text, large or small.
LEAST_CONTRAST = 7.0

# Notes when something is said in a region that screen readers read aloud.
TALK = """() => {
  window.saidAt = [];
  for (const region of document.querySelectorAll("[aria-live], [role=status], [role=alert]"))
    new MutationObserver(() => { if (region.textContent.trim()) window.saidAt.push(performance.now()); })
      .observe(region, {childList: true, characterData: true, subtree: true});
}"""

_CONTRASTS = """(least) => {
  const channels = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return {r, g, b, a}; };
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = (colour) => {
    if (/^rgba?\\(/.test(colour)) return channels(colour);
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return {r, g, b, a: a / 255};
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a),
    b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const light = ({r, g, b}) => {
    const linear = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgb(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), {r: 255, g: 255, b: 255, a: 1});
  };
  const found = [], silent = "svg, script, style, noscript, [aria-hidden=true]";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || !element.checkVisibility() || element.closest(silent)) continue;
    const below = ground(element), ink = over(rgb(getComputedStyle(element).color), below);
    const [dark, bright] = [light(below), light(ink)].sort((a, b) => a - b);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < least) found.push(`${ratio.toFixed(2)}: ${text.slice(0, 60)}`);
  }
  return found;
}"""


def contrasts(page: Page) -> list[str]:
    """Texts of the projector with too little contrast; must be []."""
    return list(page.evaluate(_CONTRASTS, LEAST_CONTRAST))


def silences(page: Page) -> list[float]:
    """Seconds between two things that the page said since `TALK` began to listen.

    What is written in one go (within a tenth of a second) was said once.
    """
    moments = [moment / 1000 for moment in page.evaluate("window.saidAt")]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    return [gap for gap in gaps if gap > 0.1]
