// Lets one read a passphrase of eight words while typing it; the button exists by script alone.
for (const field of document.querySelectorAll("input[data-reveal]")) {
  const button = document.createElement("button");
  const label = () => (field.type === "password" ? field.dataset.reveal : field.dataset.conceal);
  button.type = "button";
  button.textContent = label();
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    button.textContent = label();
  });
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
  const frame = document.createElement("div");
  frame.className = "reveal";
  field.replaceWith(frame);
  frame.append(field, button);
}
