// Comforts that everything works without: "/" goes to the search box, completions while typing, a switch for both.
"use strict";

const KEY = "shortcuts";
const isOn = () => localStorage.getItem(KEY) !== "off";

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || inField || !isOn() || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.querySelector("#q")?.select();
  document.querySelector("#q")?.focus();
});

for (const place of document.querySelectorAll("[data-shortcuts]")) {
  const button = place.querySelector("button");
  const show = () => {
    button.setAttribute("aria-pressed", String(isOn()));
    button.textContent = `Shortcuts and completions are ${isOn() ? "on" : "off"}`;
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEY, isOn() ? "off" : "on");
    show();
  });
  show();
  place.hidden = false;
}

// Values whose names have the letters typed so far; the form looks for the same without this.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
for (const field of document.querySelectorAll("[data-narrows]")) {
  const choices = [...document.getElementById(field.dataset.narrows).children];
  const status = field.form.querySelector("[role=status]");
  const whole = status.textContent;
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    for (const choice of choices) choice.hidden = !plain(choice.querySelector(".name").textContent).includes(wanted);
    const left = choices.filter((choice) => !choice.hidden).length;
    status.textContent = left === choices.length ? whole : `${left} of ${whole}`;
  });
}

// The reader's language, for the names of themes: the browser's, else that of the page.
const reader = (navigator.language || document.documentElement.lang).split("-")[0].toLowerCase();

const input = document.querySelector("#q[data-suggest]");
if (input) complete(input);

function complete(field) {
  const list = document.createElement("ul");
  list.id = "completions";
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  field.after(list);
  const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

  let at = -1;
  let timer = 0;
  let asked = "";

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (next) => {
    const options = [...list.children];
    at = (next + options.length + 1) % (options.length + 1);
    if (at === options.length) at = -1;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", options[at].id);
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, index) => {
      const option = document.createElement("li");
      option.id = `completion-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = suggestion.url;
      const text = document.createElement("span");
      text.textContent = suggestion.text;
      const kind = document.createElement("span");
      kind.className = "of";
      kind.textContent = suggestion.kind;
      option.append(text, " ", kind);
      return option;
    }));
    at = -1;
    field.removeAttribute("aria-activedescendant");
    list.hidden = suggestions.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };

  const ask = async () => {
    const typed = field.value.trim();
    asked = typed;
    if (typed.length < 2 || !isOn()) return close();
    try {
      const response = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}&language=${reader}`);
      if (!response.ok) return close();
      const { suggestions } = await response.json();
      if (asked === typed && document.activeElement === field) show(suggestions);
    } catch {
      close();
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (event.key === "ArrowDown") choose(at + 1);
      else choose(at < 0 ? list.children.length - 1 : at - 1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(list.children[at].dataset.url);
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("blur", close);
}
