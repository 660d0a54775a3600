// Goes through the page of a review by keyboard, and one of many plans, and tells what it saw as JSON.
// usage: node desk.mjs PAGE LONG_PAGE        CHROMIUM names the browser
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [own, long] = process.argv.slice(2).map((file) => pathToFileURL(file).href);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const complaints = [];

async function opened(address, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, ...options });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return page;
}

// What elements say that are to be seen, be it after scrolling.
function shown(page, selector) {
  const texts = (chosen) =>
    [...document.querySelectorAll(chosen)].filter((found) => found.checkVisibility()).map((found) => found.textContent);
  return page.evaluate(texts, selector);
}

const plans = (page) => shown(page, "#plan-table tbody th");
const text = (page, selector) => page.locator(selector).innerText();

async function violations(page, part = "html") {
  await page.evaluate(axe);
  const judged = async (chosen) => (await window.axe.run(chosen, { resultTypes: ["violations"] })).violations;
  return (await page.evaluate(judged, part)).map(({ id }) => id);
}

// Presses Tab until the focus is on what is looked for, as someone without a mouse does.
async function tabTo(page, selector) {
  await page.locator(".skip").focus();
  for (let presses = 0; presses < 100; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((chosen) => document.activeElement.matches(chosen), selector)) return;
  }
  throw new Error(`Tab does not lead to ${selector}.`);
}

async function sorted(page) {
  await page.keyboard.press("Enter");
  const order = await page.locator("#plan-table th:nth-child(4)").getAttribute("aria-sort");
  return { order, plans: await plans(page), said: await page.locator("#order").textContent() };
}

const plain = await opened(own, { javaScriptEnabled: false });
const page = await opened(own);
const seen = {
  withoutScript: await plain.locator("tbody tr:visible, .plan li:visible").count(),
  withScript: await page.locator("tbody tr:visible, .plan li:visible").count(),
  controlsWithoutScript: await plain.locator("button:visible, input:visible, select:visible").count(),
  violations: { atFirst: await violations(page) },
};

await page.keyboard.press("Tab");
await page.keyboard.press("Enter");
seen.skippedTo = await page.evaluate(() => document.activeElement.id);

await tabTo(page, "#plan-table th:nth-child(4) button");
seen.sorts = [await sorted(page), await sorted(page), await sorted(page)];

await tabTo(page, "#text");
await page.keyboard.type("poppy");
await page.waitForFunction(() => document.getElementById("status").innerText.startsWith("Shown: 1 "));
seen.byText = { plans: await plans(page), said: await text(page, "#status"), findings: await shown(page, ".level") };
await page.emulateMedia({ media: "print" });
seen.byText.onPaper = await shown(page, "#status, nav a, #filters label");
await page.emulateMedia({ media: "screen" });
seen.violations.filtered = await violations(page);
await tabTo(page, "#all");
await page.keyboard.press("Space");
await tabTo(page, "#level");
await page.keyboard.type("waived");
seen.byLevel = { said: await text(page, "#status"), findings: await shown(page, ".level") };
await tabTo(page, "#ready");
await page.keyboard.type("ready");
seen.byBoth = { plans: await plans(page), said: await text(page, "#status") };
await tabTo(page, "#all");
await page.keyboard.press("Enter");
seen.choices = { issuer: await text(page, "#issuer"), rule: await text(page, "#rule") };
await tabTo(page, "#issuer");
await page.keyboard.press("End");
seen.byIssuer = { plans: await plans(page), products: await shown(page, "#product-table tbody th") };
await tabTo(page, "#all");
await page.keyboard.press("Enter");
seen.again = await text(page, "#status");

await tabTo(page, "summary");
await page.keyboard.press("Enter");
seen.answer = await shown(page, ".answer");
await page.keyboard.press("Enter");

await page.setViewportSize({ width: 320, height: 600 });
await page.emulateMedia({ colorScheme: "dark" });
seen.violations.narrowAndDark = await violations(page);
seen.width = await page.evaluate(() => document.documentElement.scrollWidth);
await page.emulateMedia({ media: "print" });
seen.onPaper = [await shown(page, ".answer"), await shown(page, "nav a, .skip, #filters button, #filters label")];

const many = await opened(long);
const pager = ["#plans .pager button:first-child", "#plans .pager button:last-of-type", "#plans .pager [role=status]"];
async function rows() {
  const there = await plans(many);
  return [await text(many, pager[2]), there[0], there.length];
}

seen.pages = [await rows()];
for (const button of [pager[1], pager[1], pager[0]]) {
  await tabTo(many, button);
  await many.keyboard.press("Enter");
  seen.pages.push(await rows());
}
await tabTo(many, "#plan-table th:first-child button");
for (let presses = 0; presses < 2; presses += 1) await many.keyboard.press("Enter");
seen.pages.push(await rows());
await tabTo(many, "#text");
await many.keyboard.type("plan-24");
await many.waitForFunction(() => document.getElementById("status").innerText.startsWith("Shown: 11 "));
seen.pages.push(await rows());
seen.violations.pages = await violations(many, "#plans");
await many.emulateMedia({ media: "print" });
await many.evaluate(() => document.getElementById("all").click());
seen.rowsOnPaper = (await plans(many)).length;

console.log(JSON.stringify({ ...seen, complaints }));
await browser.close();
