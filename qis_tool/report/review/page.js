// Sorts the tables, shows long ones in pages, and filters plans and findings. Without it the page shows all there is.
"use strict";

document.documentElement.className = "loading"; // rows that no first page has are not even laid out

const PAGE = 200; // rows
const WAIT = 150; // milliseconds after a key before what is typed is looked for
const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
const collator = new Intl.Collator("en", { numeric: true });
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const written = (number) => number.toLocaleString("en");

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// A table whose rows can be put in order; of more than a page it shows one page at a time.
class Sheet {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.given = [...this.body.rows];
    this.rows = this.given;
    this.heads = [...table.tHead.rows[0].cells];
    this.heads.forEach((head, column) => this.addButton(head, column));
    if (this.given.length > PAGE) this.addPager();
  }

  addButton(head, column) {
    if (head.querySelector("svg")) return;
    const button = make("button", "", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    head.ariaSort = "none";
    button.addEventListener("click", () => this.sort(column));
  }

  sort(column) {
    const head = this.heads[column];
    const order = NEXT[head.ariaSort];
    for (const other of this.heads) if (other.ariaSort) other.ariaSort = "none";
    head.ariaSort = order;
    this.rows = order === "none" ? this.given : sorted(this.given, column, order === "descending");
    this.body.remove(); // so that each row that is moved costs no more than that
    for (const row of this.rows) this.body.append(row);
    this.show(0);
    this.table.append(this.body);
    const by = order === "none" ? "in the order given" : `by ${head.innerText.replaceAll("\n", ", ")}, ${order}`;
    byId("order").textContent = `${this.table.caption.textContent}: ${by}.`;
  }

  addPager() {
    this.steps = [make("button", "Previous rows", { type: "button" }), make("button", "Next rows", { type: "button" })];
    this.steps.forEach((button, at) => button.addEventListener("click", () => this.show(this.first + (at ? PAGE : -PAGE))));
    this.told = make("span", "", { role: "status" });
    const pager = make("div", "", { class: "pager", role: "group", "aria-label": this.table.caption.textContent });
    pager.append(...this.steps, this.told);
    this.table.parentElement.before(pager);
    this.show(0);
  }

  show(first) {
    if (!this.told) return;
    const found = this.rows.filter((row) => !row.hidden);
    if (first >= 0 && first < Math.max(found.length, 1)) this.first = first;
    const end = Math.min(this.first + PAGE, found.length);
    found.forEach((row, at) => row.classList.toggle("later", at < this.first || at >= end));
    const range = found.length ? `Rows ${written(this.first + 1)} to ${written(end)}` : "No rows";
    this.told.textContent = `${range} of ${written(found.length)}. Sorting and filters go over all of them.`;
    this.steps[0].ariaDisabled = this.first === 0;
    this.steps[1].ariaDisabled = end === found.length;
  }
}

function sorted(rows, column, reversed) {
  const keyed = rows.map((row) => {
    const cell = row.cells[column];
    return { row, key: cell.className === "blank" ? "" : cell.textContent }; // a blank answer before any number
  });
  const sign = reversed ? -1 : 1;
  return keyed.sort((one, other) => sign * collator.compare(one.key, other.key)).map(({ row }) => row);
}

// What is asked for. A plan is shown if it is one of those chosen and, where text, level or rule are asked for, if they
// fit its name or issuer, or one of its findings.
class Desk {
  constructor() {
    this.plans = all("#plan-table tbody tr").map((row) => {
      const [file, issuer, ready] = [...row.cells].map((cell) => cell.textContent);
      return { number: row.dataset.plan, issuer, ready, named: `${file}\n${issuer}`.toLowerCase() };
    });
    this.rows = all("tr[data-plan]");
    this.products = all("#product-table tbody tr");
    this.findings = all("[data-rule]");
    this.groups = new Map();
    for (const element of all(".plan")) this.groups.set(element.dataset.plan, { element, findings: all("[data-rule]", element) });
    this.texts = new WeakMap();
    offer(byId("issuer"), this.plans.map((plan) => plan.issuer));
    offer(byId("rule"), this.findings.map((finding) => finding.dataset.rule));
  }

  filter() {
    const want = { text: byId("text").value.trim().toLowerCase() };
    for (const name of ["ready", "issuer", "level", "rule"]) want[name] = byId(name).value;
    const shown = new Set();
    let count = 0;
    for (const plan of this.plans) {
      const { element, findings = [] } = this.groups.get(plan.number) ?? {};
      const chosen = [plan.ready, ""].includes(want.ready) && [plan.issuer, ""].includes(want.issuer);
      const named = plan.named.includes(want.text);
      let fitting = 0;
      for (const finding of findings) fitting += show(finding, chosen && this.fits(finding, named, want));
      count += fitting;
      const whole = chosen && named && !want.level && !want.rule;
      if (whole || fitting) shown.add(plan.number);
      if (element) show(element, whole || fitting > 0);
    }
    for (const row of this.rows) show(row, shown.has(row.dataset.plan));
    for (const row of this.products) show(row, [row.cells[0].textContent, ""].includes(want.issuer));
    document.body.classList.toggle("filtered", Object.values(want).some(Boolean));
    const of = (some, whole, noun) => `${written(some)} of ${written(whole)} ${noun}`;
    byId("status").textContent =
      `Shown: ${of(shown.size, this.plans.length, "plans")}, ${of(count, this.findings.length, "findings")}.`;
  }

  fits(finding, named, want) {
    const level = finding.classList.contains("waived") ? "waived" : finding.className;
    if (![level, ""].includes(want.level) || ![finding.dataset.rule, ""].includes(want.rule)) return false;
    return named || this.textOf(finding).includes(want.text);
  }

  textOf(finding) {
    if (!this.texts.has(finding)) this.texts.set(finding, finding.textContent.toLowerCase());
    return this.texts.get(finding);
  }
}

function show(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
  return shown;
}

function offer(select, values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const value of [...counts.keys()].sort(collator.compare)) {
    select.append(new Option(`${value} (${written(counts.get(value))})`, value));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const desk = new Desk();
  const sheets = all("table").map((table) => new Sheet(table));
  let waiting;
  const filter = () => {
    desk.filter();
    for (const sheet of sheets) sheet.show(0);
  };
  byId("filters").addEventListener("change", filter);
  byId("text").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, WAIT);
  });
  byId("all").addEventListener("click", () => {
    for (const control of all("input, select", byId("filters"))) control.value = "";
    filter();
  });
  addEventListener("beforeprint", () => {
    if (CSS.supports("selector(::details-content)")) return; // the style sheet shows all answers on paper then
    for (const answer of all("details")) answer.open = true;
  });
  byId("filters").hidden = false;
  filter();
  document.documentElement.className = "";
});
