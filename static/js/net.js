/**
 * Small posts to the server, and what became of them.
 */

/**
 * The token that shows a post comes from our own page. The cookie's is the freshest: signing in again in another
 * tab renews it, and the one printed in this page's form would then be refused.
 * @returns {string} the token, or "" when there is none
 */
export function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  if (cookie) return decodeURIComponent(cookie.slice("csrftoken=".length));
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** An address given on the element or, failing that, on the page: `data-draft-url` is `draftUrl`. */
export function addressFor(element, name) {
  return element.dataset[name] || document.body.dataset[name] || "";
}

/**
 * Post fields as an ordinary form would.
 * @param {string} url where
 * @param {Object<string, string>} fields what
 * @param {{keepalive?: boolean, signal?: AbortSignal}} options keepalive lets the post outlive the page
 * @returns {Promise<{outcome: "ok"|"signed-out"|"offline"|"refused", type: string, text: string, data: object}>}
 *   `data` is the answer's JSON, or {}; a refusal in plain words is in `data.error`
 */
export async function post(url, fields, options = {}) {
  const first = await send(url, fields, csrfToken(), options);
  if (!first.data.csrf_token) return first;
  // Signed in again, in another tab: the server gives the new token, for this page's forms as well.
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = first.data.csrf_token; });
  return send(url, fields, first.data.csrf_token, options);
}

async function send(url, fields, token, { keepalive = false, signal } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ ...fields, csrfmiddlewaretoken: token }),
      headers: { Accept: "application/json, text/html", "X-Requested-With": "fetch" },
      credentials: "same-origin",
      keepalive,
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return { outcome: "offline", type: "", text: "", data: {} };
  }
  const type = response.headers.get("content-type") ?? "";
  const text = await response.text().catch(() => "");
  const data = read(type, text, response.ok);
  return { outcome: outcomeOf(response, data), type, text, data };
}

function read(type, text, ok) {
  if (type.includes("json")) {
    try { return JSON.parse(text) ?? {}; } catch { return {}; }
  }
  return !ok && type.includes("text/plain") ? { error: text } : {};
}

function outcomeOf(response, data) {
  if (response.status === 401 || data.signed_out || response.redirected) return "signed-out"; // redirects lead to sign-in
  if (response.status === 403) return data.error ? "refused" : "signed-out";
  if (response.status >= 502 && response.status <= 504) return "offline";
  return response.ok ? "ok" : "refused";
}
