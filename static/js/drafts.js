/**
 * Drafts: what is typed is kept on the server a few seconds after typing stops, and the page says so.
 * For every textarea or input with data-draft-key (and data-base-version). Nothing is kept in the browser.
 */
import { addressFor, csrfToken, post } from "./net.js";

const AFTER_TYPING = 2500;
const WHILE_TYPING = 10000;
const RETRIES = [4000, 8000, 15000, 30000, 60000];
const FLUSH_LIMIT = 6000;
const OUTLIVES_PAGE = 60000; // a post that outlives its page may hold 64 KB

const SAYS = {
  offline: "Not saved yet: no connection. Your text is still on this page; trying again.",
  "signed-out": "You have been signed out. Your text is safe on this page: sign in in a new tab, then carry on.",
  refused: "The draft could not be kept. Your text is still on this page: save it now, or copy it somewhere safe.",
};

/** Keep drafts of every field that asks for it. */
export function startDrafts() {
  const drafts = [];
  for (const field of document.querySelectorAll("textarea[data-draft-key], input[data-draft-key]")) {
    if (addressFor(field, "draftUrl")) drafts.push(new Draft(field));
  }
  if (!drafts.length) return;
  for (const form of new Set(drafts.map((draft) => draft.field.form).filter(Boolean))) {
    guardForm(form, drafts.filter((draft) => draft.field.form === form));
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") drafts.forEach((draft) => draft.save({ keepalive: true }));
    else drafts.forEach((draft) => draft.again());
  });
  window.addEventListener("focus", () => drafts.forEach((draft) => draft.again()));
  window.addEventListener("online", () => drafts.forEach((draft) => draft.again()));
  window.addEventListener("pagehide", () => drafts.forEach((draft) => draft.leave()));
  window.addEventListener("pageshow", (event) => { if (event.persisted) drafts.forEach((draft) => { draft.submitting = false; }); });
  window.addEventListener("beforeunload", (event) => {
    if (drafts.some((draft) => draft.unsaved && !draft.submitting)) event.preventDefault();
  });
}

/** One field, what the server last had of it, and what the reader is told. */
class Draft {
  constructor(field) {
    this.field = field;
    this.url = addressFor(field, "draftUrl");
    this.kept = field.value;
    this.sending = null;
    this.failures = 0;
    this.trouble = "";
    this.submitting = false;
    this.status = document.createElement("p");
    this.status.className = "app-draft-status";
    this.status.setAttribute("role", "status");
    (field.closest(".app-editor") ?? field).after(this.status);
    field.addEventListener("input", () => this.typed());
  }

  get unsaved() { return this.field.value !== this.kept; }

  typed() {
    this.submitting = false;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), AFTER_TYPING);
    this.longest ??= window.setTimeout(() => this.save(), WHILE_TYPING);
  }

  calm() {
    window.clearTimeout(this.timer);
    window.clearTimeout(this.longest);
    this.longest = undefined;
  }

  fields(text) {
    return { key: this.field.dataset.draftKey, text, base_version: this.field.dataset.baseVersion ?? "" };
  }

  /** Send what is there now; resolves to the outcome, "ok" when there was nothing to send. */
  async save({ keepalive = false } = {}) {
    this.calm();
    if (this.sending) await this.sending;
    if (!this.unsaved || this.submitting) return "ok";
    const text = this.field.value;
    this.sending = post(this.url, this.fields(text), { keepalive: keepalive && text.length * 3 < OUTLIVES_PAGE });
    const result = await this.sending;
    this.sending = null;
    if (result.outcome === "ok" && !result.data.saved_at) result.outcome = "refused";
    if (result.outcome === "ok") {
      this.kept = text;
      this.failures = 0;
      this.trouble = "";
      this.say(`Draft saved at ${result.data.saved_at}`);
      if (this.unsaved) this.typed();
    } else {
      this.trouble = result.outcome;
      this.say((result.outcome === "refused" && result.data.error) || SAYS[result.outcome], result.outcome);
      if (result.outcome !== "refused") this.retry();
    }
    return result.outcome;
  }

  retry() {
    const wait = RETRIES[Math.min(this.failures, RETRIES.length - 1)];
    this.failures += 1;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), wait);
  }

  /** Try at once when there is reason to hope: the page is looked at again, or the network is back. */
  again() {
    if (this.trouble && this.trouble !== "refused") this.save();
  }

  /** The page is going: the last words go with it. */
  leave() {
    this.calm();
    if (!this.unsaved || this.submitting || !navigator.sendBeacon) return;
    navigator.sendBeacon(this.url, new URLSearchParams({ ...this.fields(this.field.value), csrfmiddlewaretoken: csrfToken() }));
  }

  say(words, trouble = "") {
    const link = trouble === "signed-out" && addressFor(this.field, "signInUrl");
    this.status.classList.toggle("app-draft-status--problem", Boolean(trouble));
    if (this.status.dataset.words === words && trouble) return; // not read out again at every attempt
    this.status.dataset.words = words;
    this.status.replaceChildren(words);
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.target = "_blank";
      anchor.rel = "noopener";
      anchor.className = "govuk-link";
      anchor.textContent = "Sign in (opens in a new tab)";
      this.status.append(" ", anchor);
    }
  }
}

/**
 * Before a form goes, its text is kept. Without a connection it does not go: the answer would be the browser's own
 * error page. Nothing else stands in the way; the sign-in page carries what it is sent.
 */
function guardForm(form, drafts) {
  let sure = false;
  form.addEventListener("submit", async (event) => {
    if (sure || !drafts.some((draft) => draft.unsaved || draft.sending)) {
      sure = false;
      drafts.forEach((draft) => { draft.calm(); draft.submitting = true; });
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.keeping) return;
    form.dataset.keeping = "true";
    const late = new Promise((resolve) => { window.setTimeout(() => resolve(["late"]), FLUSH_LIMIT); });
    const outcomes = await Promise.race([Promise.all(drafts.map((draft) => draft.save())), late]);
    delete form.dataset.keeping;
    if (outcomes.includes("offline")) {
      const troubled = drafts.find((draft) => draft.trouble === "offline");
      troubled.status.tabIndex = -1;
      troubled.status.focus();
      return;
    }
    // Not from within the submission that was stopped: the browser would ignore it.
    window.setTimeout(() => { sure = true; form.requestSubmit(event.submitter); });
  });
}
