import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { movedRow, type RowsMove } from '../../metadata/moves.ts';
import { type Became, becomeCondition } from './become.ts';
import { compileCondition } from './compile.ts';
import { evaluate } from './evaluate.ts';
import { entries, field, form } from './sample-forms.suite.ts';

const option = (value: string) => ({ value, label: { zh: value, en: value } });
const options = ['p', 'q', 'r', 's'];
const fields = [
  field('choice', 'state', { options: options.map(option) }),
  field('choice', 'moved', { options: options.map(option) }),
  field('integer', 'amount'),
  field('text', 'town'),
  field('text', 'stays'),
];
const rows = entries('lines', [
  field('choice', 'moved', { options: [...options, 'x', 'y'].map(option) }),
  field('integer', 'sum'),
  field('text', 'place'),
]);
const today = [field('choice', 'state', { options: [...options, 'x', 'y'].map(option) }), fields[4]!, rows];
const [then, now] = [form('then', fields), form('now', today)];
const move: RowsMove = {
  step: 'rows',
  from: ['moved', 'amount', 'town'],
  into: ['lines'],
  fields: { moved: 'moved', amount: 'sum', town: 'place' },
};
const id = '0192a0b0-0000-7000-8000-000000000001';

const value = fc.constantFrom(...options);
const texts = fc.constantFrom('a', 'b', 'ab');
const choiceLeaf = fc.oneof(
  fc.record({
    fact: fc.constantFrom('state', 'moved'),
    operator: fc.constantFrom('equal', 'notEqual'),
    value,
  }),
  fc.record({
    fact: fc.constantFrom('state', 'moved'),
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.uniqueArray(value, { minLength: 1 }),
  }),
  fc.record({
    fact: fc.constantFrom('state', 'moved', 'amount', 'stays'),
    operator: fc.constantFrom('isEmpty', 'isNotEmpty'),
  }),
);
const otherLeaf = fc.oneof(
  fc.record({
    fact: fc.constant('amount'),
    operator: fc.constantFrom('equal', 'notEqual', 'lessThan', 'greaterThanOrEqual'),
    value: fc.constantFrom('1', '2'),
  }),
  fc.record({
    fact: fc.constantFrom('town', 'stays'),
    operator: fc.constantFrom('startsWith', 'contains', 'notContains'),
    value: texts,
  }),
  fc.record({
    fact: fc.constantFrom('town', 'stays'),
    operator: fc.constantFrom('equal', 'notEqual'),
    value: fc.constantFrom('town', 'stays').map((fact) => ({ fact })),
  }),
);
const { tree } = fc.letrec<{ tree: JsonObject }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(choiceLeaf, otherLeaf) as fc.Arbitrary<JsonObject>,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}));
const said = fc.option(texts, { nil: null });
const record = fc.record({
  state: fc.option(value, { nil: null }),
  moved: fc.option(value, { nil: null }),
  amount: fc.option(fc.constantFrom(1, 2), { nil: null }),
  town: said,
  stays: said,
});
const meaning = fc
  .dictionary(value, fc.constantFrom('x', 'y', 'p', 'q', null), { maxKeys: 4 })
  .map((map) => new Map(options.map((one) => [one, Object.hasOwn(map, one) ? (map[one] ?? null) : one])));

function leavesIn(node: Json): readonly JsonObject[] {
  if (Array.isArray(node)) return node.flatMap(leavesIn);
  if (typeof node !== 'object' || node === null) return [];
  const own = node as JsonObject;
  return 'fact' in own ? [own] : Object.values(own).flatMap(leavesIn);
}

it('a condition that follows what it asks holds for a record just when it did before; the others are as they were', async () => {
  let followed = 0;
  await fc.assert(
    fc.asyncProperty(
      tree,
      meaning,
      fc.array(record, { minLength: 4, maxLength: 8 }),
      async (before, meant, records) => {
        const became = (fact: string): Became | undefined => {
          const member = move.fields[fact];
          const place = member === undefined ? {} : { rows: { lines: 'lines', member } };
          if (fact === 'state' || fact === 'moved') return { meant, ...place };
          return member === undefined ? undefined : place;
        };
        const next = becomeCondition(before, became);
        const old = compileCondition(before, { shape: then });
        const moves = (fact: Json | undefined) => became(String(fact))?.rows !== undefined;
        const left = leavesIn(before).some((leaf) => {
          const other = (leaf['value'] as JsonObject | undefined)?.['fact'];
          const said = becomeCondition(leaf, became);
          if (said !== leaf) return false;
          return moves(leaf['fact']) || moves(other) || saysFormer(leaf, meant);
        });
        if (left) return;
        const compiled = compileCondition(next, { shape: now });
        if (!old.ok || !compiled.ok) throw new Error(JSON.stringify([before, next, compiled]));
        for (const one of records) {
          const kept = { id, ...one };
          const moved = movedRow([move], { ...kept, ...meantIn(kept, meant) });
          expect(await evaluate(compiled.value, { record: moved }), JSON.stringify([next, moved])).toBe(
            await evaluate(old.value, { record: kept }),
          );
          followed += next === before ? 0 : 1;
        }
      },
    ),
  );
  expect(followed).toBeGreaterThan(100);
});

/** Of a leaf that stayed: what it asks is not what it asked. */
function saysFormer(leaf: JsonObject, meant: ReadonlyMap<string, string | null>): boolean {
  if (leaf['fact'] !== 'state') return false;
  const asked = new Set([leaf['value'] ?? null].flat().map(String));
  if (leaf['value'] === undefined) return [...meant.values()].includes(null);
  return [...meant].some(([one, means]) => asked.has(one) !== (means !== null && asked.has(means)));
}

function meantIn({ state, moved }: JsonObject, meant: ReadonlyMap<string, string | null>): JsonObject {
  const of = (one: Json | undefined) => (typeof one === 'string' ? (meant.get(one) ?? null) : null);
  return { state: of(state), moved: of(moved) };
}

it('what came to be asked of one row is asked of one and the same', () => {
  const became = (fact: string): Became | undefined =>
    fact === 'town' || fact === 'amount'
      ? { rows: { lines: 'lines', member: move.fields[fact] ?? '' } }
      : undefined;
  const [town, amount, stays] = ['town', 'amount', 'stays'].map((fact) => ({
    fact,
    operator: 'equal',
    value: '1',
  }));
  expect(becomeCondition({ all: [town!, stays!, amount!] }, became)).toEqual({
    all: [
      {
        some: 'lines',
        where: {
          all: [
            { ...town, fact: 'lines.place' },
            { ...amount, fact: 'lines.sum' },
          ],
        },
      },
      stays,
    ],
  });
});
