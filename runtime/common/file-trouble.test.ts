import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileTrouble } from './file-trouble.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-trouble-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'file');
writeFileSync(file, '');

function thrown(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was wrong');
}

/** As the system throws it, for what cannot be provoked on every machine. */
const asThrown = (code: string) =>
  Object.assign(new Error(code), { code, syscall: 'open', path: file, errno: -1 });

describe('why a file cannot be used', () => {
  it.each<[string, unknown, string]>([
    ['it is not there', thrown(() => readFileSync(join(folder, 'none'))), 'file-missing'],
    ['it is a folder', thrown(() => readFileSync(folder)), 'file-is-folder'],
    ['a file stands where a folder is needed', thrown(() => mkdirSync(join(file, 'x'))), 'file-in-the-way'],
    [
      'it is to be a folder where none can be',
      thrown(() => mkdirSync(join(folder, 'none', 'x'))),
      'folder-not-made',
    ],
    ['somebody else owns it', asThrown('EACCES'), 'file-denied'],
    ['its disk is full', asThrown('ENOSPC'), 'file-disk-full'],
    ['anything else', asThrown('ELOOP'), 'file-trouble'],
  ])('%s', (_sentence, error, code) => {
    expect(fileTrouble(error, folder)).toMatchObject({
      code,
      params: { file: expect.stringContaining(folder) },
    });
  });

  it('is not said of errors of another kind', () => {
    expect(fileTrouble(new Error('x'), file)).toBeUndefined();
    expect(fileTrouble('x', file)).toBeUndefined();
    expect(fileTrouble(thrown(() => readFileSync(folder)))).toBeUndefined();
  });
});
