// Asks once a second whether the plan was saved anew, and if so puts the new form in place of the old one.
"use strict";

const EVERY = 1000; // milliseconds
const GONE = "The file is not there at the moment. What is shown is how it was last saved.";
const SILENT = "The preview does not answer any more. If it was ended, start it again with qis preview.";
const line = document.getElementById("status");
let summary = line.textContent;
let asking = false;

async function answered(address) {
  const reply = await fetch(address, { cache: "no-store" });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.text();
}

function say(text) {
  if (line.textContent !== text) line.textContent = text;
}

// The first element with a name that can be seen: it stays where it is while what stands above it changes.
function anchor(main) {
  return [...main.querySelectorAll("[id]")].find((element) => element.getBoundingClientRect().bottom > 0);
}

function replace(fresh) {
  const old = document.querySelector("main");
  const held = anchor(old);
  const top = held ? held.getBoundingClientRect().top : 0;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(document.importNode(fresh.querySelector("main"), true));
  const again = held && document.getElementById(held.id);
  if (again) window.scrollBy(0, again.getBoundingClientRect().top - top);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.title = fresh.title;
  document.documentElement.lang = fresh.documentElement.lang;
  summary = `${fresh.getElementById("status").textContent} Refreshed at ${new Date().toLocaleTimeString()}.`;
}

async function look() {
  if (asking) return;
  asking = true;
  try {
    const state = await answered("state");
    if (state === "") {
      say(GONE);
    } else {
      if (state !== document.querySelector("main").dataset.state) {
        replace(new DOMParser().parseFromString(await answered("./"), "text/html"));
      }
      say(summary);
    }
  } catch {
    say(SILENT);
  }
  asking = false;
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
