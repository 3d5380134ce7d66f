import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openDatabase } from './drivers/open-database.ts';

/** A program in a process of its own, which may kill itself. */
export async function runToItsEnd(
  script: string,
): Promise<{ readonly killed: boolean; readonly output: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  const [, signal] = await once(child, 'close');
  return { killed: signal === 'SIGKILL', output: output.trim() };
}

/** Frees the leases of a dead process. */
export async function freeLeases(url: string): Promise<void> {
  const database = await openDatabase(url, '/nowhere');
  await database.run('UPDATE gj_lease SET expires_at = 0');
  await database.close();
}

/** Counts the moments, as the last of the processes that were to die at one says. */
export function momentsOf(outputs: readonly string[]): number {
  return Number(outputs.at(-1)?.replace('survived ', ''));
}
