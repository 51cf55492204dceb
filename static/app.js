/**
 * Starts what a page has. Everything works without this file; each part adds a convenience.
 */
import { initAll } from "./vendor/govuk-frontend.min.js";
import { startDrafts } from "./js/drafts.js";
import { startEditors } from "./js/editor.js";
import { startSorting } from "./js/sortable.js";
import { startSubmits } from "./js/submit.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

initAll();
startEditors();
startDrafts();
startSorting();
startSubmits();
