/**
 * The editor: a toolbar above a plain textarea, a preview beside it, and pasting that keeps lists, bold and links.
 * For every textarea[data-editor]. The text stays plain Markdown: the browser adds no format of its own.
 */
import { addressFor, post } from "./net.js";

const PREVIEW_DELAY = 500;
const TOOLS = [
  { words: "Bold", keys: "Control+B", act: (area) => surround(area, "**") },
  { words: "Italic", keys: "Control+I", act: (area) => surround(area, "*") },
  { words: "Bulleted list", act: (area) => prefix(area, () => "- ", /^- /) },
  { words: "Numbered list", act: (area) => prefix(area, (index) => `${index + 1}. `, /^\d+\. /) },
  { words: "Quotation", act: (area) => prefix(area, () => "> ", /^> ?/) },
  { words: "Link", act: (area) => link(area) },
];

/** Dress every textarea that asks for it. */
export function startEditors() {
  document.querySelectorAll("textarea[data-editor]").forEach(dress);
}

function dress(area, index) {
  const name = area.labels?.[0]?.textContent.trim() || "text";
  if (!area.id) area.id = `editor-${index}`;
  const editor = element("div", "app-editor");
  const panes = element("div", "app-editor__panes");
  const writing = element("div", "app-editor__writing");
  area.before(editor);
  writing.append(toolbar(area, name), area);
  panes.append(writing);
  editor.append(panes);
  grow(area);
  area.addEventListener("input", () => grow(area));
  area.addEventListener("keydown", (event) => keys(event, area));
  area.addEventListener("paste", (event) => paste(event, area));
  const url = addressFor(area, "previewUrl");
  if (url && !("noPreview" in area.dataset)) preview(area, panes, url, name);
}

function element(tag, className, words = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = words;
  return made;
}

/** One stop on the Tab key's way; the arrows move along it (WAI-ARIA's toolbar pattern). */
function toolbar(area, name) {
  const bar = element("div", "app-editor__toolbar");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Formatting: ${name}`);
  bar.setAttribute("aria-controls", area.id);
  TOOLS.forEach((tool, index) => {
    const button = element("button", "app-editor__tool", tool.words);
    button.type = "button";
    button.tabIndex = index === 0 ? 0 : -1;
    if (tool.keys) {
      button.setAttribute("aria-keyshortcuts", tool.keys);
      button.title = tool.keys.replace("Control", "Ctrl");
    }
    button.addEventListener("click", () => tool.act(area));
    bar.append(button);
  });
  const buttons = [...bar.children];
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const there = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (there === undefined || here < 0) return;
    event.preventDefault();
    buttons.at(there % buttons.length).focus();
  });
  bar.addEventListener("focusin", (event) => {
    buttons.forEach((button) => { button.tabIndex = button === event.target ? 0 : -1; });
  });
  return bar;
}

/** Replace what is selected so that the browser's own Undo takes it back. */
function insert(area, text, from = area.selectionStart, to = area.selectionEnd) {
  area.focus();
  area.setSelectionRange(from, to);
  const done = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!done && (text || from !== to)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

function surround(area, mark) {
  let { selectionStart: from, selectionEnd: to } = area;
  const { value } = area;
  // Spaces at the ends stay outside: "**word **" is not bold.
  while (from < to && /\s/.test(value[from])) from += 1;
  while (to > from && /\s/.test(value[to - 1])) to -= 1;
  const words = value.slice(from, to);
  const size = mark.length;
  if (marked(value, from, to, mark)) {
    insert(area, words, from - size, to + size);
    area.setSelectionRange(from - size, to - size);
  } else if (words.includes("\n\n")) {
    // Bold may not cross paragraphs, so each takes its own.
    insert(area, words.split(/\n{2,}/).map((part) => mark + part + mark).join("\n\n"), from, to);
  } else {
    insert(area, mark + words + mark, from, to);
    area.setSelectionRange(from + size, to + size);
  }
}

function marked(value, from, to, mark) {
  const before = /\**$/.exec(value.slice(0, from))[0].length;
  const after = /^\**/.exec(value.slice(to))[0].length;
  const stars = Math.min(before, after);
  return mark === "**" ? stars === 2 || stars === 3 : stars === 1 || stars === 3;
}

function prefix(area, markFor, pattern) {
  const { value } = area;
  const from = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  let to = value.indexOf("\n", Math.max(area.selectionEnd - 1, from));
  if (to < 0) to = value.length;
  const lines = value.slice(from, to).split("\n");
  const filled = lines.filter((line) => line.trim() || lines.length === 1);
  const already = filled.every((line) => pattern.test(line));
  let count = 0;
  const changed = lines.map((line) => {
    if (!line.trim() && lines.length > 1) return line;
    if (already) return line.replace(pattern, "");
    const mark = markFor(count);
    count += 1;
    return mark + line.replace(/^(- |\d+\. |> ?)/, "");
  });
  // A list or quotation needs an empty line before it.
  const gap = !already && from > 0 && value.slice(0, from).trim() && !value.slice(0, from).endsWith("\n\n") ? "\n" : "";
  insert(area, gap + changed.join("\n"), from, to);
}

function link(area) {
  const { selectionStart: from, selectionEnd: to } = area;
  const words = area.value.slice(from, to).trim();
  if (/^https?:\/\/\S+$/.test(words)) {
    insert(area, `[](${words})`, from, to);
    area.setSelectionRange(from + 1, from + 1);
  } else {
    insert(area, `[${words}](https://)`, from, to);
    const start = words ? from + words.length + 3 : from + 1;
    area.setSelectionRange(start, words ? start + "https://".length : start);
  }
}

function keys(event, area) {
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    const tool = { b: TOOLS[0], i: TOOLS[1] }[event.key.toLowerCase()];
    if (tool) {
      event.preventDefault();
      tool.act(area);
    }
  } else if (event.key === "Enter" && !event.shiftKey && area.selectionStart === area.selectionEnd) {
    nextItem(event, area);
  }
}

/** Enter in a list begins the next item; Enter in an empty item ends the list. */
function nextItem(event, area) {
  const here = area.selectionStart;
  const from = area.value.lastIndexOf("\n", here - 1) + 1;
  const found = /^(\s*)(- |(\d+)\. )(.*)$/.exec(area.value.slice(from, here));
  if (!found) return;
  event.preventDefault();
  const [, space, mark, number, words] = found;
  if (!words.trim()) insert(area, "", from, here);
  else insert(area, `\n${space}${number ? `${Number(number) + 1}. ` : mark}`, here, here);
}

function paste(event, area) {
  const html = event.clipboardData?.getData("text/html");
  if (!html) return; // plain text goes in as it is
  event.preventDefault();
  const { selectionStart: from, selectionEnd: to } = area;
  const plain = event.clipboardData.getData("text/plain");
  import("./from_html.js")
    .then(({ toMarkdown }) => toMarkdown(html) || plain)
    .catch(() => plain)
    .then((text) => insert(area, text.replace(/\r\n?/g, "\n"), from, to));
}

function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 4}px`;
}

/** How the text will look, drawn by the server, which alone decides what is allowed. Not read out as it changes. */
function preview(area, panes, url, name) {
  const region = element("section", "app-editor__preview");
  const title = element("h2", "app-editor__preview-title", "Preview");
  title.append(element("span", "govuk-visually-hidden", ` of ${name}`));
  title.id = `${area.id}-preview`;
  const words = element("div", "app-prose");
  words.setAttribute("aria-live", "off");
  region.setAttribute("aria-labelledby", title.id);
  region.append(title, words);
  panes.append(region);
  let timer;
  let asked;
  const draw = async () => {
    asked?.abort();
    asked = new AbortController();
    region.hidden = !area.value.trim();
    if (region.hidden) return;
    try {
      const result = await post(url, { text: area.value }, { signal: asked.signal });
      if (result.data.error) words.replaceChildren(result.data.error);
      if (result.outcome !== "ok" || !result.type.includes("html")) return; // else the last good one stays
      const drawn = new DOMParser().parseFromString(result.text, "text/html");
      drawn.querySelectorAll("a[href]").forEach((anchor) => { anchor.target = "_blank"; anchor.rel = "noopener"; });
      words.replaceChildren(...drawn.body.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  area.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(draw, PREVIEW_DELAY);
  });
  draw();
}
