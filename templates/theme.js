// Colours, table of contents, copy buttons, pictures in full. Every page works without this file.
// It runs before the first drawing (`blocking="render"`), so that a remembered theme never flashes.
"use strict";
(() => {
  const root = document.documentElement;
  const WORDS = {/* the words of the site */};
  const fill = (word, values) => word.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Storage is refused in private windows and, in some browsers, to pages opened from disk.
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const store = (choice) => { try { localStorage.setItem("theme", choice); } catch { /* not remembered */ } };

  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.theme = choice;
    else delete root.dataset.theme;
  };

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // The id that a link on this page leads to.
  const aim = (link) => decodeURIComponent(link.hash.slice(1));

  show(stored());

  // Works on every such element once: on those that are there, and on those that come when `labpress serve` puts new text
  // into an open page.
  const onText = (work) => document.addEventListener("labpress:text", work);
  const each = (selector, work) => {
    const met = new WeakSet();
    const look = () => all(selector).filter((one) => !met.has(one)).forEach((one) => { met.add(one); work(one); });
    onText(look);
    look();
  };

  function themeSwitch() {
    const pattern = document.getElementById("lp-theme-switch");
    if (!pattern) return;
    pattern.replaceWith(pattern.content.cloneNode(true));
    const buttons = all("[data-theme-choice]");
    const mark = () => buttons.forEach((button) => {
      const chosen = (root.dataset.theme || "system") === button.dataset.themeChoice;
      button.setAttribute("aria-pressed", String(chosen));
    });
    buttons.forEach((button) => button.addEventListener("click", () => {
      store(button.dataset.themeChoice);
      show(button.dataset.themeChoice);
      mark();
    }));
    mark();
  }

  // Menus that lie over the text close when the reader turns to something else.
  function closingMenus() {
    // The style sheet decides: in a column beside the text there is no summary to press.
    const inColumn = (menu) => menu.matches(".toc > *") && getComputedStyle(menu.querySelector("summary")).display === "none";
    const menus = () => all(".menu-all, .toc > details");
    each(".toc > details", (toc) => {
      let was = false;
      const fit = () => {
        const is = inColumn(toc);
        if (is !== was) toc.open = was = is;
      };
      addEventListener("resize", fit);
      fit();
    });
    document.addEventListener("click", (event) => menus().forEach((menu) => {
      const away = !menu.contains(event.target) || event.target.closest("a");
      if (menu.open && away && !inColumn(menu)) menu.open = false;
    }));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menus().filter((menu) => menu.open && !inColumn(menu)).forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    });
  }

  // The place is the last heading above a line a quarter down the window.
  function whereYouAre(toc) {
    const here = toc.querySelector(".toc-here");
    if (!here) return;
    let places = [];
    let shown = null;
    let waiting = false;
    const look = () => {
      waiting = false;
      const line = innerHeight / 4;
      const place = places.findLast(({ heading }) => heading.getBoundingClientRect().top <= line);
      if (place === shown) return;
      shown?.link.removeAttribute("aria-current");
      shown = place;
      here.textContent = place ? place.link.textContent.trim() : "";
      if (!place) return;
      place.link.setAttribute("aria-current", "location");
      const list = place.link.closest(".toc-list");
      const top = place.link.getBoundingClientRect().top - list.getBoundingClientRect().top;
      if (top < 0 || top > list.clientHeight - 48) list.scrollTop += top - list.clientHeight / 2;
    };
    addEventListener("scroll", () => {
      if (!waiting) { waiting = true; requestAnimationFrame(look); }
    }, { passive: true });
    const find = () => {
      places = all(".toc-list a", toc).map((link) => ({ link, heading: document.getElementById(aim(link)) }))
        .filter((place) => place.heading);
      look();
    };
    onText(find);
    find();
  }

  async function copy(text) {
    try { return await navigator.clipboard.writeText(text); } catch { /* no clipboard on plain http */ }
    const area = make("textarea", { value: text, readOnly: true, className: "hidden-text" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copying was refused");
  }

  // Only what one would type: in a terminal block the commands, without prompt and output.
  function textOf(figure) {
    const commands = all(".command", figure);
    if (commands.length) return commands.map((command) => command.textContent.trimEnd()).join("\n");
    return figure.querySelector("code").textContent.replace(/\n$/, "");
  }

  function copyButtons() {
    const status = make("div", { className: "hidden-text", role: "status" });
    document.body.append(status);
    each("figure.code", (figure) => {
      const button = make("button", { type: "button", className: "copy", textContent: WORDS.copy });
      let later;
      const say = (word) => {
        button.textContent = status.textContent = word;
        clearTimeout(later);
        later = setTimeout(() => { button.textContent = WORDS.copy; status.textContent = ""; }, 2000);
      };
      button.addEventListener("click", () => copy(textOf(figure)).then(() => say(WORDS.copied), () => say(WORDS.not_copied)));
      figure.append(button);
    });
  }

  // The comparison, narrowed to what the reader looks for, and as Markdown for somebody's own notes.
  function comparisons() {
    each(".lp-matrix-tools", (pattern) => {
      const table = pattern.closest(".comparison").querySelector("table");
      const rows = () => all("tbody tr", table);
      const parent = pattern.parentElement;
      pattern.replaceWith(pattern.content.cloneNode(true));
      const tools = parent.querySelector(".matrix-tools");
      const find = tools.querySelector("input[type=search]");
      const shared = tools.querySelector(".matrix-shared");
      const count = tools.querySelector(".matrix-count");
      const button = tools.querySelector(".matrix-copy");
      const subjects = all("fieldset input", tools);
      const words = (cell) => all("p", cell).map((said) => {
        const text = said.cloneNode(true);
        text.querySelectorAll("a").forEach((link) => link.remove());
        return text.textContent.trim();
      }).join("<br>");
      const aspect = (row) => (row.cells[0].firstChild?.textContent ?? "").trim();
      const narrow = () => {
        const wanted = find.value.trim().toLowerCase();
        rows().forEach((row) => {
          const isAsked = row.textContent.toLowerCase().includes(wanted);
          row.hidden = !isAsked || Boolean(shared?.checked) && Number(row.dataset.reports) < 2;
        });
        const chosen = subjects.filter((box) => box.checked).map((box) => Number(box.value));
        if (chosen.length) all("tr", table).forEach((row) => [...row.cells].forEach((cell, at) => {
          cell.hidden = at > 0 && !chosen.includes(at);
        }));
        const shown = rows().filter((row) => !row.hidden).length;
        count.textContent = shown < rows().length ? fill(WORDS.shown_of, { shown, all: rows().length }) : "";
      };
      tools.addEventListener("input", narrow);
      onText(narrow);
      button.addEventListener("click", () => {
        const line = (cells) => `| ${cells.map((text) => text.replace(/\|/g, "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
        const seen = (row) => [...row.cells].filter((cell, at) => at > 0 && !cell.hidden);
        const head = [...table.tHead.rows[0].cells].filter((cell) => !cell.hidden).map((cell) => cell.textContent.trim());
        const body = rows().filter((row) => !row.hidden).map((row) => line([aspect(row), ...seen(row).map(words)]));
        const text = [line(head), line(head.map(() => "---")), ...body, ""].join("\n");
        const say = (word) => { count.textContent = word; };
        copy(text).then(() => say(WORDS.copied), () => say(WORDS.not_copied));
      });
    });
  }

  // A click shows the full picture over the page; the arrow keys go through all of them.
  function pictures() {
    // A picture may lead to a page instead, when its author linked it.
    // In a file that holds all pages a picture leads to itself.
    const leadsToItself = (link) => link.id && aim(link) === link.id;
    const isPicture = (link) => link.querySelector("img") &&
      (leadsToItself(link) || /\.(png|jpe?g|gif|webp)$/i.test(link.pathname));
    if (!window.HTMLDialogElement) return;
    let links = [];
    const image = make("img", { alt: "" });
    const words = make("p", {});
    const button = (name, textContent) => make("button", { type: "button", className: `viewer-${name}`, textContent });
    const close = Object.assign(button("close", WORDS.close), { autofocus: true });
    const previous = button("previous", WORDS.previous);
    const next = button("next", WORDS.next);
    const frame = make("div", { className: "viewer-frame" }, image);
    const viewer = make("dialog", { className: "viewer", ariaLabel: WORDS.picture },
      frame, make("div", { className: "viewer-bar" }, words, previous, next, close));
    let at = 0;
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    // The picture grows out of its thumbnail, to show where it belongs.
    const grow = () => {
      const from = links[at].getBoundingClientRect();
      const to = image.getBoundingClientRect();
      if (still.matches || !to.width) return;
      const move = `translate(${from.x - to.x}px, ${from.y - to.y}px) scale(${from.width / to.width})`;
      image.animate([{ transformOrigin: "0 0", transform: move }, { transformOrigin: "0 0", transform: "none" }],
        { duration: 180, easing: "ease-out" });
    };
    // A line of a terminal is hardly legible when it is as wide as the window.
    const zoom = (on) => {
      viewer.classList.toggle("zoomed", on ?? !viewer.classList.contains("zoomed"));
      frame.scrollTo(0, 0);
    };
    const view = (index) => {
      at = (index + links.length) % links.length;
      const thumbnail = links[at].querySelector("img");
      const caption = links[at].closest("figure")?.querySelector("figcaption");
      image.src = leadsToItself(links[at]) ? thumbnail.src : links[at].href;
      image.alt = thumbnail.alt;
      image.width = thumbnail.getAttribute("width");
      image.height = thumbnail.getAttribute("height");
      words.textContent = caption ? caption.textContent : "";
      zoom(false);
    };
    each("a.shot-link", (link) => link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !isPicture(link)) return;
      event.preventDefault();
      links = all("a.shot-link").filter(isPicture);
      previous.hidden = next.hidden = links.length < 2;
      document.body.append(viewer);
      view(links.indexOf(link));
      viewer.showModal();
      grow();
      // The browser's way back closes the picture and stays on the page.
      history.pushState({ viewer: true }, "");
    }));
    addEventListener("popstate", () => viewer.close());
    viewer.addEventListener("close", () => {
      links[at].focus();
      if (history.state?.viewer) history.back();
    });
    viewer.addEventListener("click", (event) => {
      if (event.target === image) zoom();
      else if (event.target === previous) view(at - 1);
      else if (event.target === next) view(at + 1);
      else if (event.target !== words) viewer.close();
    });
    viewer.addEventListener("keydown", (event) => {
      const right = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const step = root.dir === "rtl" ? -right : right;
      const isScrolling = viewer.classList.contains("zoomed") && frame.scrollWidth > frame.clientWidth;
      if (step && isScrolling) frame.scrollBy({ left: right * 80 });
      else if (step) view(at + step);
      else if (event.key === "z" || event.key === "+") zoom(event.key === "+" || undefined);
      else if (event.key === "-") zoom(false);
    });
  }

  // The search and its index are loaded when somebody searches for the first time.
  function search() {
    const pattern = document.getElementById("lp-search");
    if (!pattern || !window.HTMLDialogElement) return;
    // They have other names when the notes are others.
    const { dataset } = pattern;
    onText(() => { loaded = null; });
    pattern.replaceWith(pattern.content.cloneNode(true));
    const opener = document.querySelector(".search-open");
    const dialog = document.querySelector("dialog.search");
    const input = dialog.querySelector("input");
    const list = dialog.querySelector(".search-hits");
    const status = dialog.querySelector(".search-status");
    let loaded = null;
    const load = (address) => new Promise((done, failed) => {
      document.head.append(make("script", { src: address, async: false, onload: done, onerror: failed }));
    });
    const hit = (found) => {
      const excerpt = found.excerpt.map(([text, isHit]) => isHit ? make("mark", { textContent: text }) : text);
      const where = [WORDS[found.kind], found.title].filter(Boolean).join(" · ");
      const link = make("a", { href: dataset.root + found.address },
        make("strong", { textContent: found.heading || found.title }), make("span", { className: "search-where", textContent: where }),
        make(found.kind === "command" ? "code" : "span", { className: "search-excerpt" }, ...excerpt));
      return make("li", {}, link);
    };
    const look = () => {
      const found = window.labpressFind ? labpressFind(input.value, 30) : [];
      list.replaceChildren(...found.map(hit));
      const count = found.length;
      const none = input.value.trim() ? WORDS.nothing_found : "";
      status.textContent = count ? fill(count === 30 ? WORDS.found_most : WORDS.found, { count }) : none;
    };
    const open = () => {
      if (dialog.open) return;
      dialog.showModal();
      input.select();
      loaded ??= Promise.all(dataset.scripts.split(" ").map(load)).then(look, () => {
        loaded = null;
        status.textContent = WORDS.search_failed;
      });
    };
    opener.addEventListener("click", open);
    dialog.querySelector(".search-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    input.addEventListener("input", look);
    document.addEventListener("keydown", (event) => {
      const isWriting = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !isWriting && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        open();
      }
    });
    dialog.addEventListener("keydown", (event) => {
      const links = all("a", list);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && links.length) {
        event.preventDefault();
        // Above the first hit is the field.
        const next = links.indexOf(document.activeElement) + step;
        (next < 0 ? input : links[Math.min(next, links.length - 1)]).focus();
      } else if (event.key === "Enter" && event.target === input && links.length) {
        links[0].click();
      }
    });
  }

  function start() {
    search();
    themeSwitch();
    closingMenus();
    each(".toc", whereYouAre);
    copyButtons();
    comparisons();
    pictures();
  }
  // In a file that holds all pages the script stands before the text.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
