/**
 * The owner's form: what is chosen and typed is kept on the server a few seconds after a pause, and the page says so.
 * The whole form goes, without its files; nothing is kept in the browser. Without this file "Save draft" does the same.
 */
import { csrfToken, post } from "./net.js";

const AFTER_TYPING = 2500;
const AGAIN = 8000;
const OUTLIVES_PAGE = 60000; // a post that outlives its page may hold 64 KB

const form = document.querySelector("form[data-answer-draft]");
if (form) keepDrafts(form);

function keepDrafts(form) {
  const url = form.dataset.answerDraft;
  const status = form.querySelector("[data-answer-status]");
  const fields = () => Object.fromEntries([...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "once"));
  const now = () => new URLSearchParams(fields()).toString();
  let kept = now();
  let timer;
  let leaving = false;
  let sending = null;

  async function save() {
    window.clearTimeout(timer);
    if (sending) await sending;
    const text = now();
    if (leaving || text === kept) return;
    sending = post(url, fields());
    const result = await sending;
    sending = null;
    if (result.outcome === "ok" && result.data.saved_at) {
      kept = text;
      say(`Draft saved at ${result.data.saved_at}`);
      if (now() !== kept) later();
    } else if (result.outcome === "offline") {
      say("Not saved yet: no connection. Your words are still on this page; trying again.", true);
      timer = window.setTimeout(save, AGAIN);
    } else {
      say(`The draft could not be kept. ${result.data.error ?? ""} Copy your words before you leave this page.`, true);
    }
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, AFTER_TYPING);
  }

  function say(words, isProblem = false) {
    status.textContent = words;
    status.classList.toggle("app-answer__status--problem", isProblem);
  }

  function lastWords() {
    const text = now();
    if (leaving || text === kept || text.length > OUTLIVES_PAGE || !navigator.sendBeacon) return;
    if (navigator.sendBeacon(url, new URLSearchParams({ ...fields(), csrfmiddlewaretoken: csrfToken() }))) kept = text;
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => { leaving = true; window.clearTimeout(timer); });
  window.addEventListener("online", save);
  window.addEventListener("pagehide", lastWords);
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") lastWords(); });
}
