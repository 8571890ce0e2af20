// The way out: hide the page, end the session, leave for a neutral page that takes its place
// in the history. By the button, or Shift three times without another key between.
const SHIFTS = 3;
const WITHIN_MS = 2000;

const way = document.querySelector("[data-quick-exit]");

function leave() {
  document.documentElement.hidden = true;
  document.title = "";
  const { signOut, token } = way.dataset;
  if (signOut) {
    const form = new FormData();
    form.append("csrf_token", token);
    navigator.sendBeacon(signOut, form);
  }
  window.location.replace(way.href);
}

function watchShift() {
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) {
      pressed = [...pressed, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN_MS);
      if (pressed.length >= SHIFTS) leave();
    }
  });
}

if (way) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  watchShift();
}
