// The page in Chromium: what a reader sees, reaches by keyboard, hears and prints. Prints a line a test and, at the end,
// `N passed, N failed`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { folder, hostile, writeAll } from "./pages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const quiet = ["disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", ...quiet.map((flag) => `--${flag}`)] });
const pages = writeAll();

const sections = {
  vi: ["1. Tóm tắt", "2. Thay đổi so với báo cáo tháng 02/2027", "3. Nội dung cần chỉ đạo, xử lý", "Nội dung đến hạn trong hai tháng tới", "4. Chỉ tiêu theo nhóm (Phụ lục I)", "5. Nhiệm vụ theo nhóm (Phụ lục II)", "Nghĩa vụ nêu trong kế hoạch", "6. Kết quả theo cơ quan, chấp hành chế độ báo cáo", "Khó khăn, vướng mắc, kiến nghị", "7. Chất lượng số liệu và giả định", "8. Cách đọc và kiểm chứng"],
  en: ["1. Summary", "2. Changes since the February 2027 report", "3. Items needing direction", "Due in the next two months", "4. Indicators by group (Appendix I)", "5. Tasks by group (Appendix II)", "The plan's own duties", "6. Results by agency, reporting discipline", "Difficulties and proposals", "7. Data quality and assumptions", "8. How to read, how to verify"],
};

let passed = 0;
let failed = 0;

async function test(name, options, check) {
  const { page: which = "vi", width = 1280, height = 800, theme = "light" } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  try {
    await page.goto(`file://${pages[which]}`);
    await check(page, asked);
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     ${String(error.message).split("\n").slice(0, 12).join("\n     ")}`);
  }
  await context.close();
}

for (const which of Object.keys(pages)) {
  for (const width of [1280, 390]) {
    await test(`${which}: nothing scrolls sideways at ${width} px`, { page: which, width }, async (page) => {
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
      const inside = await page.$$eval(".scroll", (all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).length);
      assert.equal(inside, 0, "tables that scroll");
    });
  }
  await test(`${which}: one file, no script, nothing fetched, every link leads somewhere`, { page: which }, async (page, asked) => {
    assert.deepEqual(asked, [`file://${pages[which]}`]);
    assert.equal(await page.locator("script, img, link, iframe, object").count(), 0);
    const lost = await page.$$eval("a[href]", (links) => links.map((link) => link.getAttribute("href")).filter((href) => !href.startsWith("#") || !document.getElementById(href.slice(1))));
    assert.deepEqual(lost, []);
    const twice = await page.$$eval("[id]", (all) => all.map((each) => each.id).filter((id, i, ids) => ids.indexOf(id) !== i));
    assert.deepEqual(twice, []);
  });
}

for (const lang of ["vi", "en"]) {
  await test(`${lang}: all sections stand in their order`, { page: lang }, async (page) => {
    assert.equal(await page.getAttribute("html", "lang"), lang);
    assert.deepEqual(await page.locator("h2").allTextContents(), sections[lang]);
    assert.equal(await page.locator("h1").count(), 1);
  });
  await test(`${lang}: the first screen holds the whole summary`, { page: lang }, async (page) => {
    const bottom = await page.$eval(".summary", (summary) => summary.getBoundingClientRect().bottom);
    assert.ok(bottom <= 800, `it ends at ${bottom} px`);
  });
}

await test("codes link to their rows, 91 of them and the duties", {}, async (page) => {
  const rows = await page.$$eval("tr[id]", (rows) => rows.map((row) => [row.id, row.querySelector("th").textContent]));
  assert.equal(rows.filter(([id]) => /^(CT|NV)-/.test(id)).length, 91);
  for (const [id, code] of rows) assert.equal(id, code);
  const link = page.locator(".lists li a").first();
  const code = await link.textContent();
  await link.click();
  const top = await page.locator(`tr[id="${code}"]`).evaluate((row) => row.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 800);
});

await test("the keyboard reaches everything: skip link, links, regions, details that open and close", {}, async (page) => {
  const focused = () => page.evaluate(() => document.activeElement.tagName + (document.activeElement.className ? `.${document.activeElement.className}` : ""));
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "A.skip");
  const seen = new Set();
  for (let i = 0; i < 200 && (await focused()) !== "SUMMARY"; i += 1) {
    await page.keyboard.press("Tab");
    seen.add(await focused());
  }
  assert.ok(seen.has("DIV.scroll") && seen.has("A") && seen.has("SUMMARY"));
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
  assert.equal(outline, "3px");
  const open = () => page.evaluate(() => document.activeElement.parentElement.open);
  await page.keyboard.press("Enter");
  assert.equal(await open(), true);
  assert.ok(await page.locator("details[open] svg.chart").isVisible());
  await page.keyboard.press("Space");
  assert.equal(await open(), false);
});

for (const which of Object.keys(pages)) {
  for (const theme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      await test(`${which}: axe finds nothing, ${theme}, ${width} px`, { page: which, theme, width }, async (page) => {
        await page.evaluate(() => [...document.querySelectorAll("details")].slice(0, 12).forEach((details) => (details.open = true)));
        await page.addScriptTag({ content: axe });
        const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(found.violations.map((each) => `${each.id}: ${each.nodes.length} × ${each.nodes[0].html.slice(0, 160)} ${each.nodes[0].failureSummary}`), []);
      });
    }
  }
}

await test("a hostile title, note, turned text and 10,000 letters are text", { page: "hostile" }, async (page) => {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  assert.equal(await page.evaluate(() => window.struck), undefined);
  assert.ok((await page.locator('tr[id="CT-I.5"]').textContent()).includes(hostile.title));
  for (const part of await page.locator(".written").all()) assert.ok((await part.textContent()).includes(hostile.narrative));
  assert.equal(await page.locator(".written").count(), 4);
  const texts = await page.locator("dd").allTextContents();
  for (const note of [hostile.note, hostile.turned, hostile.long]) assert.ok(texts.some((text) => text.includes(note)), note.slice(0, 40));
  const isolated = await page.$$eval("td, dd, li, summary, bdi", (all) => all.every((each) => getComputedStyle(each).unicodeBidi === "isolate"));
  assert.ok(isolated, "a text may turn its neighbours");
});

function printed(path) {
  const run = spawnSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.split("\f");
}
const flat = (text) => text.replace(/\s+/g, " ");

for (const theme of ["light", "dark"]) {
  await test(`printed from the ${theme} theme: the summary is page 1, headers repeat, the reader's open details are there`, { theme }, async (page) => {
    const opened = page.locator("tr.quiet details").first();
    await opened.evaluate((details) => (details.open = true));
    const inside = flat(await opened.locator("dd").first().textContent()).slice(0, 30);
    const summary = await page.$$eval(".headline, .legend li b, .lists h3, .lists li a", (all) => all.map((each) => each.textContent));
    const path = join(folder, `${theme}.pdf`);
    await page.pdf({ path, preferCSSPageSize: true });
    const sheets = printed(path);
    const first = flat(sheets[0]);
    assert.ok(first.includes(flat(summary[0]).slice(0, 60)), first.slice(0, 300));
    for (const code of summary.filter((text) => /^(CT|NV)-/.test(text))) assert.ok(first.includes(code), code);
    assert.ok(!first.includes("2. Thay đổi so với"), "section 2 begins on page 1");
    const rows = sheets.filter((sheet) => /^\s*CT-[IVX]+\.\d+ /m.test(sheet) && sheet.includes("Lộ trình"));
    const fourth = sheets.slice(sheets.findIndex((sheet) => sheet.includes("4. Chỉ tiêu theo nhóm")), sheets.findIndex((sheet) => sheet.includes("5. Nhiệm vụ theo nhóm")));
    assert.ok(fourth.length >= 4 && rows.length >= 4);
    for (const sheet of fourth) assert.ok(sheet.includes("Thực hiện") && sheet.includes("Tình trạng"), sheet.slice(0, 300));
    assert.ok(flat(sheets.join(" ")).includes(inside), inside);
    assert.ok(sheets.length <= 40, `${sheets.length} pages`);
  });
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
