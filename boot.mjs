#!/usr/bin/env node
/**
 * The door every Node can open: an old one cannot even parse a .ts file to complain about its age.
 * Written in plain JavaScript for that reason; it decides which Node runs what, and nothing else.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = [24, 7];
const self = fileURLToPath(import.meta.url);

if (isNewEnough(process.versions.node)) {
  beginFrugally();
  await run();
} else {
  const newer = nodeOfTheProject();
  if (newer) runWith(newer);
  else complain();
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

function run() {
  if (module.enableCompileCache) module.enableCompileCache();
  // A checkout runs its sources; the package carries JavaScript, because Node strips no types below node_modules.
  const source = new URL('./runtime/main.ts', import.meta.url);
  return import(existsSync(source) ? source.href : new URL('./dist/runtime/main.js', import.meta.url).href);
}

/**
 * The C library of Linux keeps memory for each thread that ever asked for some, and a server has a dozen of them: after
 * much work that is a third of all it holds. How much it keeps it reads where a process begins, so a server begins once
 * more as itself, with the same id. Whoever said how much, or waits for messages of this process, is left alone.
 */
function beginFrugally() {
  const { platform, argv, env, execPath, execArgv, execve } = process;
  const isServer = argv[2] === 'start';
  if (platform !== 'linux' || !isServer || env.MALLOC_ARENA_MAX || process.send || !execve) return;
  execve.call(process, execPath, [execPath, ...execArgv, self, ...argv.slice(2)], {
    ...env,
    MALLOC_ARENA_MAX: '2',
  });
}

/** The optional dependency `node`, where it was installed and has a binary for this machine. */
function nodeOfTheProject() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function runWith(node) {
  const child = spawn(node, [self].concat(process.argv.slice(2)), { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child as well; twice would read as impatience.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  }
  child.on('error', complain);
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : code);
  });
}

function complain() {
  const needed = NEEDED.join('.');
  const current = process.versions.node;
  console.error(
    `guiju 需要 Node ${needed} 或更新版本，当前是 ${current}；在项目目录运行 npm ci 会自带 Node 24，之后用 npm start 或 npx guiju 启动。`,
  );
  console.error(
    `guiju needs Node ${needed} or newer, this is ${current}; npm ci brings Node 24 along, then use npm start or npx guiju.`,
  );
  process.exit(1);
}
