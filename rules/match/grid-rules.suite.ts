import fc from 'fast-check';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import { compileSample } from '../condition/generated.suite.ts';
import type { Candidate } from './candidate.ts';
import { documents, forWhom, saying } from './for-whom.suite.ts';

/** Few facts of few values, so that every combination there is can be tried. */
const values: Readonly<Record<string, readonly Json[]>> = {
  type: ['08xdp', '10xdp'],
  urgent: [true, false],
  amount: ['-1', '0', '3', '5', '5.1', '10', '12'],
  day: ['2026-01-30', '2026-01-31', '2026-02-01', '2026-03-01'],
  buyer: ['a', 'b', 'z'],
};
/** Every call says one of them. */
const asked = ['application', 'red'];
/** The fields by which these rules say whom they are for. */
export const gridAims = forWhom
  .filter(({ question, fact }) => question !== undefined || fact === 'type')
  .map((one) => ({ ...one, required: one.question !== undefined }));

/** All facts that there are, with empty ones. */
export const everything: readonly JsonObject[] = Object.entries(values).reduce<readonly JsonObject[]>(
  (known, [name, some]) =>
    known.flatMap((facts) => [facts, ...some.map((value) => ({ ...facts, [name]: value }))]),
  asked.map((document) => ({ 'ask:document': document })),
);

const pick = (...some: Json[]) => fc.constantFrom(...some);
const leaf = (fact: string, operators: readonly string[], value: fc.Arbitrary<Json>) =>
  fc.tuple(fc.constantFrom(...operators), value).map(([operator, said]) => ({ fact, operator, value: said }));
const asks = fc.oneof(
  leaf('type', ['equal', 'notEqual'], pick('08xdp', '10xdp')),
  leaf('type', ['in', 'notIn'], pick(['08xdp'], ['10xdp', '08xdp'])),
  leaf('urgent', ['equal', 'notEqual'], pick(true, false)),
  leaf(
    'amount',
    ['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual', 'equal'],
    pick('0', '5', '10'),
  ),
  leaf('amount', ['between'], pick(['0', '5'], ['5', '10'], ['3', '10'])),
  leaf(
    'day',
    ['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'],
    pick('2026-01-31', '2026-02-01'),
  ),
  leaf('buyer', ['equal', 'notEqual'], pick('a', 'b')),
  fc.constantFrom(
    ...['type', 'amount', 'day', 'urgent'].flatMap((fact) => [
      { fact, operator: 'isNotEmpty' },
      { fact, operator: 'isEmpty' },
    ]),
  ),
);
const parts = fc.oneof(
  { weight: 4, arbitrary: asks },
  { weight: 1, arbitrary: fc.array(asks, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
  { weight: 1, arbitrary: asks.map((not) => ({ not })) },
);
const rule = fc.record({
  all: fc.array(parts, { minLength: 1, maxLength: 2 }),
  priority: fc.constantFrom(1, 1, 2, 3),
  result: fc.constantFrom('x', 'y'),
  documents: fc.constantFrom([], [], [], [], [], ['application'], ['red'], ['red', 'pending'], documents),
  types: fc.constantFrom([], [], [], [], [], [], [], [], ['08xdp'], ['10xdp']),
});

/** Small enough to print; `makeGridRules` makes rules of it. */
export const gridRules = fc.array(rule, { minLength: 2, maxLength: 7 });

export function makeGridRules(
  drawn: typeof gridRules extends fc.Arbitrary<infer Drawn> ? Drawn : never,
): readonly Candidate[] {
  return drawn.map(({ all, priority, result, documents: some, types }, at) => {
    const candidate = {
      id: `g${at}`,
      record: `g${at}`,
      org: 'root',
      sharing: 'global' as const,
      enabled: true,
      modifiedAt: '2026-01-01T00:00:00.000Z',
      values: { priority },
      condition: compileSample({ all } as unknown as Condition),
      result: { outcome: result },
    };
    return saying(candidate, { documents: some, types }, gridAims);
  });
}
