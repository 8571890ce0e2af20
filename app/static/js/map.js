// The map that moves. Its ground is `map_territory`, drawn by /carte/fond.js; what is on it comes
// as data, and every word is written by textContent. Without it, the still map stays.
const SVG = "http://www.w3.org/2000/svg";
const CLOSE_ENOUGH = 13; // the zoom at which one place fills the map well
const TARGET_PX = 44;
const CLEAR_OF_CONTROLS_PX = [60, 60];
const GROUPS_NAMED = 8.25; // the zooms from which names have room
const TOWNS_NAMED = 9.4;
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

// The shape of a family, with its number when the list beside shows the entry; dashed when only
// the commune is known.
function shape(data, family, number, place = "") {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "mark");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.dataset.family = data.families[family];
  svg.dataset.place = place;
  use.setAttribute("href", `${data.symbols}#${data.families[family]}`);
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

function card(title, entries, { address, texts, words }) {
  const lines = entries.map(([id, number, name, service]) =>
    element(
      "li",
      {},
      element("a", { text: (number ? `${number}. ` : "") + texts[name], href: address + id }),
      element("span", { text: texts[service] }),
    ),
  );
  const close = element("button", { type: "button", class: "btn link", text: words.close });
  close.addEventListener("click", () => ground.closePopup());
  const head = element("div", { class: "head" }, element("p", { text: title }), close);
  return element("div", { class: "bubble" }, head, element("ul", {}, ...lines));
}

// One marker a place, and which marker shows each entry.
function markers(data) {
  const shown = new Map();
  function place(at, drawn, title, entries) {
    const marker = L.marker(at, { icon: drawn, keyboard: false, count: entries.length });
    marker.card = (chosen) => {
      const first = entries.filter(([id]) => id === chosen);
      const others = entries.filter(([id]) => id !== chosen);
      return card(title, [...first, ...others], data);
    };
    for (const [id] of entries) shown.set(id, marker);
    return marker;
  }
  const doors = data.points.map(([lat, lon, family, ...entry]) =>
    place([lat, lon], icon("pin-icon", () => shape(data, family, entry[1])), "", [entry]),
  );
  const communes = data.communes.map(([, lat, lon, title, family, entries]) => {
    const alone = () => shape(data, family, entries[0][1], "commune");
    const drawn = entries.length > 1 ? tally("tally-icon", entries.length) : icon("pin-icon", alone);
    return place([lat, lon], drawn, title, entries);
  });
  return { made: [...doors, ...communes], shown };
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

// From afar names would hide one another: those of towns go first.
function thinNames() {
  const thin = () => {
    const zoom = ground.getZoom();
    const names = zoom < GROUPS_NAMED ? "none" : zoom < TOWNS_NAMED ? "groups" : "all";
    ground.getContainer().dataset.names = names;
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
  const popup = L.popup({
    className: "says",
    closeButton: false,
    offset: [0, -10],
    autoPanPaddingTopLeft: CLEAR_OF_CONTROLS_PX,
  });
  const news = figure.querySelector("[data-news]");
  const items = [...document.querySelectorAll("[data-entry]")];
  let opener = null;

  function choose(marker, from, id) {
    opener = from;
    for (const item of items) {
      const chosen = shown.get(item.dataset.entry) === marker;
      item.toggleAttribute("data-chosen", chosen);
    }
    const { x, y } = ground.getSize();
    popup.options.maxWidth = Math.min(300, x - 100);
    popup.options.maxHeight = y / 2;
    popup.setLatLng(marker.getLatLng()).setContent(marker.card(id)).openOn(ground);
  }

  ground.on("popupclose", () => {
    for (const item of items) item.removeAttribute("data-chosen");
    news.textContent = "";
    opener?.focus();
    opener?.scrollIntoView({ block: "nearest" });
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
    if (!marker) continue;
    const name = item.querySelector("h3").textContent;
    const whom = element("span", { class: "vh", text: ` : ${name}` });
    const button = element("button", { type: "button", class: "btn link" }, words.show, whom);
    item.querySelector(".actions").append(button);
    button.addEventListener("click", () => {
      opener = null;
      ground.closePopup();
      figure.scrollIntoView({ block: "nearest" });
      group.zoomToShowLayer(marker, () => {
        choose(marker, button, item.dataset.entry);
        news.textContent = `${words.showing} ${name}`;
      });
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
  thinNames();
  const strays = everything.isValid() && !territories.contains(everything);
  bringNeighbours(data.neighbours, () => strays || ground.getZoom() < whole);
}

if (figure && ground instanceof L.Map) start();
