#!/usr/bin/env node
/**
 * Makes a fresh clone ready and then runs one of the commands below, whatever Node started it.
 * No dependencies: it is what installs them. Runs on the old Node (≥ 20) of the machine; everything it starts
 * runs on the Node 24 that the lock file brings.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(root, ".cache", "ready.lock");
const stamp = join(root, "node_modules", ".niuniu-ready");
const say = (line) => process.stderr.write(`niuniu: ${line}\n`);

/** Node 24 from the lock file: the platform's own package, which needs no install script. */
function node24() {
  const path = join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
  if (!existsSync(path))
    throw new Error(
      `there is no Node 24 for ${process.platform}-${process.arch} in the lock file; Linux on x64 or arm64 is needed`,
    );
  return path;
}

/** What the installed tree must correspond to. */
function wanted() {
  const hash = createHash("sha256").update(process.platform + process.arch);
  const shelves = ["kernel", "platform", "features", "apps"];
  const manifests = shelves.flatMap((shelf) =>
    readdirSync(join(root, shelf)).map((name) => join(shelf, name, "package.json")),
  );
  for (const file of ["package-lock.json", "package.json", ".npmrc", ...manifests.sort()]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

const installed = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** One at a time: a second command waits for the first, and takes over from one that died. */
async function locked(work) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
    const fresh = existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 5_000;
    if (!(holder > 0 ? alive(holder) : fresh)) rmSync(lock, { force: true });
    else if (!told) {
      say("another command is setting up here; waiting for it");
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function writable(path) {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** npm's cache in the home folder where there is one we may write to, else beside the project's own cache. */
function environment() {
  const env = { ...process.env };
  for (const name of ["NODE_OPTIONS", "NODE_ENV", "npm_config_omit", "npm_config_include"]) delete env[name];
  const home = env.npm_config_cache ?? join(homedir(), ".npm");
  if (!writable(home)) env.npm_config_cache = join(root, ".cache", "npm");
  return env;
}

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, env: environment(), stdio: ["ignore", 2, 2], ...options });
  if (done.error) throw done.error;
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${String(done.status ?? done.signal)}`);
}

async function install() {
  if (installed()) return;
  await locked(() => {
    if (installed()) return;
    say("installing what the lock file names (once; about a minute)");
    rmSync(stamp, { force: true });
    run("npm", ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"]);
    node24();
    writeFileSync(stamp, wanted());
  });
}

/** Newest change below a folder, so that the web is built again exactly when something it is made of changed. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name === "dist" || entry.name.endsWith(".test.ts")) continue;
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

/** Has Vite make of some sources what runs, unless that was done since one of them changed. */
async function made(what, config, into, folders) {
  const done = join(root, into, ".built");
  const sources = folders.map((folder) => join(root, folder));
  const source = () => Math.max(statSync(join(root, "package-lock.json")).mtimeMs, ...sources.map(newest));
  const current = () => existsSync(done) && Number(readFileSync(done, "utf8")) >= source();
  if (current()) return;
  await locked(() => {
    if (current()) return;
    const built = source();
    say(`building ${what}`);
    run(node24(), ["node_modules/vite/bin/vite.js", "build", "--config", config, "--logLevel", "warn"]);
    writeFileSync(done, String(built));
  });
}

const shared = ["kernel", "platform", "features"];
const build = () => made("the pages", "apps/web/vite.config.ts", "apps/web/dist", [...shared, "apps/web"]);
const bundle = () => made("the server", "apps/server/vite.config.ts", ".cache/server", [...shared, "apps/server"]);

/** What keeps the server's memory small; bench/house.ts starts it likewise. */
const small = {
  options: [
    // A small nursery: the server holds little for long, and the dead, with the bodies of reports, stay until it is full.
    "--max-semi-space-size=4",
    // Swept once as much again has gathered; by default up to four times as much may.
    "--heap-growing-percent=100",
    // And when nobody asks for anything, which is what this lets it do (platform/host/src/http/sweep.ts).
    "--expose-gc",
  ],
  // The C library gives back what is free. By itself it learns from the first large block that it had better keep such blocks,
  // for each thread apart.
  environment: { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072", MALLOC_TRIM_THRESHOLD_: "131072" },
};

/** What Node makes of the files of a command is kept: the next time it strips no types and compiles nothing anew. */
const compiled = { NODE_COMPILE_CACHE: join(root, ".cache", "compiled") };

/** What tests talk to: a browser, age, PostgreSQL 15, a Chinese font. Root installs Debian's; others get a browser from npm. */
async function peers() {
  const found = (path) => existsSync(path);
  const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(found);
  const missing = () => [
    ...(found("/usr/bin/chromium") ? [] : ["chromium"]),
    ...(found("/usr/bin/age") ? [] : ["age"]),
    ...(found("/usr/lib/postgresql/15/bin/postgres") ? [] : ["postgresql-15"]),
    ...(found("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc") ? [] : ["fonts-noto-cjk"]),
  ];
  if (missing().length > 0 && process.getuid?.() === 0 && found("/usr/bin/apt-get")) {
    await locked(() => {
      if (missing().length === 0) return;
      say(`installing the peers the tests talk to: ${missing().join(" ")}`);
      // Debian would otherwise create and start a cluster of its own, which nobody asked for.
      mkdirSync("/etc/postgresql-common", { recursive: true });
      if (!found("/etc/postgresql-common/createcluster.conf")) {
        writeFileSync(
          "/etc/postgresql-common/createcluster.conf",
          "create_main_cluster = false\nstart_conf = manual\n",
        );
      }
      const env = { ...environment(), DEBIAN_FRONTEND: "noninteractive" };
      run("apt-get", ["update", "-qq"], { env });
      run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing()], { env });
    });
  }
  const without = [
    ...(found("/usr/bin/age") ? [] : ["age"]),
    ...(found("/usr/lib/postgresql/15/bin/postgres") ? [] : ["postgresql-15"]),
  ];
  const chromium = found("/usr/bin/chromium") ? "/usr/bin/chromium" : (browser ?? (await npmChromium()));
  if (without.length > 0) say(`not on this machine, so the tests against them do not run: ${without.join(", ")}`);
  return { NIUNIU_CHROMIUM: chromium, NIUNIU_WITHOUT_PEERS: without.join(",") };
}

/** A Chromium that comes whole in an npm package, with a lock file of its own because few need it. */
async function npmChromium() {
  const folder = join(root, "tools", "chromium");
  await locked(() => {
    if (existsSync(join(folder, "node_modules", ".niuniu-ready"))) return;
    say("no browser on this machine: fetching one from npm for the tests");
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
    writeFileSync(join(folder, "node_modules", ".niuniu-ready"), "");
  });
  const script = "const c=(await import('@sparticuz/chromium')).default;process.stdout.write(await c.executablePath())";
  const out = spawnSync(node24(), ["--input-type=module", "-e", script], { cwd: folder, encoding: "utf8" });
  if (out.status !== 0) throw new Error("the browser from npm could not be unpacked");
  return out.stdout;
}

/** A signal to npm alone ends npm and its shell but never reaches us: what they started ends once they are gone. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const starter = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 250);
  watch.unref();
}

/** Runs on Node 24 in our place, passing signals on, and ends as it ended. */
function hand(args, extra = {}) {
  const child = spawn(node24(), args, {
    cwd: root,
    env: { ...process.env, PATH: `${dirname(node24())}:${process.env.PATH ?? ""}`, ...extra },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  return new Promise((resolve) => child.on("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 1)));
}

const quiet = ["--disable-warning=ExperimentalWarning"];
const commands = {
  async start(args) {
    await install();
    await build();
    await bundle();
    // Whoever plays the sample's people is a process of its own, which runs from the sources.
    const extra = args.includes("--sample") ? { ...small.environment, ...compiled } : small.environment;
    return hand([...quiet, ...small.options, ".cache/server/main.js", ...args], extra);
  },
  async test(args) {
    await install();
    const extra = await peers();
    await build();
    return hand([...quiet, "tools/test.ts", ...args], extra);
  },
  async check(args) {
    await install();
    await build();
    return hand([...quiet, "tools/check.ts", ...args]);
  },
  async fix() {
    await install();
    const steps = [
      ["tools/refusals.ts"],
      ["node_modules/eslint/bin/eslint.js", ".", "--fix"],
      ["node_modules/prettier/bin/prettier.cjs", "--write", "--log-level", "warn", "."],
    ];
    let worst = 0;
    for (const step of steps) worst = Math.max(worst, await hand([...quiet, ...step]));
    return worst;
  },
  async bench(args) {
    await install();
    const extra = await peers();
    await build();
    return hand([...quiet, "bench/main.ts", ...args], extra);
  },
  /** What outsiders run, what whoever runs a server does with the whole of it, and what anybody plays to see what a line does. */
  async niuniu(args) {
    await install();
    if (args[0] === "drill") {
      await build();
      return hand([...quiet, "apps/sample/src/drill/command.ts", ...args.slice(1)], compiled);
    }
    const operator = ["backup", "restore", "doctor", "calendar"].includes(args[0]);
    // Its memory is small and short-lived: to sweep it on other threads costs more than it saves.
    const sweeping = ["--max-semi-space-size=16", "--single-threaded-gc"];
    const program = operator ? ["apps/server/src/operator.ts"] : [...sweeping, "apps/cli/src/main.ts"];
    return hand([...quiet, ...program, ...args], compiled);
  },
  async release(args) {
    await install();
    return hand([...quiet, "tools/release.ts", ...args]);
  },
  async site(args) {
    await install();
    return hand([...quiet, "tools/site.ts", ...args]);
  },
};

const [name = "", ...args] = process.argv.slice(2);
if (!(name in commands)) {
  say(`use one of: ${Object.keys(commands).join(", ")}`);
  process.exit(2);
}
try {
  process.exitCode = await commands[name](args);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
