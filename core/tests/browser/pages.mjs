// The pages under test, written by the command line itself: the sample, a ledger without measurements, everything
// overdue, and a plan and measurements that try to be more than text.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const plan = join(root, "seeds", "plans", "dong-nai-2026-2030");
const sample = join(root, "seeds", "sample", "so-lieu-minh-hoa.csv");

export const folder = mkdtempSync(join(tmpdir(), "tiendo-page-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

// What a hostile title, note or narrative says; each must be read on the page, letter by letter.
export const hostile = {
  title: `<script>window.struck=1</script>"><img src=x onerror="window.struck=1">&lt;b&gt; {{title}}`,
  note: `</summary></details><script>window.struck=1</script> 'x' & y`,
  narrative: `_<script>window.struck=1</script>_ <img src=x onerror=window.struck=1> {{ title }} {% if %}`,
  turned: "\u202eđảo chiều\u202c \u2067phải sang trái\u2069 hết",
  long: "Ghi chú rất dài không có khoảng trắng: " + "ă".repeat(10_000),
};

function write(name, options) {
  const path = join(folder, `${name}.html`);
  const words = ["run", "--quiet", "--package", "tiendo-examples", "--example", "monthly_report", "--"];
  const run = spawnSync("cargo", [...words, "--format", "html", "--output", path, ...options], { cwd: root, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${name}: ${run.stderr}`);
  return path;
}

// The first plan with one title replaced, and measurements whose notes are hostile.
function hostilePlan() {
  const changed = join(folder, "plan");
  cpSync(plan, changed, { recursive: true });
  const table = join(changed, "indicators.tsv");
  const lines = readFileSync(table, "utf8").split("\n");
  const row = lines.findIndex((line) => line.split("\t").some((cell) => cell.startsWith("Tỷ lệ hồ sơ dịch vụ công trực tuyến")));
  const cells = lines[row].split("\t");
  const title = cells.findIndex((cell) => cell.startsWith("Tỷ lệ hồ sơ dịch vụ công trực tuyến"));
  cells[title] = hostile.title;
  lines[row] = cells.join("\t");
  writeFileSync(table, lines.join("\n"));
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const figures = join(folder, "measurements.csv");
  const at = "2027-04-05T09:00:00+07:00";
  const entry = (code, note) => `${code},2027-03,50,${at},${quoted(note)}`;
  const notes = [entry("CT-I.1", hostile.note), entry("CT-I.2", hostile.turned), entry("CT-I.3", hostile.long)];
  writeFileSync(figures, ["indicator,period,value,received_at,note", ...notes, ""].join("\n"));
  const words = join(folder, "words.md");
  const keys = ["nguyen-nhan", "kien-nghi", "nhiem-vu-thang-toi", "diem-noi-bat", "CT-I.1"];
  writeFileSync(words, keys.map((key) => `## ${key}\n${hostile.narrative}\n`).join("\n"));
  return ["--narrative", words, "--plan", changed, "--measurements", figures, "--as-of", "2027-03-31"];
}

export function writeAll() {
  mkdirSync(folder, { recursive: true });
  return {
    vi: write("vi", []),
    en: write("en", ["--lang", "en"]),
    empty: write("empty", ["--plan", plan, "--as-of", "2027-03-31"]),
    overdue: write("overdue", ["--measurements", sample, "--plan", plan, "--as-of", "2031-06-30"]),
    hostile: write("hostile", hostilePlan()),
  };
}
