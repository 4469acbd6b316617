"""A QR code of an address."""

import io

import segno


def qr_svg(url: str) -> str:
    """The code as a picture of its own (SVG), black on white with the quiet zone that readers need."""
    out = io.BytesIO()
    segno.make_qr(url, error="m").save(out, kind="svg", border=4, light="white", xmldecl=False, nl=False)
    return out.getvalue().decode()
