import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installOnDebian } from './install-on-debian.ts';

/** A scanner of its own for a test, which knows these signatures and no others. */
export interface RunningClamd {
  readonly path: string;
  close(): Promise<void>;
}

/** `signatures`: texts by which a content is known, by the names that are told. `largest`: bytes of a content. */
export async function startClamd(
  signatures: Readonly<Record<string, string>>,
  largest: number,
): Promise<RunningClamd> {
  if (spawnSync('clamd', ['--version']).error) await installOnDebian(['clamav-daemon']);
  const folder = mkdtempSync(join(tmpdir(), 'guiju-clamd-'));
  const [path, settings] = [join(folder, 'socket'), join(folder, 'clamd.conf')];
  mkdirSync(join(folder, 'signatures'));
  const lines = Object.entries(signatures).map(
    ([name, text]) => `${name}:0:*:${Buffer.from(text).toString('hex')}\n`,
  );
  writeFileSync(join(folder, 'signatures', 'own.ndb'), lines.join(''));
  const said = {
    LocalSocket: path,
    DatabaseDirectory: join(folder, 'signatures'),
    TemporaryDirectory: folder,
    Foreground: 'yes',
    StreamMaxLength: String(largest),
    MaxThreads: '2',
  };
  writeFileSync(
    settings,
    Object.entries(said)
      .map((line) => `${line.join(' ')}\n`)
      .join(''),
  );
  const child = spawn('clamd', ['--config-file', settings], { stdio: 'ignore' });
  const end = async () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await listening(child, path);
  } catch (error) {
    await end();
    throw error;
  }
  return { path, close: end };
}

async function listening(child: ChildProcess, path: string): Promise<void> {
  let failure: string | null = null;
  child.once('error', () => {
    failure =
      'The test of scanning needs clamd, which is not here (on Debian: apt-get install clamav-daemon).';
  });
  child.once('exit', (code) => {
    failure ??= `clamd ended with ${code}`;
  });
  for (let left = 300; left > 0; left -= 1) {
    if (failure !== null) throw new Error(failure);
    if (existsSync(path) && (await answers(path))) return;
    await sleep(100);
  }
  throw new Error('clamd did not begin to listen');
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
