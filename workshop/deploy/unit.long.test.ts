import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDeployFile } from './deploy-files.ts';
import { substituted } from './running.ts';

describe.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)('guiju.service', () => {
  let folder: string;
  let unit: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-unit-'));
    unit = join(folder, 'guiju.service');
    const program = { '/opt/guiju/node_modules/.bin/guiju': process.execPath };
    writeFileSync(unit, substituted(readDeployFile('guiju.service'), program));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken by systemd without a word', () => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('leaves the server little that it could do to the machine', () => {
    const said = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', unit], {
      encoding: 'utf8',
    });
    expect(Number(/exposure level for guiju\.service: ([\d.]+)/.exec(said)?.[1])).toBeLessThan(2);
  });
});
