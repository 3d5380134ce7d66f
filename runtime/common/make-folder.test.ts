import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-made-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder that is made', () => {
  it('comes with those above it, the uppermost of which is answered, and is made once', () => {
    const deep = join(folder, 'a', 'b', 'c');
    expect(makeFolder(deep, 0o700)).toBe(join(folder, 'a'));
    expect(statSync(deep).mode & 0o777).toBe(0o700);
    expect(makeFolder(deep)).toBeUndefined();
    expect(makeFolder(join(folder, 'a', 'd'))).toBe(join(folder, 'a', 'd'));
  });

  it('is refused where a file stands', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file'))).toThrow('EEXIST');
    expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow('EEXIST');
  });

  it.runIf(existsSync('/proc'))('is refused where a system takes none', () => {
    expect(() => makeFolder('/proc/nope/below')).toThrow(/ENOENT|EACCES|EPERM/);
  });
});
