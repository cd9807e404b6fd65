// Colours, table of contents, copy buttons, pictures in full. Every page works without this file.
// It runs before the first drawing (`blocking="render"`), so that a remembered theme never flashes.
"use strict";
(() => {
  const root = document.documentElement;
  const WORDS = {/* the words of the site */};
  const fill = (word, values) => word.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Sites of one host share a storage. It is refused in private windows and, in some browsers, to pages opened from disk.
  const stored = () => { try { return localStorage.getItem("labpress-theme"); } catch { return null; } };
  const store = (choice) => { try { localStorage.setItem("labpress-theme", choice); } catch { /* not remembered */ } };

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

  // The comparison, narrowed to what the reader looks for, and copied for somebody's own notes or a spreadsheet.
  function comparisons() {
    each(".lp-matrix-tools", (pattern) => {
      const table = pattern.closest(".comparison").querySelector("table");
      const parent = pattern.parentElement;
      pattern.replaceWith(pattern.content.cloneNode(true));
      const tools = parent.querySelector(".matrix-tools");
      const [find, shared, differing, count] = ["input", ".matrix-shared", ".matrix-differing", ".matrix-count"]
        .map((selector) => tools.querySelector(selector));
      const groups = () => [...table.tBodies];
      // What authors and templates wrote, without the links beside it.
      const own = (element) => element.firstChild.textContent.replace(/\s+/g, " ").trim();
      let later;
      const subjects = all("fieldset input", tools);
      const narrow = () => {
        const wanted = find.value.trim().toLowerCase();
        groups().forEach((group) => {
          const { said } = group.dataset;
          const texts = [group.querySelector(".aspect"), ...all(".said", group)].map(own);
          const isAsked = texts.some((text) => text.toLowerCase().includes(wanted));
          group.hidden = !isAsked || Boolean(shared?.checked && !said || differing?.checked && said !== "differently");
        });
        const none = !subjects.some((box) => box.checked);
        subjects.forEach((box) => all(`[data-at="${box.value}"]`, table).forEach((cell) => {
          cell.hidden = !none && !box.checked;
        }));
        const shown = groups().filter((group) => !group.hidden).length;
        count.textContent = shown < groups().length ? fill(WORDS.shown_of, { shown, all: groups().length }) : "";
      };
      const words = (cell) => cell.matches("td") ? all(".said", cell).map(own) : [own(cell)];
      const rows = () => {
        const seen = (row) => [...row.cells].filter((cell) => !cell.hidden && cell.className !== "aspect").map(words);
        const said = groups().filter((group) => !group.hidden)
          .flatMap((group) => [...group.rows].map((row) => [words(group.rows[0].cells[0]), ...seen(row)]));
        return [seen(table.tHead.rows[0]), ...said];
      };
      const markdown = () => {
        const line = (cells) => `| ${cells.map((said) => said.join("<br>").replace(/\|/g, "\\|")).join(" | ")} |`;
        const [head, ...said] = rows();
        return [line(head), line(head.map(() => ["---"])), ...said.map(line), ""].join("\n");
      };
      // A spreadsheet takes a cell that begins with one of these signs for a formula and runs it.
      const csv = () => rows().map((cells) => cells.map((said) => {
        const text = said.join("\n").replace(/^[=+\-@]/, "'$&");
        return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
      }).join(",")).join("\r\n") + "\r\n";
      tools.addEventListener("input", narrow);
      onText(narrow);
      all(".matrix-copy", tools).forEach((button) => button.addEventListener("click", () => {
        const say = (word) => {
          count.textContent = word;
          clearTimeout(later);
          later = setTimeout(narrow, 2000);
        };
        copy(button.dataset.form ? csv() : markdown()).then(() => say(WORDS.copied), () => say(WORDS.not_copied));
      }));
    });
  }

  // A click shows the full picture over the page; the arrow keys go through all of them.
  function pictures() {
    // A picture may lead to a page instead, when its author linked it.
    // In a file that holds all pages a picture leads to itself.
    const leadsToItself = (link) => link.id && aim(link) === link.id;
    const isPicture = (link) => link.querySelector("img") &&
      (leadsToItself(link) || link.host === location.host && /\.(png|jpe?g|gif|webp)$/i.test(link.pathname));
    if (!window.HTMLDialogElement) return;
    let links = [];
    const image = make("img", { alt: "" });
    const words = make("p", { role: "status" });
    const place = make("span", {});
    const button = (name, textContent) => make("button", { type: "button", className: `viewer-${name}`, textContent });
    const close = Object.assign(button("close", WORDS.close), { autofocus: true });
    const previous = button("previous", WORDS.previous);
    const next = button("next", WORDS.next);
    const frame = make("div", { className: "viewer-frame" }, image);
    const viewer = make("dialog", { className: "viewer", ariaLabel: WORDS.picture },
      frame, make("div", { className: "viewer-bar" }, words, place, previous, next, close));
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
    // Below it the page says what it evidences, or else just before it.
    const said = (figure) => {
      const own = figure?.querySelector("figcaption");
      const before = (figure?.closest(".shots") ?? figure)?.previousElementSibling;
      const step = before?.matches("p, h2, h3, h4, .part") ? before : null;
      const text = (own ?? step)?.innerText ?? figure?.closest("li")?.firstChild.textContent ?? "";
      return text.trim().replace(/\s*\n\s*/g, " · ");
    };
    const view = (index) => {
      at = (index + links.length) % links.length;
      const thumbnail = links[at].querySelector("img");
      image.src = leadsToItself(links[at]) ? thumbnail.src : links[at].href;
      image.alt = thumbnail.alt;
      image.width = thumbnail.getAttribute("width");
      image.height = thumbnail.getAttribute("height");
      words.textContent = said(links[at].closest("figure"));
      place.textContent = links.length > 1 ? `${at + 1} / ${links.length}` : "";
      zoom(Boolean(links[at].closest(".strip")) && image.width > 1.5 * innerWidth);
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
    const dialog = document.querySelector("dialog.search");
    const load = (src) => new Promise((onload, onerror) => {
      document.head.append(make("script", { src, async: false, onload, onerror }));
    });
    let loaded = null;
    const open = () => {
      if (dialog.open) return;
      dialog.showModal();
      dialog.querySelector("input").select();
      const ready = () => labpressSearch(dialog, dataset.root, { WORDS, fill, all, make });
      loaded ??= Promise.all(dataset.scripts.split(" ").map(load)).then(ready, () => {
        loaded = null;
        dialog.querySelector(".search-status").textContent = WORDS.search_failed;
      });
    };
    document.querySelector(".search-open").addEventListener("click", open);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a, .search-close")) dialog.close();
    });
    // A browser would empty the field first, and close at the second time.
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      dialog.close();
    });
    document.addEventListener("keydown", (event) => {
      const isWriting = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !isWriting && !document.querySelector("dialog[open]")) {
        event.preventDefault();
        open();
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
