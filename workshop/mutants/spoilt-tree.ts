import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Suite } from './mutant.ts';
import type { Bench, Said } from './try-mutants.ts';

/** A suite that takes longer than this, in milliseconds, goes round in circles. */
const patience = 300_000;

export interface SpoiltTree extends Bench {
  remove(): void;
}

/** A copy of what git knows or would take; the packages are those of the tree itself. */
export function copyTree(): SpoiltTree {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-mutants-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
    .toString()
    .split('\0')
    .filter((file) => file !== '');
  for (const file of files) cpSync(file, join(folder, file));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return {
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    write: (file, text) => writeFileSync(join(folder, file), text),
    run: (suite) => runIn(folder, suite),
    seconds: () => performance.now() / 1000,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function runIn(folder: string, { file, project, tests }: Suite): Promise<Said | 'endless'> {
  const report = join(folder, 'told.json');
  rmSync(report, { force: true });
  const code = await silent(folder, [
    ...['run', '--project', project ?? 'node', file, '--reporter=json', `--outputFile=${report}`, '--bail=1'],
    ...(tests === undefined ? [] : ['-t', tests]),
  ]);
  return code === null ? 'endless' : said(report);
}

function said(report: string): Said {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: Number(numPassedTests), failed: Number(numFailedTests) };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/** Null: it was given up. One run with others of the same seed: what is noticed once is noticed again. */
function silent(folder: string, args: readonly string[]): Promise<number | null> {
  return new Promise((settle) => {
    const child = spawn('node_modules/.bin/vitest', args, {
      cwd: folder,
      stdio: 'ignore',
      detached: true,
      env: { ...process.env, CI: 'true', GUIJU_SHRINK: 'no' },
    });
    let gaveUp = false;
    const timer = setTimeout(() => {
      gaveUp = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, patience);
    child.on('exit', (code) => {
      clearTimeout(timer);
      settle(gaveUp ? null : (code ?? 1));
    });
  });
}
