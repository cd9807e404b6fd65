// Colours, table of contents, copy buttons, pictures in full. Every page works without this file.
// It runs before the first drawing (`blocking="render"`), so that a remembered theme never flashes.
"use strict";
(() => {
  const root = document.documentElement;
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

  show(stored());

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
    const toc = document.querySelector(".toc > details");
    // The style sheet decides: in a column beside the text there is no summary to press.
    const beside = () => getComputedStyle(toc.querySelector("summary")).display === "none";
    const inColumn = (menu) => menu === toc && beside();
    const menus = all(".menu-all, .toc > details");
    let was = false;
    const fit = () => {
      const is = beside();
      if (is !== was) toc.open = was = is;
    };
    if (toc) { addEventListener("resize", fit); fit(); }
    document.addEventListener("click", (event) => menus.forEach((menu) => {
      const away = !menu.contains(event.target) || event.target.closest("a");
      if (menu.open && away && !inColumn(menu)) menu.open = false;
    }));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menus.filter((menu) => menu.open && !inColumn(menu)).forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    });
  }

  // The place is the last heading above a line a quarter down the window.
  function whereYouAre() {
    const here = document.querySelector(".toc-here");
    const places = all(".toc-list a").map((link) => ({
      link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))),
    })).filter((place) => place.heading);
    if (!here || !places.length) return;
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
    look();
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
    all("figure.code").forEach((figure) => {
      const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
      let later;
      const say = (word) => {
        button.textContent = status.textContent = word;
        clearTimeout(later);
        later = setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; }, 2000);
      };
      button.addEventListener("click", () => copy(textOf(figure)).then(() => say("Copied"), () => say("Not copied")));
      figure.append(button);
    });
  }

  // A click shows the full picture over the page; the arrow keys go through all of them.
  function pictures() {
    // A picture may lead to a page instead, when its author linked it.
    const links = all("a.shot-link").filter((link) => /\.(png|jpe?g|gif|webp)$/i.test(link.pathname));
    if (!links.length || !window.HTMLDialogElement) return;
    const image = make("img", { alt: "" });
    const words = make("p", {});
    const close = make("button", { type: "button", className: "viewer-close", textContent: "Close" });
    const viewer = make("dialog", { className: "viewer", ariaLabel: "Picture" }, image, words, close);
    document.body.append(viewer);
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
    const view = (index) => {
      at = (index + links.length) % links.length;
      const thumbnail = links[at].querySelector("img");
      const caption = links[at].closest("figure")?.querySelector("figcaption");
      image.src = links[at].href;
      image.alt = thumbnail.alt;
      image.width = thumbnail.getAttribute("width");
      image.height = thumbnail.getAttribute("height");
      words.textContent = caption ? caption.textContent : "";
    };
    links.forEach((link, index) => link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      view(index);
      viewer.showModal();
      grow();
    }));
    viewer.addEventListener("click", () => viewer.close());
    viewer.addEventListener("close", () => links[at].focus());
    viewer.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) view(at + step);
    });
  }

  themeSwitch();
  closingMenus();
  whereYouAre();
  copyButtons();
  pictures();
})();
