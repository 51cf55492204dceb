/**
 * Dragging to a new place, on top of the Up and Down buttons, which always do the same.
 *
 * <tbody data-sortable data-move-url="/move" data-item="finding">
 *   <tr data-id="12" data-label="Finding 1.2"> ... </tr>
 *
 * Lists with the same data-sortable-group take each other's items; each then says which it is by data-list.
 *
 * Posts id, position (from 1) and list; an item's own data-move-url goes before the list's. An answer that is not 2xx puts
 * the item back; JSON {"error": "..."} says why, {"message": "..."} is read out.
 */
import { addressFor, post } from "./net.js";

/** Give handles to every list that can be ordered. */
export async function startSorting() {
  const lists = [...document.querySelectorAll("[data-sortable]")].filter(
    (list) => list.children.length > 1 || list.dataset.sortableGroup,
  );
  if (!lists.length) return;
  const { default: Sortable } = await import("../vendor/sortable.esm.js");
  for (const list of lists) prepare(list, Sortable);
}

function prepare(list, Sortable) {
  const live = document.createElement("p");
  live.className = "govuk-visually-hidden";
  live.setAttribute("role", "status");
  (list.closest("table") ?? list).after(live);
  for (const item of items(list)) addHandle(item);
  const sortable = new Sortable(list, {
    handle: ".app-drag",
    draggable: "[data-id]",
    group: list.dataset.sortableGroup || undefined,
    animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    chosenClass: "app-dragging",
    ghostClass: "app-drag-ghost",
    onEnd: (event) => {
      if (event.from !== event.to || event.oldDraggableIndex !== event.newDraggableIndex) move(list, event, live, sortable);
    },
  });
}

function items(list) {
  return [...list.children].filter((child) => child.dataset.id);
}

function addHandle(item) {
  const handle = document.createElement("span");
  handle.className = "app-drag";
  handle.title = "Drag to move";
  handle.setAttribute("aria-hidden", "true"); // people who do not drag have the buttons
  (item.querySelector("[data-drag-place]") ?? item.firstElementChild ?? item).prepend(handle);
}

async function move(list, event, live, sortable) {
  const item = event.item;
  const url = item.dataset.moveUrl || addressFor(list, "moveUrl");
  sortable.option("disabled", true);
  const place = { id: item.dataset.id, position: String(event.newDraggableIndex + 1) };
  if (event.to.dataset.list) place.list = event.to.dataset.list;
  const result = await post(url, place);
  sortable.option("disabled", false);
  const name = item.dataset.label || "The item";
  if (result.outcome === "ok" && list.dataset.sortableGroup) {
    // Labels all over the page follow the order: show them as they are now.
    if (item.id) window.location.hash = item.id;
    window.location.reload();
  } else if (result.outcome === "ok") {
    live.textContent = result.data.message || `${name} is now ${event.newDraggableIndex + 1} of ${items(list).length}.`;
    complain(list, "");
  } else {
    const others = items(list).filter((other) => other !== item);
    list.insertBefore(item, others[event.oldDraggableIndex] ?? null);
    complain(list, result.data.error || reason(name, result.outcome));
  }
  renewButtons(list);
}

function reason(name, outcome) {
  if (outcome === "offline") return `${name} was not moved: there is no connection. Try again when there is.`;
  if (outcome === "signed-out") return `${name} was not moved: you have been signed out. Sign in, then try again.`;
  return `${name} was not moved: somebody may have changed this list. Reload the page and try again.`;
}

function complain(list, words) {
  const place = list.closest("table") ?? list;
  let alert = place.previousElementSibling;
  if (!alert?.classList.contains("app-sort-problem")) {
    if (!words) return;
    alert = document.createElement("p");
    alert.className = "app-sort-problem app-draft-status app-draft-status--problem";
    alert.setAttribute("role", "alert");
    place.before(alert);
  }
  alert.textContent = words;
  alert.hidden = !words;
}

function renewButtons(list) {
  const all = items(list);
  all.forEach((item, index) => {
    // Only this list's own buttons: an item may hold a list of its own.
    for (const button of item.querySelectorAll("[data-move]")) {
      if (button.closest("[data-sortable]") !== list) continue;
      button.disabled = button.dataset.move === "up" ? index === 0 : index === all.length - 1;
    }
  });
}
