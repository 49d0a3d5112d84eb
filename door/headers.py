"""Security headers sent with every answer, so that the browser loads and embeds only the dashboard's own content."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256


def headers(page: str) -> Mapping[str, str]:
    """Return the headers; page: the HTML shell of all pages, whose inline scripts are the only ones allowed."""
    return {
        "Content-Security-Policy": "; ".join(f"{what} {where}" for what, where in _policy(page).items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def _policy(page: str) -> Mapping[str, str]:
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    known = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in inline]
    return {
        "default-src": "'none'",
        # blob: Streamlit makes one of the few lines of JavaScript of a component, as of `ui/frame/browser.py`.
        "script-src": " ".join(("'self'", "blob:", *known)),
        # unsafe-inline: Streamlit and Plotly write the look of every element into it.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
