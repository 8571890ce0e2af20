// Back shows nothing after sign-out: browsers keep whole pages in memory even under no-store.
// The page is hidden as it leaves; brought back from memory, it asks the server again first.
if ("guard" in document.documentElement.dataset) {
  window.addEventListener("pagehide", () => {
    document.documentElement.hidden = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}
