/**
 * Turns pasted HTML (Word, Outlook, Google Docs, web pages) into the Markdown this site understands: paragraphs, lists,
 * bold, italics, quotations and links. The rest is dropped, its words kept. Deleted text in tracked changes goes.
 */
import TurndownService from "../vendor/turndown.es.js";

const REMOVED = "script, style, meta, link, title, head, xml, img, svg, picture, video, audio, iframe, object, noscript, template, del, s, "
  + "strike, input, select, textarea, [hidden]";

/**
 * @param {string} html as the clipboard gives it
 * @returns {string} Markdown without blank lines at its ends
 */
export function toMarkdown(html) {
  // Styles carry meaning here (Word's lists, Docs' bold) but must never be applied, nor scripts run: both are renamed.
  const unstyled = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "");
  const harmless = unstyled.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s/"'])(style|on\w+)\s*=/gi, "$1data-$2="));
  const page = new DOMParser().parseFromString(harmless, "text/html");
  page.querySelectorAll(REMOVED).forEach((element) => element.remove());
  removeComments(page.body);
  removeWordFurniture(page.body);
  rebuildWordLists(page.body);
  readStyles(page.body);
  tidyLinks(page.body);
  return service().turndown(page.body).replace(/\u00a0/g, " ").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}

function style(element) {
  return (element.dataset.style ?? "").toLowerCase();
}

function removeComments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  found.forEach((comment) => comment.remove());
}

function removeWordFurniture(body) {
  for (const element of body.querySelectorAll("*")) {
    if (/mso-element:\s*(comment|footnote|endnote)-?list|mso-hide:\s*all|display:\s*none/.test(style(element))) element.remove();
    else if (/^(msocom|mso-comment)/i.test(element.className) || /mso-comment-(reference|done)/.test(style(element))) element.remove();
    else if (element.localName.includes(":")) element.replaceWith(...element.childNodes); // <o:p>, <st1:place>
  }
}

/** Word writes a list as paragraphs with "mso-list: l0 level2" and the bullet typed in front. */
function rebuildWordLists(body) {
  let open = []; // the lists being filled, outermost first
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = /mso-list:\s*l\d+\s+level(\d+)/.exec(style(paragraph));
    if (!found) continue;
    const tag = /^\(?([0-9]+|[ivxlc]+|[a-z])[.)]/i.test(takeMarker(paragraph)) ? "ol" : "ul";
    // What came before is already in a list: if that list is not the one just filled, this begins another.
    if (open[0] !== paragraph.previousElementSibling) open = [];
    const level = Math.min(Number(found[1]), open.length + 1);
    open = open.slice(0, level);
    if (open.length === level && open[level - 1].localName !== tag) open.pop();
    if (open.length < level) {
      const list = body.ownerDocument.createElement(tag);
      if (open.length) open.at(-1).lastElementChild.append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const entry = body.ownerDocument.createElement("li");
    entry.append(...paragraph.childNodes);
    open.at(-1).append(entry);
    paragraph.remove();
  }
}

function takeMarker(paragraph) {
  for (const span of paragraph.querySelectorAll("span")) {
    if (/mso-list:\s*ignore/.test(style(span))) {
      const words = span.textContent.trim();
      span.remove();
      return words;
    }
  }
  return "";
}

/** Bold and italics that are said in styles become elements; Google Docs' wrapper <b> is not bold. */
function readStyles(body) {
  for (const element of body.querySelectorAll("*")) {
    const said = style(element);
    if (/^(b|strong)$/.test(element.localName) && /font-weight:\s*(normal|400)/.test(said)) element.replaceWith(...element.childNodes);
    else if (/^(i|em)$/.test(element.localName) && /font-style:\s*normal/.test(said)) element.replaceWith(...element.childNodes);
    else if (element.localName === "span" && element.textContent.trim()) {
      if (/font-weight:\s*(bold|[6-9]00)/.test(said) && !element.closest("b, strong")) surround(element, "strong");
      if (/font-style:\s*italic/.test(said) && !element.closest("i, em")) surround(element, "em");
    }
  }
}

function surround(element, tag) {
  const outer = element.ownerDocument.createElement(tag);
  outer.append(...element.childNodes);
  element.append(outer);
}

/** Web and mail links stay; links into the document, to files or to scripts leave only their words. */
function tidyLinks(body) {
  for (const link of body.querySelectorAll("a")) {
    const address = (link.getAttribute("href") ?? "").trim();
    if (/^(https?:\/\/|mailto:)/i.test(address) && link.textContent.trim()) link.removeAttribute("title");
    else link.replaceWith(...link.childNodes);
  }
}

function service() {
  const turndown = new TurndownService({ bulletListMarker: "-", emDelimiter: "*", strongDelimiter: "**" });
  turndown.escape = escapeText;
  const plain = (content) => `\n\n${content.trim()}\n\n`;
  turndown.addRule("heading", { filter: ["h1", "h2", "h3", "h4", "h5", "h6"], replacement: plain });
  turndown.addRule("row", { filter: ["tr", "caption"], replacement: plain });
  turndown.addRule("cell", { filter: ["td", "th"], replacement: (content) => `${content.trim().replace(/\n+/g, " ")} ` });
  turndown.addRule("line", { filter: "br", replacement: (_, node) => (node.closest("li, td, th") ? " " : "\n\n") });
  turndown.addRule("rule", { filter: "hr", replacement: () => "\n\n" });
  turndown.addRule("code", { filter: ["pre", "code"], replacement: (content, node) => (node.localName === "pre" ? plain(content) : content) });
  turndown.addRule("item", { filter: "li", replacement: item });
  return turndown;
}

function item(content, node) {
  const list = node.parentNode;
  const number = Number(list.getAttribute("start") || 1) + [...list.children].indexOf(node);
  const mark = list.localName === "ol" ? `${number}. ` : "- ";
  const words = content.trim().replace(/\n+/g, "\n").replace(/\n/g, `\n${" ".repeat(mark.length)}`);
  return mark + words + (node.nextSibling ? "\n" : "");
}

/** Only what Markdown would misread: an officer should not meet backslashes for nothing. */
function escapeText(text) {
  return text
    .replace(/\\(?=[*_[\]\\])/g, "\\\\")
    .replace(/\*/g, "\\*")
    .replace(/(^|[\s(])_(?=\S)|(\S)_(?=[\s).,;:]|$)/g, (whole) => whole.replace("_", "\\_"))
    .replace(/\](?=\()/g, "\\]")
    .replace(/^(\s*)([-+>#])(?=\s)/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s)/, "$1\\$2");
}
