/**
 * The one place that is open for writing on a page: goes to it, and gives it keys.
 *
 * Ctrl+Enter saves, Escape leaves (drafts keep what was typed). Without this file the same page works by its buttons.
 */
const opening = document.querySelector("[data-opening]");

if (opening) {
  const summary = opening.querySelector(".govuk-error-summary");
  const first = opening.querySelector("textarea, select, input:not([type=hidden])");
  const start = summary ?? first;
  if (summary && !summary.hasAttribute("tabindex")) summary.tabIndex = -1;
  // After the browser has gone to the place in the address, which would take the focus away again.
  requestAnimationFrame(() => {
    start?.focus({ preventScroll: true });
    opening.scrollIntoView({ block: opening.offsetHeight < window.innerHeight ? "center" : "start" });
  });
  opening.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      opening.querySelector("form[method=post] button[type=submit]")?.form.requestSubmit();
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      opening.querySelector("[data-cancel]")?.click();
    }
  });
}
