"""The style of KPI cards, which Streamlit has no arguments for: the only place that styles them."""

from wording.theme import COLOURS, Theme

CARD, WHY = '[class*="st-key-card_"]', '[class*="st-key-why_"]'
LINK = f'{CARD} [data-testid="stPageLink"]'
LISTED = '[class*="st-key-lines_"] [data-testid="stPageLink"]'
NARROW = "16.5rem"  # up to this width the figures stand below the values, else beside them


def card_style(theme: Theme) -> str:
    """Return the style element.

    The link covers the card, "why?" stands above it, figures share a baseline; lines that need attention wrap.
    """
    colours = COLOURS[theme]
    return f"""<style>
{CARD} {{ position: relative; padding: .6rem .75rem; }}
{CARD}:has([data-testid="stPageLink"]):hover {{ border-color: {colours.after}; }}
{LINK} a {{ position: static; padding: 0 3.4rem 0 0; background: none; min-height: 0; }}
{CARD} [data-testid="stElementContainer"]:has([data-testid="stPageLink"]) {{ position: static; }}
{LINK} a::after {{ content: ""; position: absolute; inset: 0; z-index: 1; }}
{CARD} [data-testid="stMarkdown"] p {{ padding-right: 3.4rem; }}
{LINK} p, {LISTED} p {{ white-space: normal; }}
{LISTED} a {{ align-items: baseline; min-height: 1.9rem; }}
{CARD} {WHY} {{ position: absolute; top: .3rem; right: .4rem; width: auto; z-index: 2; }}
{CARD} {WHY} button {{ min-height: 0; padding: .15rem .3rem; color: {colours.quiet}; }}
.mp-wide {{ container-type: inline-size; }}
.mp-card {{ color: {colours.ink}; }}
.mp-card > div:first-child {{ min-height: 6.6rem; }}
.mp-values {{ font-size: .95rem; line-height: 1.35; color: {colours.quiet}; }}
.mp-values span, .mp-values b {{ white-space: nowrap; }}
.mp-values b {{ display: block; font-size: 1.4rem; color: {colours.ink}; }}
.mp-status {{ font-size: .8rem; line-height: 1.4; margin-top: .25rem; }}
.mp-status span {{ white-space: nowrap; }}
.mp-pill {{ display: inline-block; border: 1px solid; border-radius: 1rem; padding: 0 .45rem; font-weight: 600;
  margin-right: .3rem; }}
.mp-comma {{ font-size: 0; }}
.mp-rest {{ display: inline-block; font-weight: 600; }}
.mp-status .mp-beside {{ display: block; white-space: normal; }}
.mp-change {{ display: flex; align-items: center; gap: .5rem; height: 1.9rem; }}
.mp-change b {{ white-space: nowrap; font-size: .9rem; }}
.mp-bar {{ flex: 1; min-width: 0; height: 1.8rem; }}
.mp-spark {{ display: block; width: 100%; height: 2.5rem; }}
@container (min-width: {NARROW}) {{
.mp-card {{ display: grid; grid-template-columns: 1fr 45%; gap: .75rem; }}
.mp-card > div:first-child {{ min-height: 0; }}
.mp-values b {{ display: inline; }}
}}
</style>"""
