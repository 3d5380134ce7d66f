import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { loadPatterns } from '../../metadata/common/pattern.ts';
import { test as closureOf } from './closure.ts';
import { compileCondition } from './compile.ts';
import { evaluate, judgeByEngine } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { categories, orderScope } from './sample-forms.suite.ts';

const patterns = await loadPatterns();
const call = { org: 'O1', user: 'U1', today: '2026-03-15', now: '2026-03-15T08:00:00.000Z' };

function factsOf(record: JsonObject): Facts {
  return {
    record,
    call,
    target: (form, ref) => (form === 'category' ? categories.get(ref.id ?? '') : undefined),
  };
}

const c1 = '11111111-1111-4111-8111-111111111111';
const c2 = '22222222-2222-4222-8222-222222222222';
const ref1 = { id: c1, number: 'C1', name: '货物' };
const ref2 = { id: c2, number: 'C2', name: '服务' };
const leaf = (fact: string, operator: string, value?: Json, over?: string): JsonObject => ({
  fact,
  operator,
  ...(value === undefined ? {} : { value }),
  ...(over ? { over } : {}),
});
const lines = (...rows: JsonObject[]): JsonObject => ({ lines: rows });

type Row = readonly [sentence: string, condition: JsonObject, record: JsonObject, holds: boolean];

const oneLine: JsonObject = {
  some: 'lines',
  where: { all: [leaf('lines.code', 'equal', 'x'), leaf('lines.amount', 'greaterThan', '5')] },
};

const table: readonly Row[] = [
  ['one line has both', oneLine, lines({ code: 'y' }, { code: 'x', amount: '6' }), true],
  ['two lines have one each', oneLine, lines({ code: 'x', amount: '1' }, { code: 'y', amount: '6' }), false],
  ['no line has anything', oneLine, {}, false],
  ['and denied', { not: oneLine }, lines({ code: 'x', amount: '1' }, { code: 'y', amount: '6' }), true],
  [
    'two fields of one line',
    { some: 'lines', where: leaf('lines.code', 'equal', { fact: 'lines.category.name' }) },
    lines({ code: '服务', category: ref1 }, { code: '货物', category: ref1 }),
    true,
  ],
  [
    'a line with a batch of its own code',
    {
      some: 'lines',
      where: { some: 'lines.batches', where: leaf('lines.batches.code', 'equal', { fact: 'lines.code' }) },
    },
    lines({ code: 'a', batches: [{ code: 'b' }] }, { code: 'b', batches: [{ code: 'a' }] }),
    false,
  ],
  [
    'every batch of one line, though not of all',
    { some: 'lines', where: leaf('lines.batches.code', 'equal', 'b', 'every') },
    lines({ batches: [{ code: 'a' }] }, { batches: [{ code: 'b' }] }),
    true,
  ],
  ['text equals itself', leaf('buyer', 'equal', 'A'), { buyer: 'A' }, true],
  ['case counts', leaf('buyer', 'equal', 'a'), { buyer: 'A' }, false],
  ['trailing blanks count', leaf('buyer', 'equal', 'A'), { buyer: 'A ' }, false],
  ['10 is not less than 9', leaf('amount', 'lessThan', '9'), { amount: '10' }, false],
  ['10 is greater than 9 although its text is not', leaf('amount', 'greaterThan', 9), { amount: '10' }, true],
  ['1.50 equals 1.5', leaf('amount', 'equal', '1.50'), { amount: '1.5' }, true],
  ['-0 equals 0', leaf('amount', 'equal', '-0'), { amount: 0 }, true],
  [
    'the 25th digit decides',
    leaf('amount', 'greaterThan', '1234567890123456789012345'),
    { amount: '1234567890123456789012346' },
    true,
  ],
  ['negative numbers order as numbers', leaf('amount', 'lessThan', '-9'), { amount: '-10' }, true],
  [
    '0.1 + 0.2 is 0.3 over lines',
    leaf('lines.amount', 'equal', '0.3', 'sum'),
    lines({ amount: '0.1' }, { amount: '0.2' }),
    true,
  ],
  ['both ends of between belong to it', leaf('amount', 'between', ['1', '2']), { amount: '2' }, true],
  ['outside is not between', leaf('amount', 'between', ['1', '2']), { amount: '2.0001' }, false],
  ['a time window crosses midnight', leaf('hour', 'between', ['22:00', '06:00']), { hour: '23:30:00' }, true],
  ['its ends are inside', leaf('hour', 'between', ['22:00', '06:00']), { hour: '06:00:00' }, true],
  ['noon is outside it', leaf('hour', 'between', ['22:00', '06:00']), { hour: '12:00:00' }, false],
  ['in is membership', leaf('buyer', 'in', ['AB', 'C']), { buyer: 'AB' }, true],
  ['in is no substring test', leaf('buyer', 'in', ['AB', 'C']), { buyer: 'A' }, false],
  ['contains on text is a substring', leaf('buyer', 'contains', 'B'), { buyer: 'ABC' }, true],
  ['contains on a list is an element', leaf('tags', 'contains', 'a'), { tags: ['a', 'b'] }, true],
  ['a list does not contain what is not in it', leaf('tags', 'contains', 'c'), { tags: ['a', 'b'] }, false],
  ['matches takes the whole text', leaf('buyer', 'matches', 'A+'), { buyer: 'AAB' }, false],
  ['matches with anything around', leaf('buyer', 'matches', '.*A+.*'), { buyer: 'xAAB' }, true],
  ['startsWith', leaf('buyer', 'startsWith', 'AB'), { buyer: 'ABC' }, true],
  ['endsWith', leaf('buyer', 'endsWith', 'AB'), { buyer: 'ABC' }, false],
  ['true equals true', leaf('urgent', 'equal', true), { urgent: true }, true],
  ['the text true is no boolean', leaf('urgent', 'equal', true), { urgent: 'true' }, false],
  [
    'moments compare across offsets',
    leaf('at', 'equal', '2026-01-31T16:00:00+08:00'),
    { at: '2026-01-31T08:00:00Z' },
    true,
  ],
  ['dates order', leaf('day', 'lessThanOrEqual', { fact: '$today' }), { day: '2026-03-15' }, true],
  ['a reference compares by number', leaf('category', 'equal', 'C1'), { category: ref1 }, true],
  ['a reference compares by id', leaf('category', 'equal', c1), { category: ref1 }, true],
  ['a reference to another record is another', leaf('category', 'in', [c2, 'C3']), { category: ref1 }, false],
  ['references contain by number', leaf('categories', 'contains', 'C2'), { categories: [ref1, ref2] }, true],
  [
    'a stored reference compares by the number of its record',
    leaf('category', 'equal', 'C1'),
    { category: c1 },
    true,
  ],
  [
    'and with one that has both',
    leaf('category', 'equal', { fact: 'second' }),
    { category: c1, second: ref1 },
    true,
  ],
  [
    'stored references contain by number',
    leaf('categories', 'contains', 'C2'),
    { categories: [c1, c2] },
    true,
  ],
  [
    'two references to one record are equal',
    leaf('category', 'equal', { fact: 'second' }),
    { category: ref1, second: ref1 },
    true,
  ],
  [
    'the record behind a reference is asked',
    leaf('category.rate', 'greaterThan', '0.1'),
    { category: ref1 },
    true,
  ],
  ['the record behind another too', leaf('category.rate', 'greaterThan', '0.1'), { category: ref2 }, false],
  [
    'members every record has are known behind it',
    leaf('category.id', 'equal', c2),
    { category: ref2 },
    true,
  ],
  [
    'what a reference brings along counts',
    leaf('category.rate', 'equal', '0.03'),
    { category: { number: 'X', rate: '0.03' } },
    true,
  ],
  [
    'two fields compare',
    leaf('amount', 'greaterThan', { fact: 'limit' }),
    { amount: '10', limit: '9' },
    true,
  ],
  [
    'a text in a list of the record',
    leaf('buyer', 'in', { fact: 'tags' }),
    { buyer: 'a', tags: ['a'] },
    true,
  ],
  [
    'the organisation of the call',
    leaf('org', 'equal', { fact: '$org' }),
    { org: { id: c1, number: 'O1' } },
    true,
  ],
  ['another organisation', leaf('org', 'equal', { fact: '$org' }), { org: { id: c1, number: 'O2' } }, false],
  ['the call on the left', leaf('$user', 'equal', 'U1'), {}, true],
  ['enabled is known of every record', leaf('enabled', 'equal', false), { enabled: false }, true],
  // empty
  ...(['notEqual', 'notIn'] as const).flatMap((operator): Row[] =>
    [undefined, null, ''].map((empty) => [
      `${operator} holds of ${JSON.stringify(empty)}`,
      leaf('buyer', operator, operator === 'notIn' ? ['x'] : 'x'),
      empty === undefined ? {} : { buyer: empty },
      true,
    ]),
  ),
  ['notContains holds of nothing', leaf('buyer', 'notContains', 'x'), {}, true],
  ['notContains holds of the empty list', leaf('tags', 'notContains', 'a'), { tags: [] }, true],
  ['the empty list is empty', leaf('tags', 'isEmpty'), { tags: [] }, true],
  ['equal does not hold of nothing', leaf('buyer', 'equal', 'x'), {}, false],
  ['lessThan does not hold of nothing', leaf('amount', 'lessThan', '1'), { amount: null }, false],
  ['between does not hold of nothing', leaf('amount', 'between', ['-1', '1']), {}, false],
  ['matches does not hold of nothing', leaf('buyer', 'matches', '.*'), { buyer: '' }, false],
  ['startsWith does not hold of nothing', leaf('buyer', 'startsWith', 'x'), {}, false],
  ['isNotEmpty does not hold of nothing', leaf('buyer', 'isNotEmpty'), {}, false],
  ['zero is not empty', leaf('amount', 'isNotEmpty'), { amount: 0 }, true],
  ['false is not empty', leaf('urgent', 'isNotEmpty'), { urgent: false }, true],
  ['nothing equals no other field', leaf('amount', 'equal', { fact: 'limit' }), {}, false],
  ['nothing differs from another field', leaf('amount', 'notEqual', { fact: 'limit' }), {}, true],
  ['nothing is behind no reference', leaf('category.rate', 'isEmpty'), {}, true],
  // lines
  ['some line', leaf('lines.code', 'equal', 'x'), lines({ code: 'y' }, { code: 'x' }), true],
  ['every line', leaf('lines.code', 'equal', 'x', 'every'), lines({ code: 'y' }, { code: 'x' }), false],
  ['every of no lines', leaf('lines.code', 'equal', 'x', 'every'), lines(), true],
  ['any of no lines', leaf('lines.code', 'notEqual', 'x', 'any'), lines(), false],
  ['an empty cell is not equal', leaf('lines.code', 'notEqual', 'x', 'every'), lines({}, { code: '' }), true],
  ['a count of filled cells', leaf('lines.code', 'equal', 1, 'count'), lines({}, { code: 'x' }), true],
  ['a count of rows', leaf('lines', 'greaterThan', 1, 'count'), lines({}, { code: 'x' }), true],
  ['a sum of no lines is zero', leaf('lines.amount', 'equal', 0, 'sum'), lines(), true],
  ['there are rows', leaf('lines', 'isNotEmpty'), lines({}), true],
  ['there are no rows', leaf('lines', 'isEmpty'), {}, true],
  [
    'lines of lines',
    leaf('lines.batches.code', 'equal', 'b'),
    lines({ batches: [{ code: 'a' }, { code: 'b' }] }),
    true,
  ],
  [
    'behind a reference of a line',
    leaf('lines.category.rate', 'equal', '0.06'),
    lines({ category: ref1 }, { category: ref2 }),
    true,
  ],
  [
    'a line against the record',
    leaf('lines.amount', 'lessThan', { fact: 'limit' }, 'every'),
    { limit: '5', ...lines({ amount: '4' }) },
    true,
  ],
  // trees
  ['an empty all always holds', { all: [] }, {}, true],
  ['an empty all inside any holds', { any: [leaf('buyer', 'equal', 'x'), { all: [] }] }, {}, true],
  ['not of an empty all never holds', { not: { all: [] } }, {}, false],
  ['not turns', { not: leaf('buyer', 'equal', 'x') }, {}, true],
  [
    'not of any',
    { not: { any: [leaf('buyer', 'equal', 'x'), leaf('amount', 'equal', 1)] } },
    { amount: 1 },
    false,
  ],
  ['any of two', { any: [leaf('buyer', 'equal', 'x'), leaf('amount', 'equal', 1)] }, { amount: 1 }, true],
  ['all of two', { all: [leaf('buyer', 'equal', 'x'), leaf('amount', 'equal', 1)] }, { amount: 1 }, false],
];

describe('a condition', () => {
  it.each(table)('%s', async (_sentence, condition, record, holds) => {
    const compiled = compileCondition(condition, { ...orderScope, patterns });
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const facts = factsOf(record);
    expect(await evaluate(compiled.value, facts), 'json-rules-engine').toBe(holds);
    expect((await judgeByEngine([compiled.value], facts))[0]?.result, 'its public door').toBe(holds);
    expect(closureOf(compiled.value)(facts), 'closures').toBe(holds);
  });
});
