import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDeviceProofs } from './device-proof.ts';

const key = randomBytes(32);
const day = 24 * 3600_000;

function bench(sealing = key) {
  let now = Date.UTC(2026, 0, 1);
  const proofs = createDeviceProofs({ key: sealing, clock: () => now, random: randomBytes });
  return { ...proofs, later: (days: number) => (now += days * day) };
}

describe('the proof of a device', () => {
  it('holds for whoever signed in there, and keeps its name', () => {
    const { deviceOf, proven } = bench();
    const first = proven(null, 'ann');
    const name = deviceOf(first, 'ann');
    expect(name).toMatch(/^[\w-]{16}$/);
    expect(deviceOf(proven(first, 'ann'), 'ann')).toBe(name);
    expect(first).toMatch(/^[\w.~-]+$/);
  });

  it('holds for nobody else, under no other key, changed in no letter, and not for ever', () => {
    const { deviceOf, proven, later } = bench();
    const proof = proven(null, 'ann');
    expect(deviceOf(proof, 'bob')).toBeNull();
    expect(bench(randomBytes(32)).deviceOf(proof, 'ann')).toBeNull();
    for (let at = 0; at < proof.length; at++) {
      const other = proof[at] === 'A' ? 'B' : 'A';
      const changed = proof.slice(0, at) + other + proof.slice(at + 1);
      // The last letter of base64 has bits that say nothing.
      if (
        Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
          Buffer.from(proof.split('.')[2] ?? '', 'base64url'),
        )
      )
        if (at >= proof.lastIndexOf('.')) continue;
      expect([at, deviceOf(changed, 'ann')]).toEqual([at, null]);
    }
    later(181);
    expect(deviceOf(proof, 'ann')).toBeNull();
  });

  it.each([null, '', '~', '...', '~~~~~~~~~', 'x'.repeat(5000), 'a.b.c', 'AAAAAAAAAAAAAAAA.99999999999.'])(
    '%j proves nothing',
    (text) => {
      const { deviceOf, proven } = bench();
      expect(deviceOf(text, 'ann')).toBeNull();
      expect(deviceOf(proven(text, 'ann'), 'ann')).not.toBeNull();
    },
  );

  it('is kept for the last five people of a browser', () => {
    const { deviceOf, proven } = bench();
    const people = Array.from({ length: 7 }, (_, at) => `user${at}`);
    const all = people.reduce<string | null>(proven, null);
    expect(people.filter((user) => deviceOf(all, user) !== null)).toEqual(people.slice(2));
    expect(all?.length).toBeLessThan(600);
  });
});
