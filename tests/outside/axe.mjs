// Prints what axe-core finds wrong with HTML files: one JSON object, for each file a list of rules with their places.
// usage: node axe.mjs FILE...        CHROMIUM names the browser
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});
// A page that allows no scripts is to be judged too.
const page = await browser.newPage({ bypassCSP: true });
const found = {};
for (const file of process.argv.slice(2)) {
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  found[file] = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(" ")})`);
}
await browser.close();
console.log(JSON.stringify(found));
