import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../../workshop/runs.ts';
import { takenOver } from './taken-over.ts';

const login = fc.constantFrom('a', 'b', 'c', 'd');
const channel = fc.constantFrom('leqi' as const, 'rpa' as const, 'tax-control' as const);
const drawer = fc.constantFrom('张三', '李四');
const keyOf = (one: { readonly channel?: string | null; readonly login?: string | null }) =>
  `${one.channel} ${one.login}`;
const known = fc.uniqueArray(
  fc.record({ login, name: login, drawer, online: fc.boolean(), channel, queueLength: fc.nat(3) }),
  { selector: keyOf },
);
const named = fc.array(
  fc.record(
    { login, drawer, online: fc.boolean(), channel, name: login, queueLength: fc.nat(3) },
    { requiredKeys: ['login', 'drawer', 'online', 'channel'] },
  ),
  { maxLength: 5 },
);

describe('accounts that are taken over', () => {
  it('are afterwards what the cloud says: each with what it names, the others as they were or offline', () => {
    fc.assert(
      fc.property(known, named, fc.subarray(['leqi', 'rpa', 'tax-control']), (before, cloud, keeps) => {
        const { added, changed, offline } = takenOver(before, cloud, new Set(keeps));
        const after = [
          ...before.map((one) => {
            const change = changed.find(({ account }) => account === one);
            return { ...one, ...change?.values, ...(offline.includes(one) ? { online: false } : {}) };
          }),
          ...added,
        ];
        // Slowly: account by account, the last that the cloud says of one.
        const keys = new Set([...before, ...cloud].map(keyOf));
        expect(after.map(keyOf).sort()).toEqual([...keys].sort());
        for (const one of after) {
          const was = before.find((other) => keyOf(other) === keyOf(one));
          const said = cloud.filter((other) => keyOf(other) === keyOf(one)).at(-1);
          if (said) expect(one).toEqual({ ...(was ?? { name: said.login }), ...said });
          else if (was && keeps.includes(was.channel)) expect(one).toEqual({ ...was, online: false });
          else expect(one).toEqual(was);
        }
        // What is as it was is told of nobody, so that a second time changes nothing.
        expect(takenOver(after, cloud, new Set(keeps))).toEqual({ added: [], changed: [], offline: [] });
      }),
      { numRuns: drawn(300) },
    );
  });
});
