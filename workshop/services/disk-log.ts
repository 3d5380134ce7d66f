import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installOnDebian } from './install-on-debian.ts';

const source = fileURLToPath(new URL('../powercut/disk-log.c', import.meta.url));

/** Compiles what notes what a process does to its disk, or has Debian install a compiler; answers where it is. */
export async function buildDiskLog(): Promise<string> {
  const library = join(mkdtempSync(join(tmpdir(), 'guiju-disk-log-')), 'disk-log.so');
  const compile = () =>
    spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl', '-lpthread']);
  const done = compile();
  if (!done.error && done.status === 0) return library;
  await installOnDebian(['gcc', 'libc6-dev']);
  const { error, status, stderr } = compile();
  if (error || status !== 0)
    throw new Error(
      `The disk is watched by a library in C, which needs a compiler (on Debian: apt-get install gcc libc6-dev). ${stderr ?? ''}`,
    );
  return library;
}
