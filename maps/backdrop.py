"""The ground of the map, drawn by folium once a process: shapes, and not one word.

folium writes what it is given inside JavaScript, where `${…}` runs even when escaped as HTML.
It therefore receives contours, codes and numbers of ours; names are for `map.js` to write.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.territory.atlas import Layer, drawing

LEAFLET = "vendor/leaflet-1.9.4/leaflet"
CLUSTERS = "vendor/markercluster-1.5.3/leaflet.markercluster"
# Closer than this a commune fills the screen; farther, both territories are a stain.
NEAREST_ZOOM = 15
FARTHEST_ZOOM = 7
FIRST_ZOOM = 9


@dataclass(frozen=True, slots=True)
class Backdrop:
    """folium's figure, taken apart: what its header loads, its element, its script.

    `styles` and `scripts` are names of static files, in the order to load them; `version`
    changes with `script` alone.
    """

    element_id: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    script: str
    version: str


@cache
def backdrop() -> Backdrop:
    """Return the ground: both territories, their communes and their EPCIs."""
    from branca.element import CssLink, JavascriptLink  # noqa: PLC0415 — see _ground

    ground = _ground()
    ground.fit_bounds(ground.get_bounds())
    ground.render()
    figure = ground.get_root()
    # Of the header only the links are kept: the rest is style and script written in the page.
    header = figure.header._children.values()
    script = figure.script.render()
    return Backdrop(
        element_id=ground.get_name(),
        styles=tuple(link.url for link in header if isinstance(link, CssLink)),
        scripts=tuple(link.url for link in header if isinstance(link, JavascriptLink)),
        script=script,
        version=hashlib.sha256(script.encode()).hexdigest()[:12],
    )


def _ground() -> Any:  # folium's figure says little of its types
    import folium  # noqa: PLC0415 — 0.3 s, for those alone who look at a map

    class Ground(folium.Map):
        """A map whose files are ours; the lists of folium's own class stay as they are."""

        default_js = [  # noqa: RUF012 — folium reads it from the class
            ("leaflet", f"{LEAFLET}.js"),
            ("clusters", f"{CLUSTERS}.js"),
        ]
        default_css = [("leaflet_css", f"{LEAFLET}.css")]  # noqa: RUF012 — likewise

    ground = Ground(
        location=[46.4, 4.3],
        tiles=None,
        zoom_start=FIRST_ZOOM,
        zoom_snap=0.25,
        zoom_control=False,  # its words are English; `map.js` adds ours
        attribution_control=False,  # a link to another site; the page names its sources
        zoom_animation=False,
        fade_animation=False,
        marker_zoom_animation=False,
    )
    # As arguments these would go to the tiles that we do not have.
    ground.options |= {"min_zoom": FARTHEST_ZOOM, "max_zoom": NEAREST_ZOOM}
    ground._id = "territory"
    layers = {
        "communes": _shapes(Layer.COMMUNES),
        "epcis": _shapes(Layer.TERRITORIES, kind="epci"),
        "territories": _shapes(Layer.TERRITORIES, kind="territory"),
    }
    for name, shapes in layers.items():
        layer = folium.GeoJson(shapes, class_name=f"shape {name}", interactive=False)
        layer._id = name
        layer.add_to(ground)
    return ground


def _shapes(layer: Layer, *, kind: str | None = None) -> dict[str, Any]:
    """Return a layer without its properties: codes and contours, no name."""
    features = json.loads(drawing(layer))["features"]
    kept = [
        {"type": "Feature", "id": shape["id"], "properties": {}, "geometry": shape["geometry"]}
        for shape in features
        if kind in (None, shape["properties"].get("kind"))
    ]
    return {"type": "FeatureCollection", "features": kept}
