// Lighthouse (mobile) on every kind of page: node bench/lighthouse.mjs [address of a running site] [languages]
// Prints a row of scores for each page; exits with 1 where one is below 100. Needs Chromium and `npm ci`.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [site = "http://127.0.0.1:8000", languages = "pl,en"] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
// That a page is not for search engines is meant where it is (noindex), and that a page of an error has its status, which
// Chromium then notes in its console. All the rest counts there, too.
const MEANT = ["is-crawlable"];
const MEANT_OF_ERRORS = [...MEANT, "http-status-code", "errors-in-console"];
const ATTEMPTS = 3;

// The one list of pages (tests/browser/conftest.py).
const LIST = "import json, sys\nfrom tests.browser.conftest import pages_of_every_kind\n"
  + "print(json.dumps([each for code in sys.argv[1].split(',') for each in pages_of_every_kind(code)]))";
const pages = JSON.parse(execFileSync(".venv/bin/python", ["-c", LIST, languages], { encoding: "utf8" }));

const chromePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });

/** Scores of a page, and the audits that take from them, as Lighthouse weighs them without those that are meant. */
function scored(report) {
  const isError = report.audits["http-status-code"].score === 0;
  const meant = new Set(isError ? MEANT_OF_ERRORS : MEANT);
  return CATEGORIES.map((name) => {
    const counted = report.categories[name].auditRefs
      .map(({ id, weight }) => ({ id, weight, score: report.audits[id].score }))
      .filter(({ id, weight, score }) => weight && score !== null && !meant.has(id));
    const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
    const score = Math.round((100 * counted.reduce((sum, { weight, score }) => sum + weight * score, 0)) / weights);
    return { score, failed: score < 100 ? counted.filter((audit) => audit.score < 1).map(({ id }) => id) : [] };
  });
}

/** The best report of a page in three: what else the machine does can only slow it, or keep it from painting at all. */
async function measured(address) {
  let best = null;
  for (let attempt = 0; attempt < ATTEMPTS && !(best?.categories.performance.score === 1); attempt += 1) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      logLevel: "silent",
      ignoreStatusCode: true,
    });
    if ((lhr.categories.performance.score ?? -1) > (best?.categories.performance.score ?? -1)) best = lhr;
  }
  if (!best) throw new Error(`${address}: nothing was painted`);
  return best;
}

console.log(`| page | ${CATEGORIES.join(" | ")} | |\n|---|---|---|---|---|---|`);
let lowest = 100;
try {
  for (const page of pages) {
    const scores = scored(await measured(site + page));
    lowest = Math.min(lowest, ...scores.map(({ score }) => score));
    console.log(`| ${page} | ${scores.map(({ score }) => score).join(" | ")} | ${scores.flatMap(({ failed }) => failed).join(", ")} |`);
  }
} finally {
  chrome.kill();
}
console.log(`\nlowest ${lowest}`);
process.exitCode = lowest < 100 ? 1 : 0;
