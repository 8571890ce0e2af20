// An open menu closes on Escape, and when one clicks or moves elsewhere.
const menu = document.querySelector("details[data-menu]");

if (menu) {
  const summary = menu.querySelector("summary");
  const closeElsewhere = (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", closeElsewhere);
  document.addEventListener("focusin", closeElsewhere);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    summary.focus();
  });
}
