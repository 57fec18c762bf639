// Comfort only: every page works without it.
import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();

const menus = document.querySelectorAll("details.kumina-menu");

document.addEventListener("click", (event) => {
  for (const menu of menus) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});
