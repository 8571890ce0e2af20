// The map that moves. Its ground is `map_territory`, drawn by /carte/fond.js; what is on it comes
// as data, and every word is written by textContent. Without it, the still map stays.
const SVG = "http://www.w3.org/2000/svg";
const CLOSE_ENOUGH = 13; // the zoom at which one place fills the map well
const TARGET_PX = 44;
const APART_PX = 56; // nearer than this two places are one cluster

const figure = document.querySelector("[data-map]");
const ground = window.map_territory;

function element(name, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

// The shape of a family, with its number when the list beside shows the entry.
function shape(symbols, family, number) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "mark");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.dataset.family = family;
  use.setAttribute("href", `${symbols}#${family}`);
  svg.append(use);
  if (number) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", 16);
    text.setAttribute("y", 21);
    text.textContent = number;
    svg.append(text);
  }
  return svg;
}

// An icon whose element is made when it comes on the screen, not before.
const Drawn = L.DivIcon.extend({
  options: { className: "", iconSize: [TARGET_PX, TARGET_PX] },
  createIcon(old) {
    const made = L.DivIcon.prototype.createIcon.call(this, old);
    made.replaceChildren(this.options.draw());
    return made;
  },
});

const icon = (className, draw) => new Drawn({ className, draw });
const tally = (className, count) => icon(className, () => element("span", { text: String(count) }));

function card(title, entries, { address, words }) {
  const lines = entries.map(([id, rank, name, service]) =>
    element(
      "li",
      {},
      element("a", { text: (rank ? `${rank}. ` : "") + name, href: address + id }),
      element("span", { text: service }),
    ),
  );
  const close = element("button", { type: "button", class: "btn link", text: words.close });
  close.addEventListener("click", () => ground.closePopup());
  const heading = title ? [element("p", { text: title })] : [];
  return element("div", { class: "bubble" }, ...heading, element("ul", {}, ...lines), close);
}

// One marker a place, and which marker shows each entry.
function markers(data) {
  const shown = new Map();
  const made = data.points.map(([id, lat, lon, family, ...entry]) => {
    const marker = L.marker([lat, lon], {
      icon: icon("pin-icon", () => shape(data.symbols, data.families[family], entry[0])),
      keyboard: false,
      count: 1,
    });
    marker.card = () => card("", [[id, ...entry]], data);
    shown.set(id, marker);
    return marker;
  });
  for (const [, lat, lon, title, entries] of data.communes) {
    const marker = L.marker([lat, lon], {
      icon: tally("tally-icon", entries.length),
      keyboard: false,
      count: entries.length,
    });
    marker.card = () => card(title, entries, data);
    for (const [id] of entries) shown.set(id, marker);
    made.push(marker);
  }
  return { made, shown };
}

function clustered(made) {
  L.MarkerCluster.mergeOptions({ keyboard: false });
  const group = L.markerClusterGroup({
    animate: false,
    maxClusterRadius: APART_PX,
    showCoverageOnHover: false,
    spiderLegPolylineOptions: { className: "leg" },
    iconCreateFunction(cluster) {
      const inside = cluster.getAllChildMarkers();
      return tally("cluster-icon", inside.reduce((sum, { options }) => sum + options.count, 0));
    },
  });
  return group.addLayers(made).addTo(ground);
}

function addNames({ names, home, words }) {
  ground.createPane("names").style.zIndex = 450;
  const still = { interactive: false, keyboard: false };
  for (const [lat, lon, kind, lines] of names) {
    const written = new Drawn({
      className: `name-icon ${kind}`,
      iconSize: [0, 0],
      draw: () => element("span", {}, ...lines.map((text) => element("b", { text }))),
    });
    L.marker([lat, lon], { ...still, pane: "names", icon: written }).addTo(ground);
  }
  if (!home) return;
  const ring = icon("home-icon", () => element("span", { title: words.home }));
  L.marker(home, { ...still, icon: ring }).addTo(ground);
}

// From afar the names of towns would hide one another.
function thinNames(whole) {
  const thin = () => {
    ground.getContainer().dataset.seen = ground.getZoom() < whole ? "from-afar" : "";
  };
  ground.on("zoomend", thin);
  thin();
}

// What is drawn is said by the list: nobody is read three hundred numbers.
function hideDrawing() {
  for (const name of ["overlayPane", "markerPane", "names"]) {
    ground.getPane(name).setAttribute("aria-hidden", "true");
  }
}

function tint(codes) {
  window.geo_json_communes.eachLayer((layer) => {
    if (codes.has(layer.feature.id)) layer.getElement().classList.add("tinted");
  });
}

// The neighbours are heavy: they come when one looks beyond the territories, and once.
function bringNeighbours(address, isBeyond) {
  async function bring() {
    if (!isBeyond()) return;
    ground.off("moveend", bring);
    const answer = await fetch(address);
    if (!answer.ok) return;
    ground.createPane("neighbours").style.zIndex = 350;
    const options = { pane: "neighbours", className: "shape neighbours", interactive: false };
    L.geoJSON(await answer.json(), options).addTo(ground);
  }
  ground.on("moveend", bring);
  bring();
}

function addControls(words, seeAll) {
  L.control.zoom({ zoomInTitle: words.nearer, zoomOutTitle: words.farther }).addTo(ground);
  const All = L.Control.extend({
    onAdd() {
      const button = element("button", { type: "button", class: "btn", text: words.all });
      button.addEventListener("click", seeAll);
      L.DomEvent.disableClickPropagation(button);
      return button;
    },
  });
  new All({ position: "topright" }).addTo(ground);
}

// List and map choose together: one place at a time, and Escape gives the list back.
function follow(group, shown, words) {
  const popup = L.popup({ closeButton: false, offset: [0, -10], maxWidth: 280, className: "says" });
  const news = figure.querySelector("[data-news]");
  const items = [...document.querySelectorAll("[data-entry]")];
  let opener = null;

  function choose(marker, from) {
    opener = from;
    for (const item of items) {
      const chosen = shown.get(item.dataset.entry) === marker;
      item.toggleAttribute("data-chosen", chosen);
    }
    popup.setLatLng(marker.getLatLng()).setContent(marker.card()).openOn(ground);
    news.textContent = words.shown;
  }

  ground.on("popupclose", () => {
    for (const item of items) item.removeAttribute("data-chosen");
    news.textContent = "";
    opener?.focus();
  });
  group.on("click", ({ layer }) => {
    choose(layer, null);
    items.find((item) => "chosen" in item.dataset)?.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") ground.closePopup();
  });
  for (const item of items) {
    const marker = shown.get(item.dataset.entry);
    const button = item.querySelector("[data-show]");
    if (!marker || !button) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      opener = null;
      ground.closePopup();
      figure.scrollIntoView({ block: "nearest" });
      group.zoomToShowLayer(marker, () => choose(marker, button));
    });
  }
}

function start() {
  const data = JSON.parse(document.querySelector("#points").textContent);
  const { made, shown } = markers(data);
  const territories = window.geo_json_territories.getBounds();
  figure.querySelector(".moving").hidden = false;
  figure.dataset.map = "moving";
  ground.invalidateSize({ animate: false });
  tint(new Set(data.communes.map(([code]) => code)));
  addNames(data);
  const group = clustered(made);
  const everything = group.getBounds();
  if (data.home) everything.extend(data.home);
  const seeAll = () => {
    const bounds = everything.isValid() ? everything : territories;
    ground.fitBounds(bounds, { padding: [TARGET_PX, TARGET_PX], maxZoom: CLOSE_ENOUGH });
  };
  addControls(data.words, seeAll);
  follow(group, shown, data.words);
  seeAll();
  const whole = ground.getBoundsZoom(territories);
  hideDrawing();
  thinNames(whole);
  const strays = everything.isValid() && !territories.contains(everything);
  bringNeighbours(data.neighbours, () => strays || ground.getZoom() < whole);
}

if (figure && ground instanceof L.Map) start();
