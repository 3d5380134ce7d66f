import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Env = Readonly<Record<string, string | undefined>>;

/** Runs a command to its end, at the lowest pace that leaves others theirs; throws with what it said where it failed. */
export function ran(
  command: readonly string[],
  { cwd, env = process.env }: { readonly cwd: string; readonly env?: Env },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '15', ...command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (some: Buffer) => {
        said = `${said}${some.toString()}`.slice(-3_000);
      });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command.join(' ')} ended with ${code}: ${said}`));
    });
  });
}

/** Brings packages into a folder of their own, at versions that are said, and runs no script of theirs. */
export async function installed(
  folder: string,
  packages: Readonly<Record<string, string>>,
): Promise<boolean> {
  const done = join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return false;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  await ran(['npm', 'install', ...quiet], { cwd: folder });
  return true;
}

export function installedWhole(folder: string, packages: Readonly<Record<string, string>>): void {
  writeFileSync(join(folder, 'installed.json'), JSON.stringify(packages));
}

/** Compiles a package from the sources it brought, with the headers of the Node that npm brought: nothing is fetched. */
export async function rebuilt(folder: string, name: string): Promise<void> {
  const cwd = join(folder, 'node_modules', name);
  if (existsSync(join(cwd, 'build/Release'))) return;
  const gyp = createRequire(join(folder, 'package.json')).resolve('node-gyp/bin/node-gyp.js');
  await ran([process.execPath, gyp, 'rebuild', `--nodedir=${headers()}`], { cwd });
}

/** The folder of the running Node that has `include`: above its binary, or in the package beside it. */
function headers(): string {
  const bin = dirname(realpathSync(process.execPath));
  const beside = `../node_modules/node-${process.platform}-${process.arch}`;
  const found = ['..', beside]
    .map((path) => join(bin, path))
    .find((path) => existsSync(join(path, 'include/node')));
  if (found === undefined) throw new Error(`no headers of Node near ${process.execPath}`);
  return found;
}

/** What a peer is started with: nothing of ours but Node, UTC, and the settings of SQLite that are the same for all. */
export function peerEnv(settings: string): Record<string, string> {
  const preload = fileURLToPath(new URL('./same-sqlite.ts', import.meta.url));
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    TZ: 'UTC',
    NODE_ENV: 'production',
    NODE_OPTIONS: `--import=${preload} --disable-warning=ExperimentalWarning`,
    BENCH_SETTINGS: settings,
  };
}
