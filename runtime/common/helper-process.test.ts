import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { HelperProcess } from './helper-process.ts';
import { pieceSize } from './pieces.ts';

const folder = mkdtempSync(join(tmpdir(), 'helper-'));
afterAll(() => rmSync(folder, { recursive: true }));

const here = (path: string) => new URL(path, import.meta.url).href;

/** A helper whose program says of each question what came of it. */
function helper<Reply>(name: string, program: string) {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, program);
  const failed = (why: string) => () => new Error(why);
  const options = { heap: 256, memory: 1_024, ended: failed('ended'), tooSlow: failed('slow') };
  return new HelperProcess<{ readonly type: string; readonly bytes: Uint8Array }, Reply>(
    pathToFileURL(path),
    options,
  );
}

const sizes = [0, 1, pieceSize, pieceSize + 1, 3 * pieceSize];

describe('bytes for a helper', () => {
  const bytesOf = (size: number) => new Uint8Array(size).map((_, at) => at % 251);

  it('are what they were, whatever their size, question after question', async () => {
    const asked = helper<string>(
      'whole',
      `import { hash } from 'node:crypto';
      import { answerParent } from '${here('./answer-parent.ts')}';
      answerParent(async ({ type, bytes }) => type + hash('sha256', bytes));`,
    );
    for (const size of sizes)
      expect(await asked.ask({ type: `${size} `, bytes: bytesOf(size) }, 30_000)).toBe(
        `${size} ${hash('sha256', bytesOf(size))}`,
      );
    await asked.end();
  });

  it('are never copied all at once, where they are many', async () => {
    const asked = helper<readonly number[]>(
      'pieces',
      `const sizes = [];
      process.on('message', ({ piece, bytes }) => {
        sizes.push((piece ?? bytes).length);
        if (bytes) process.send(sizes.splice(0));
      });`,
    );
    expect(await asked.ask({ type: '', bytes: bytesOf(pieceSize) }, 30_000)).toEqual([pieceSize]);
    const rest = [pieceSize, pieceSize, 5, 0];
    expect(await asked.ask({ type: '', bytes: bytesOf(2 * pieceSize + 5) }, 30_000)).toEqual(rest);
    await asked.end();
  });
});
