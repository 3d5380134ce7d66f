import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from '../../metadata/common/decimal.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import { test as closureOf } from '../condition/closure.ts';
import { compileSample, sampleFacts } from '../condition/generated.suite.ts';
import { orgTree } from '../sharing/org-tree.ts';
import { hasBit, noBits, setBit } from './bits.ts';
import { type Candidate, compiledOf } from './candidate.ts';
import { match } from './match.ts';
import { moveBits, moveList, movesOf } from './moves.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

/** More ranges than there are segments: most begin and end inside of one. */
const count = 700;
const tree = orgTree([{ id: 'root', number: '1', name: 'root', parent: null, enabled: true }], 1);
const asked = { org: 'root', tree, localDate: '2026-01-01' };
const order = [{ by: 'priority', descending: false, comparison: 'number' }] as const;

/** Of up to 22 digits; many are one double. */
const decimals = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.constantFrom('1', '900719925474', '123456789012345678'),
    fc.nat(3_000),
    fc.nat(2),
  )
  .map(
    ([sign, head, tail, scale]) =>
      `${sign}${head}${String(tail).padStart(4, '0')}${['', '.5', '.25'][scale]}`,
  );
const days = fc
  .nat(700)
  .map(
    (day) =>
      `20${String(20 + Math.floor(day / 336)).padStart(2, '0')}-${String(1 + (Math.floor(day / 28) % 12)).padStart(2, '0')}-${String(1 + (day % 28)).padStart(2, '0')}`,
  );

const oneSided = ['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'] as const;
type Operator = (typeof oneSided)[number] | 'between' | 'isEmpty';
const leafOf = (operators: readonly Operator[]) =>
  fc
    .tuple(
      fc.constantFrom('amount', 'day', 'lines.amount'),
      fc.constantFrom(...operators),
      decimals,
      decimals,
      days,
      days,
      fc.nat(5),
    )
    .map(([fact, operator, a, b, x, y, how]): Condition => {
      const dated = fact === 'day';
      const [from, to] = dated ? [x, y].sort() : compare(a, b) > 0 ? [b, a] : [a, b];
      const over =
        fact === 'lines.amount' ? { over: how % 2 === 0 ? ('any' as const) : ('every' as const) } : {};
      const value = operator === 'between' ? [from!, to!] : from!;
      const made = { fact, operator, ...(operator !== 'isEmpty' && { value }), ...over };
      return how < 2 ? { not: made } : made;
    });
const conditionsOf = (operators: readonly Operator[]) =>
  fc.array(leafOf(operators), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all }));
const records = fc
  .record({
    amount: fc.option(decimals, { freq: 8 }),
    day: fc.option(days, { freq: 8 }),
    lines: fc.array(fc.record({ amount: fc.option(decimals, { freq: 8 }) }), { maxLength: 4 }),
  })
  .map((record) => record as unknown as JsonObject);

function candidate(condition: Condition, at: number): Candidate {
  return {
    id: `r${at}`,
    record: `r${at}`,
    org: 'root',
    sharing: null,
    enabled: true,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    values: { priority: (at * 37) % count },
    result: null,
    condition: compileSample(condition),
  };
}

async function agrees(made: Snapshot, record: JsonObject): Promise<void> {
  const facts = sampleFacts(record);
  const holding = made.ranked.flatMap((one) => {
    const compiled = compiledOf(one);
    return compiled && closureOf(compiled)(facts) ? [one.id] : [];
  });
  const { trace, winner } = await match(made, facts, { ...asked, trace: true });
  const found = trace!.judged.filter(({ holds }) => holds).map(({ rank }) => made.ranked[rank]!.id);
  expect([winner?.id, found]).toEqual([holding[0], holding]);
}

it.each([
  ['of all sorts', [...oneSided, 'between']],
  // Of these the least and the greatest of several values decide.
  ['without end on one side, and empty values', [...oneSided, 'isEmpty']],
] as const)(
  'an index of more ranges than it has segments, %s, leaves nobody out, laid at once and moved bit by bit',
  { timeout: 120_000 },
  async (_, operators) => {
    const conditions = conditionsOf(operators);
    await fc.assert(
      fc.asyncProperty(
        fc.array(conditions, { minLength: count, maxLength: count }),
        fc.array(fc.tuple(fc.nat(count + 20), conditionsOf([...operators, 'between'])), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(records, { minLength: 6, maxLength: 6 }),
        async (many, changes, facts) => {
          const made = snapshot(many.map(candidate), { order });
          let moved = made;
          for (const [at, condition] of changes)
            moved =
              at % 3 === 0
                ? moved.with({ remove: [`r${at}`] })
                : moved.with({ put: [candidate(condition, at)] });
          for (const record of facts) {
            await agrees(made, record);
            await agrees(moved, record);
          }
        },
      ),
      // Shrinking 700 rules takes hours.
      { numRuns: 12, endOnFailure: true },
    );
  },
);

it('a range within others that comes later is found by a value between the least and the greatest', async () => {
  const above = Array.from({ length: count }, (_, at) =>
    candidate({ fact: 'lines.amount', operator: 'greaterThan', value: `${100 + at}`, over: 'any' }, at),
  );
  const later = candidate(
    { fact: 'lines.amount', operator: 'between', value: ['240', '260'], over: 'any' },
    count,
  );
  const moved = snapshot(above, { order }).with({ put: [later] });
  await agrees(moved, { lines: [{ amount: '1' }, { amount: '250' }, { amount: '700' }] });
  await agrees(moved, { lines: [{ amount: '1' }, { amount: '300' }, { amount: '700' }] });
});

it('moved ranks are those of the same members', () => {
  const picks = fc.array(fc.nat(200), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 200 }), picks, picks, (members, out, into) => {
      const gone = [...new Set(out)].filter((rank) => rank < members.length).sort((a, b) => a - b);
      const places = into.map((place) => Math.min(place, members.length)).sort((a, b) => a - b);
      const bits = noBits(members.length);
      for (const [rank, is] of members.entries()) if (is) setBit(bits, rank);
      const moves = movesOf(members.length, gone, places);
      const names = members.map((_, rank) => rank);
      const coming = places.map((_, at) => -1 - at);
      // Slow and obvious: one list, with those that come in front of whoever stood there.
      const expected = [...names, members.length].flatMap((rank) => [
        ...coming.filter((_, at) => places[at] === rank),
        ...(gone.includes(rank) || rank === members.length ? [] : [rank]),
      ]);
      expect(moveList(names, moves, coming)).toEqual(expected);
      const moved = moveBits(bits, moves);
      expect(expected.map((_, rank) => hasBit(moved, rank))).toEqual(
        expected.map((rank) => rank >= 0 && members[rank]),
      );
      expect(moved.length).toBe(noBits(expected.length).length);
    }),
    { numRuns: 2_000 },
  );
});
