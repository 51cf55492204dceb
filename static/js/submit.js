/**
 * A form is sent once: a second press within five seconds does nothing (the server has its own guard).
 * Forms and links with data-progress="Making the paper" say what is happening meanwhile.
 */
import { csrfToken } from "./net.js";

const PAUSE = 5000;
const LONGEST = 60000;

/** Watch every form on the page that posts. */
export function startSubmits() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method")?.toLowerCase() !== "post" || event.defaultPrevented) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    const token = form.querySelector("input[name=csrfmiddlewaretoken]");
    if (token && csrfToken()) token.value = csrfToken();
    form.dataset.sending = "true";
    const button = event.submitter;
    button?.setAttribute("aria-disabled", "true");
    const note = form.dataset.progress === undefined ? null : say(form, button);
    const release = () => {
      delete form.dataset.sending;
      button?.removeAttribute("aria-disabled");
    };
    window.setTimeout(release, PAUSE);
    if (note) window.setTimeout(() => { note.textContent = ""; }, LONGEST);
    // Back from the next page: the browser may show this one as it was left.
    window.addEventListener("pageshow", (shown) => {
      if (shown.persisted) { release(); if (note) note.textContent = ""; }
    }, { once: true });
  });
  for (const link of document.querySelectorAll("a[data-progress]")) watch(link);
  // A live region must be there before its words change.
  for (const form of document.querySelectorAll("form[data-progress]")) region(form);
}

/** A link to something that takes a moment to make, such as a PDF: say so until the page is left, or 20 seconds. */
function watch(link) {
  const note = document.createElement("span");
  note.className = "app-working app-working--beside";
  note.setAttribute("role", "status");
  link.after(note);
  const quiet = () => { note.textContent = ""; };
  link.addEventListener("click", () => {
    note.textContent = ` Working… ${link.dataset.progress}`;
    window.setTimeout(quiet, 20000);
  });
  window.addEventListener("pageshow", quiet);
}

function region(form) {
  let note = form.querySelector(".app-working");
  if (!note) {
    note = document.createElement("p");
    note.className = "app-working";
    note.setAttribute("role", "status");
    form.append(note);
  }
  return note;
}

function say(form, button) {
  const note = region(form);
  if (button) button.after(note);
  note.textContent = form.dataset.progress ? `Working… ${form.dataset.progress}` : "Working…";
  return note;
}
