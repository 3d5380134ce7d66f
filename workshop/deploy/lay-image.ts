import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Copy, copiesOf, type Stage, type Step } from './dockerfile.ts';

interface LockEntry {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** Carries out the steps of a Dockerfile in folders, one a stage; answers that of the last. */
export function layImage(stages: readonly Stage[], folder: string): string {
  for (const stage of stages) layStage(stage, folder);
  return join(folder, stages.at(-1)?.name ?? '');
}

function layStage(stage: Stage, folder: string): void {
  const root = join(folder, stage.name);
  let at = root;
  mkdirSync(root);
  const copies = [...copiesOf(stage)];
  for (const step of stage.steps) {
    if (step.does === 'WORKDIR') {
      at = join(root, step.rest);
      mkdirSync(at, { recursive: true });
    } else if (step.does === 'COPY') copy(copies.shift(), { folder, at });
    else if (step.does === 'RUN') run(step, at);
  }
}

function copy(one: Copy | undefined, { folder, at }: { readonly folder: string; readonly at: string }): void {
  for (const source of one?.sources ?? []) {
    const path = one?.from === undefined ? resolve(source) : join(folder, one.from, source);
    const target = join(at, one?.target.endsWith('/') ? basename(source) : (one?.target ?? ''));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(path, target, { recursive: true, verbatimSymlinks: true, filter: (each) => !isIgnored(each) });
  }
}

/** As the last lines of .dockerignore say. */
const isIgnored = (path: string) =>
  path.startsWith(resolve('.')) && (path.endsWith('.test.ts') || basename(path) === 'node_modules');

/** Users are the machine's, and the registry is not asked: modules are those of the checkout that the lock file names. */
function run({ rest }: Step, at: string): void {
  for (const command of rest.split(' && ')) {
    if (/^(groupadd|useradd|install) /.test(command)) continue;
    if (command === 'npm ci --ignore-scripts') symlinkSync(resolve('node_modules'), join(at, 'node_modules'));
    else if (command === 'npm ci --omit=dev --ignore-scripts') layModules(at);
    else {
      const path = `${dirname(process.execPath)}:/usr/bin:/bin`;
      execFileSync('sh', ['-ec', command], { cwd: at, env: { PATH: path }, stdio: 'inherit' });
    }
  }
}

function layModules(at: string): void {
  const { packages } = JSON.parse(readFileSync(join(at, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockEntry>>;
  };
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    if (path === '' || dev || devOptional || !existsSync(path)) continue;
    // Those inside another one are in the lock file themselves.
    cpSync(path, join(at, path), {
      recursive: true,
      dereference: true,
      filter: (each) => !each.slice(path.length).split('/').includes('node_modules'),
    });
  }
}

export interface ImageUser {
  readonly uid: number;
  readonly gid: number;
}

/** Gives all of it to root, to be read by everybody and written by nobody. */
export function seal(root: string): void {
  execFileSync('chmod', ['-R', 'a+rX,a-w', root]);
}

/** A folder that this user alone writes. */
export function folderOf({ uid, gid }: ImageUser, path: string): string {
  mkdirSync(path);
  chownSync(path, uid, gid);
  chmodSync(path, 0o700);
  return path;
}

/** A folder with this very Node in it, for whoever may not look where it is. */
export function layNode(path: string): string {
  mkdirSync(path);
  copyFileSync(process.execPath, join(path, 'node'));
  chmodSync(join(path, 'node'), 0o755);
  return path;
}
