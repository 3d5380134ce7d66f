import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../../../workshop/runs.ts';
import type { Connection } from '../../database/database.ts';
import { type Attempt, createThrottles } from './throttles.ts';

const free = 10;
const accounts = ['ann', 'bob', 'eve'];
const office = 'office';

type Move =
  | { readonly does: 'guess'; readonly account: number; readonly from: number }
  | { readonly does: 'owner'; readonly account: number; readonly by: 'device' | 'office' | 'elsewhere' }
  | { readonly does: 'wait'; readonly seconds: number };

const account = fc.integer({ min: 0, max: accounts.length - 1 });
const moves: fc.Arbitrary<Move> = fc.oneof(
  // Of networks, 0 is the office; from 1 on they are many.
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('guess'), account, from: fc.integer({ min: 0, max: 40 }) }),
  },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('guess'), account, from: fc.constant(0) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('owner'),
      account,
      by: fc.constantFrom('device', 'office', 'elsewhere'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 120 }) }),
  },
);

/** Nothing stands in its trail but that everybody signed in at the office before. */
function trail(): Connection {
  const sql = async <R>(statement: string) =>
    (/actor = /.test(statement) ? [{ detail: JSON.stringify({ address: office }) }] : []) as R[];
  return { all: sql, first: async () => undefined, run: async () => ({ changes: 0 }) };
}

it('owners with a known device always get in, and nobody who guesses has more than his number of guesses, whoever signs in between', async () => {
  const law = fc.asyncProperty(fc.array(moves, { minLength: 100, maxLength: 400 }), async (all) => {
    let now = 1_000_000_000;
    let away = 0;
    const began = now;
    const throttles = createThrottles(trail(), () => now);
    const guessed = new Map<string, number>();
    const attempt = (at: number, network: string, device: string | null = null): Attempt => {
      const name = accounts[at] ?? '';
      return { account: name, user: name, network, device };
    };
    const add = (key: string) => guessed.set(key, (guessed.get(key) ?? 0) + 1);
    for (const move of all) {
      if (move.does === 'wait') now += move.seconds * 1000;
      else if (move.does === 'guess') {
        const made = attempt(move.account, move.from === 0 ? office : `net-${move.from}`);
        if ((await throttles.enter(made, free)) === null)
          add(`${made.account} ${move.from === 0 ? 'beside its owner' : 'from elsewhere'}`);
      } else {
        const network = move.by === 'office' ? office : `new-${++away}`;
        const made = attempt(move.account, network, move.by === 'device' ? `device-${move.account}` : null);
        const pause = await throttles.enter(made, free);
        if (move.by === 'device') expect(pause).toBeNull();
        if (pause === null) await throttles.succeeded(made);
      }
    }
    const minutes = (now - began) / 60_000;
    // Six shorter pauses come before those of a minute; beside an owner his sign-ins forgive so many at most.
    const hours = Math.floor(minutes / 60) + 1;
    const slow = free + 6 + minutes;
    for (const [key, count] of guessed)
      expect(count, key).toBeLessThanOrEqual(/beside/.test(key) ? slow + 60 * hours + free * hours : slow);
  });
  await fc.assert(law, { numRuns: runs(60, 3_000) });
});

it('failures of neighbours at other accounts keep out nobody who is known there', async () => {
  const law = fc.asyncProperty(
    fc.array(fc.nat(1_000_000), { minLength: 30, maxLength: 200 }),
    async (names) => {
      const throttles = createThrottles(trail(), () => 1_000_000_000);
      for (const name of names)
        await throttles.enter({ account: `x${name}`, user: null, network: office, device: null }, free);
      const owner: Attempt = { account: 'ann', user: 'ann', network: office, device: null };
      expect(await throttles.enter(owner, free)).toBeNull();
      const stranger: Attempt = { account: 'zoe', user: null, network: office, device: null };
      expect(await throttles.enter(stranger, free)).toMatchObject({ by: 'network' });
    },
  );
  await fc.assert(law, { numRuns: runs(30, 1_000) });
});
