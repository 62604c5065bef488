// The command line where no program is built for the system: `check`, `fix` and `outline` of the WebAssembly build.
import { readFileSync, readdirSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { check, fix, outline } from "./index.js";

const HELP = `This is the WebAssembly build of speclint, as there is no program for ${process.platform}-${process.arch}.

Usage: speclint [check] [--all-releases] [--deny-warnings] [--format text|json]
       speclint fix [--all-releases] [--unsafe-fixes] [--add-missing TEXT]
       speclint outline FILE...
`;

const OPTIONS = {
  check: { "all-releases": { type: "boolean" }, "deny-warnings": { type: "boolean" }, format: { type: "string" } },
  fix: {
    "all-releases": { type: "boolean" },
    "unsafe-fixes": { type: "boolean" },
    "add-missing": { type: "string" },
  },
  outline: {},
};

/** Runs the command line; the exit code. */
export function main(args) {
  try {
    return run(args);
  } catch (error) {
    const place = error.path ? `${error.path}${error.line ? `:${error.line}` : ""}: ` : "";
    process.stderr.write(`error: ${place}${error.message}\n${error.help ? `  help: ${error.help}\n` : ""}`);
    return 2;
  }
}

function run(args) {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return 0;
  }
  if (args.includes("--version")) {
    const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
    process.stdout.write(`speclint ${version} (WebAssembly)\n`);
    return 0;
  }
  const [command, ...rest] = args.length === 0 || args[0].startsWith("-") ? ["check", ...args] : args;
  if (!Object.hasOwn(OPTIONS, command)) {
    throw Object.assign(new Error(`no command \`${command}\` in this build`), { help: `\n${HELP}` });
  }
  const allowPositionals = command === "outline";
  const { values, positionals } = parseArgs({ args: rest, options: OPTIONS[command], allowPositionals });
  if (command === "outline") {
    positionals.forEach((path) => printOutline(path));
    return 0;
  }
  const { format = "text", ...others } = values;
  if (format !== "text" && format !== "json") {
    throw new Error(`no format \`${format}\`, but text and json`);
  }
  const options = Object.fromEntries(Object.entries(others).map(([name, value]) => [name.replaceAll("-", "_"), value]));
  const root = rootOf(process.cwd());
  const files = filesBelow(root);
  return command === "check" ? printCheck(check(files, options), format) : writeFixes(root, fix(files, options));
}

function printCheck({ report, text }, format) {
  process.stdout.write(format === "json" ? `${JSON.stringify(report, null, 2)}\n` : text);
  if (report.errors.length > 0) {
    return 2;
  }
  return report.passes ? 0 : 1;
}

function writeFixes(root, { files, refused, left, errors }) {
  for (const [path, text] of Object.entries(files)) {
    const whole = join(root, path);
    const beside = `${whole}.speclint-${process.pid}`;
    writeFileSync(beside, text, { mode: statSync(whole).mode });
    renameSync(beside, whole);
    process.stdout.write(`${path}: fixed\n`);
  }
  for (const { path, line = 1, rule, why } of refused) {
    process.stdout.write(`${path}:${line}: ${rule} not fixed: ${why}\n`);
  }
  for (const { path, message } of errors) {
    process.stderr.write(`error: ${path ?? "release.toml"}: ${message}\n`);
  }
  process.stdout.write(`${left} left, see \`speclint check\`\n`);
  return errors.length > 0 ? 2 : 0;
}

function printOutline(path) {
  const { title, subtitle, sections } = outline(path, readFileSync(path, "utf8"));
  const line = (heading, depth) => `${String(heading.line).padStart(6)}  ${"  ".repeat(depth)}${heading.text}\n`;
  const tree = (list, depth) =>
    list.map((section) => line(section, depth) + tree(section.sections, depth + 1)).join("");
  const heads = [title, subtitle].filter(Boolean).map((heading) => line(heading, 0));
  process.stdout.write(`${path}\n${heads.join("")}${tree(sections, 1)}\n`);
}

/** The nearest directory upwards with a configuration. */
function rootOf(directory) {
  const names = readdirSync(directory);
  if (names.includes("release.toml") || names.includes("speclint.toml")) {
    return realpathSync(directory);
  }
  if (dirname(directory) === directory) {
    throw new Error("no `release.toml` in this directory or above");
  }
  return rootOf(dirname(directory));
}

/** The files of a repository. A link to a file is that file; one that leads out of the repository is refused. */
function filesBelow(root) {
  const files = {};
  const walk = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && entry.name !== ".git" && entry.name !== "node_modules") {
        walk(path);
      } else if (entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path))) {
        const name = relative(root, path).split(sep).join("/");
        if (relative(root, realpathSync(path)).split(sep)[0] === "..") {
          throw new Error(`${name}: the link leads out of the repository`);
        }
        files[name] = contents(path);
      }
    }
  };
  walk(root);
  return files;
}

function leadsToFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A text, or the bytes of a document that is none. Of other files it counts only that they are there. */
function contents(path) {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return /\.(rst|md|markdown)$/i.test(path) ? bytes : "";
  }
}
