// Looks at a running preview as a browser shows it, saves the plan anew under its eyes, and tells what it saw as JSON.
// usage: node preview.mjs ADDRESS PLAN NEW_PLAN FIELD        CHROMIUM names the browser
import { readFileSync, renameSync } from "node:fs";
import { chromium } from "playwright-core";

const [address, plan, newPlan, field] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
const complaints = [];
page.on("console", (message) => complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(error.message));

async function seen() {
  await page.evaluate(axe);
  return page.evaluate(async (name) => {
    const shown = document.querySelector(`[data-field="${name}"]`);
    const after = shown.nextElementSibling;
    return {
      answer: shown.querySelector(".answer").innerText,
      findings: after.matches("ul.findings") ? [...after.children].map((finding) => finding.className) : [],
      status: document.getElementById("status").innerText,
      top: Math.round(shown.getBoundingClientRect().top),
      loadedOnce: window.loadedOnce === true,
      violations: (await window.axe.run()).violations.map((violation) => violation.id),
    };
  }, field);
}

const says = (words) =>
  page.waitForFunction((text) => document.getElementById("status").innerText.includes(text), words, { timeout: 20000 });

await page.goto(address);
await page.evaluate((name) => {
  window.loadedOnce = true;
  document.querySelector(`[data-field="${name}"]`).scrollIntoView({ block: "center" });
}, field);
const before = await seen();

renameSync(newPlan, plan); // as many editors save
await says("Refreshed at");
const after = await seen();

renameSync(plan, newPlan);
await says("not there");
const gone = await seen();

renameSync(newPlan, plan);
await says("Refreshed at");
const back = await seen();

console.log(JSON.stringify({ before, after, gone, back, complaints }));
await browser.close();
