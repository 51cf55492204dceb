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
 */
export async function post(url, fields, { keepalive = false, signal } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ ...fields, csrfmiddlewaretoken: csrfToken() }),
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
  let data = {};
  if (type.includes("json")) {
    try { data = JSON.parse(text); } catch { data = {}; }
  }
  // A redirect here can only lead to the sign-in page.
  if (response.status === 401 || response.status === 403 || response.redirected) return { outcome: "signed-out", type, text, data };
  if (response.status >= 502 && response.status <= 504) return { outcome: "offline", type, text, data };
  return { outcome: response.ok ? "ok" : "refused", type, text, data };
}
