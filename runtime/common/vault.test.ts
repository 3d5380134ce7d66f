import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createVault } from './vault.ts';

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
  const other = sealed.at(-2) === 'A' ? 'B' : 'A';
  expect(() => vault.open(`${sealed.slice(0, -2)}${other}${sealed.at(-1)}`)).toThrow();
});
