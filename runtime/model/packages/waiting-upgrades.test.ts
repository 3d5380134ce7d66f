import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { waitingUpgrades, waitingWith } from './waiting-upgrades.ts';

const place = mkdtempSync(join(tmpdir(), 'guiju-beside-'));
const beside = (name: string, version: string, peerDependencies = {}) => {
  const folder = join(place, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, peerDependencies }));
  return folder;
};
const folders = [
  beside('goods', '1.1.0', { ground: '^1.0.0' }),
  beside('ground', '1.0.0'),
  beside('sales', '2.0.0', { goods: '^1.1.0', codes: '^1.0.0' }),
  beside('codes', '1.0.0', { ground: '^1.0.0', lists: '^1.0.0' }),
  beside('lists', '1.0.0'),
  beside('other', '1.0.0'),
];
afterAll(() => rmSync(place, { recursive: true }));

const installed = (versions: Readonly<Record<string, string>>) =>
  Object.entries(versions).map(([name, version]) => ({ name, version }));
const names = (found: readonly { readonly name: string; readonly from: string | null }[]) =>
  found.map(({ name, from }) => `${name} ${from}`).sort();

describe('packages beside the server', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['are newer', { ground: '1.0.0', goods: '1.0.0' }, ['goods 1.0.0']],
    ['are as new', { ground: '1.0.0', goods: '1.1.0' }, []],
    ['are older', { ground: '1.2.0' }, []],
    [
      'newly need others, which need more',
      { ground: '1.0.0', goods: '1.1.0', sales: '1.0.0' },
      ['codes null', 'lists null', 'sales 1.0.0'],
    ],
    ['are none of ours', { mine: '1.0.0' }, []],
  ])('wait where they %s', (_name, versions, expected) => {
    expect(names(waitingUpgrades(installed(versions), folders))).toEqual(expected);
  });

  it('go together with what they need, and with nothing else', () => {
    const now = installed({ ground: '0.9.0', goods: '1.0.0', sales: '1.0.0', other: '0.1.0' });
    expect(names(waitingWith('sales', now, folders))).toEqual([
      ...['codes null', 'goods 1.0.0', 'ground 0.9.0', 'lists null', 'sales 1.0.0'],
    ]);
    expect(waitingWith('sales', now, folders)[0]?.name).toBe('sales');
    expect(names(waitingWith('other', now, folders))).toEqual(['other 0.1.0']);
    expect(waitingWith('lists', now, folders).map(({ name }) => name)).toEqual(['lists']);
  });
});
