// Keeps a page as new as its notes. `labpress serve` puts this script into every page, before all others; no built site
// has it. It listens for what has changed, fetches the page again, and puts in what is different and nothing else: what
// the reader looks at, has marked or opened stays as it is.
"use strict";
(() => {
  // Which state of the site is shown.
  let token = document.currentScript.src.split("?")[1];
  document.currentScript.remove();

  // The page as it was sent, and for each of its nodes the one that is shown, to which scripts may have added things.
  let sent = document.documentElement.cloneNode(true);
  const shown = new WeakMap();
  match(sent, document.documentElement);

  function match(node, live) {
    shown.set(node, live);
    node.childNodes.forEach((child, at) => match(child, live.childNodes[at]));
  }

  // For two equal nodes: what stood for the old one stands for the new one.
  function keep(old, now) {
    shown.set(now, shown.get(old));
    now.childNodes.forEach((child, at) => keep(old.childNodes[at], child));
  }

  function add(now, parent, before) {
    const live = document.importNode(now, true);
    match(now, live);
    parent.insertBefore(live, before);
  }

  // Makes what is shown for `old` show `now`.
  function change(old, now) {
    if (old.isEqualNode(now)) return keep(old, now);
    const live = shown.get(old);
    if (now.nodeType !== Node.ELEMENT_NODE) {
      live.data = now.data;
    } else if (now.rel === "stylesheet") {
      return restyle(live, now);
    } else {
      for (const { name } of [...old.attributes]) if (!now.hasAttribute(name)) live.removeAttribute(name);
      for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    shown.set(now, live);
    changeChildren([...old.childNodes], [...now.childNodes], live);
  }

  // A new style sheet takes the place of the old one when it is there, so that the page is never without.
  function restyle(live, now) {
    const sheet = document.importNode(now);
    shown.set(now, sheet);
    sheet.onload = sheet.onerror = () => live.remove();
    live.after(sheet);
  }

  const isLike = (old, now) => old.nodeName === now.nodeName && (old.id ?? "") === (now.id ?? "");

  // Equal children stay, from both ends and in the order in which they come between; one of the same kind becomes the
  // other; the rest goes and comes.
  function changeChildren(olds, nows, parent) {
    let first = 0;
    while (first < olds.length && first < nows.length && olds[first].isEqualNode(nows[first])) {
      keep(olds[first], nows[first]);
      first++;
    }
    let [oldEnd, nowEnd] = [olds.length, nows.length];
    while (oldEnd > first && nowEnd > first && olds[oldEnd - 1].isEqualNode(nows[nowEnd - 1])) {
      keep(olds[--oldEnd], nows[--nowEnd]);
    }
    // A script may have taken out what was there.
    const after = (at) => olds.slice(at).map((old) => shown.get(old)).find((live) => live.parentNode === parent) ?? null;
    let at = first;
    for (let index = first; index < nowEnd; index++) {
      const now = nows[index];
      // Blanks between elements are all equal, and say nothing about what stands beside them.
      const equal = now.nodeType === Node.ELEMENT_NODE
        ? olds.findIndex((old, place) => place >= at && place < oldEnd && old.isEqualNode(now)) : -1;
      if (equal >= 0) {
        while (at < equal) shown.get(olds[at++]).remove();
        keep(olds[at++], now);
        continue;
      }
      // One that is wanted further on must not be used up here.
      const isWanted = at < oldEnd && olds[at].nodeType === Node.ELEMENT_NODE && nows.slice(index + 1, nowEnd).some((other) => other.isEqualNode(olds[at]));
      if (at < oldEnd && !isWanted && isLike(olds[at], now)) change(olds[at++], now);
      else add(now, parent, after(at));
    }
    while (at < oldEnd) shown.get(olds[at++]).remove();
  }

  const address = () => {
    const path = decodeURIComponent(location.pathname).slice(1);
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  };
  // What runs or is taken apart once, when a page is opened: where it differs, the page must be opened again.
  const once = (root) => [...root.querySelectorAll("script[src], template")].map((one) => one.getAttribute("src") ?? one.innerHTML).join();

  async function refresh() {
    const html = await fetch(location.pathname, { cache: "no-store" }).then((response) => response.text(), () => null);
    // The server is gone, and will say hello when it is back.
    if (html === null) return;
    const page = new DOMParser().parseFromString(html, "text/html").documentElement;
    const own = page.querySelector("script[src^='/_labpress/']");
    if (!own) return location.reload();
    const now = own.getAttribute("src").split("?")[1];
    own.remove();
    if (once(page) !== once(sent)) return location.reload();
    change(sent, page);
    sent = page;
    token = now;
  }

  async function hear(told) {
    faults(told.faults);
    if (told.token === token) return;
    if (!told.changed || told.changed.includes(address())) await refresh();
    else token = told.token;
    // The page's own script takes care of what is new, here and in the search.
    document.dispatchEvent(new Event("labpress:text"));
  }

  // A browser keeps few connections to one server: pages that nobody sees have none, and catch up when they are seen.
  let news = null;
  let turn = Promise.resolve();
  function listen() {
    if (document.hidden || news) return;
    news = new EventSource("/_labpress/news");
    news.onmessage = ({ data }) => {
      lost(false);
      turn = turn.then(() => hear(JSON.parse(data))).catch(() => location.reload());
    };
    news.onerror = () => lost(true);
  }
  function rest() {
    news?.close();
    news = null;
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);

  // What is wrong lies over the page, out of reach of its style sheet.
  const host = document.createElement("div");
  const panel = host.attachShadow({ mode: "open" });
  host.popover = "manual";
  host.id = "labpress-live";
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children.filter(Boolean));
    return element;
  };
  const sheet = make("link", { rel: "stylesheet", href: "/_labpress/live.css" });
  const box = make("section", { ariaLabel: "Errors in the notes" });
  panel.append(sheet, box);
  document.documentElement.append(host);

  let listed = "[]";
  let away = null;

  const place = ({ file, line, column }) => file && [file, line, column].filter(Boolean).join(":");
  // Names stand between backticks.
  const words = (text) => text.split("`").map((piece, at) => (at % 2 ? make("code", { textContent: piece }) : piece));

  function fault(found) {
    const [before, marked, after] = found.excerpt ?? [];
    const mark = found.excerpt && make("mark", { textContent: marked });
    return make("li", {},
      make("p", { className: "place", textContent: [place(found), found.code].filter(Boolean).join("  ") }),
      make("p", { className: "message" }, ...words(found.message)),
      found.excerpt && make("pre", {}, before, mark, after),
      found.help && make("p", { className: "help" }, ...words(found.help)));
  }

  function show(...content) {
    box.replaceChildren(...content.filter(Boolean));
    if (content.length && !host.matches(":popover-open")) host.showPopover();
    if (!content.length && host.matches(":popover-open")) host.hidePopover();
  }

  function faults(found) {
    if (JSON.stringify(found) === listed) return;
    listed = JSON.stringify(found);
    if (!found.length) return show();
    const hide = make("button", { type: "button", textContent: "Hide", onclick: () => show() });
    const title = found.length === 1 ? "An error keeps the page as it was" : `${found.length} errors keep the page as it was`;
    show(make("header", {}, make("h2", { textContent: title }), hide),
      make("ol", { role: "alert" }, ...found.slice(0, 20).map(fault)),
      found.length > 20 && make("p", { textContent: `and ${found.length - 20} more` }));
  }

  // A moment without the server is nothing to speak of.
  function lost(isLost) {
    if (isLost) away ??= setTimeout(() => show(make("p", { className: "away", textContent: "The preview has ended: labpress is not running" })), 2000);
    else if (away) {
      clearTimeout(away);
      away = null;
      listed = "";
    }
  }

  listen();
})();
