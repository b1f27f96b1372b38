"""A drawing as a picture, for papers that take no drawing, by typst."""

import typst

POINTS_PER_INCH = 160
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 16cm)"""


def render_png(svg: str) -> bytes:
    """Return an SVG as a PNG of 16 cm: the same drawing gives the same bytes."""
    return typst.compile(_PAGE, format="png", ppi=POINTS_PER_INCH, sys_inputs={"svg": svg}, ignore_system_fonts=True)
