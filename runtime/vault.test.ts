import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createVault, installationKey } from './vault.ts';

const key = (fill: number) => new Uint8Array(32).fill(fill);

it('opens what it sealed, and seals the same text differently each time', () => {
  const vault = createVault(key(1));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = vault.seal(text);
      expect(vault.open(sealed)).toBe(text);
      expect(vault.isSealed(sealed)).toBe(true);
      expect(vault.seal(text)).not.toBe(sealed);
    }),
  );
});

it('opens with an older key, seals with the newest, and with neither says so', () => {
  const old = createVault(key(1)).seal('密码');
  expect(createVault(key(2), key(1)).open(old)).toBe('密码');
  expect(() => createVault(key(2)).open(old)).toThrow(/no key/);
  expect(createVault(key(1)).open(createVault(key(1), key(2)).seal('x'))).toBe('x');
});

it('refuses a text that somebody changed', () => {
  const vault = createVault(key(1));
  const sealed = vault.seal('secret');
  const last = sealed.at(-1) === 'A' ? 'B' : 'A';
  expect(() => vault.open(`${sealed.slice(0, -2)}${last}${sealed.at(-1)}`)).toThrow();
});

it('makes a key file once, readable by its owner alone', () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-vault-'));
  const first = installationKey(undefined, home);
  expect(installationKey(undefined, home)).toEqual(first);
  expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(installationKey(key(9), home)).toEqual(key(9));
  rmSync(home, { recursive: true });
});

it('refuses a key file that holds no key', () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-vault-'));
  writeFileSync(join(home, 'secret.key'), 'swordfish');
  expect(() => installationKey(undefined, home)).toThrow('key-file-wrong');
  rmSync(home, { recursive: true });
});
