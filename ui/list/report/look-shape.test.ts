import fc from 'fast-check';
import { expect, it } from 'vitest';
import { add } from '../../../metadata/common/decimal.ts';
import type { Report, ReportKey } from '../../../metadata/contract/reports/calls.ts';
import type { ChartData } from '../../kit/chart/chart-data.ts';
import { daysOf, flowOf, organisationsOf, partsOf } from './look-shape.ts';

const label = (text: string) => ({ zh: text, en: text });
const cell = (value: string) => ({ value, text: value });
const written = (number: string) => `${number}!`;
const data = (names: readonly string[], ...series: readonly (readonly (string | null)[])[]): ChartData => ({
  categories: names,
  series: series.map((cells, at) => ({
    name: `S${at}`,
    cells: cells.map((one) => (one === null ? null : cell(one))),
  })),
});
const summed = (numbers: readonly string[]) => numbers.reduce((sum, one) => add(sum, one), '0');

it('of many parts the small ones stand together, and what is below nothing is no part', () => {
  const parts = (numbers: readonly string[]) =>
    partsOf(
      data(
        numbers.map((_, at) => `N${at}`),
        numbers,
      ),
      'Others',
      written,
    );
  expect(parts(['1', '-1'])).toBeNull();
  expect(parts(['0', '0'])).toBeNull();
  expect(partsOf(data(['A'], ['1'], ['2']), 'Others', written)).toBeNull();
  const many = parts(['9', '8', '7', '6', '5', '4', '3', '0.1', '0.2']);
  expect(many?.at(-1)).toEqual({ name: 'Others', value: '0.3', text: '0.3!' });
  expect(many).toHaveLength(8);
});

it('days are those that have a number, each under its day', () => {
  const by = (...groups: readonly ('day' | 'month' | undefined)[]) => ({
    groups: groups.map((span) => ({ field: 'day', label: label('Day'), ...(span && { by: span }) })),
  });
  const numbers = data(['2026-11-28', '2026-11-29', '(none)'], ['3', null, '4']);
  const found = [{ name: '2026-11-28', ...cell('3') }];
  expect(daysOf(by('day'), numbers)).toEqual(found);
  expect(daysOf(by(undefined), numbers)).toEqual(found);
  expect(daysOf(by('month'), numbers)).toBeNull();
  expect(daysOf(by('day', 'day'), numbers)).toBeNull();
  expect(daysOf(by('day'), data(['2026-11-28'], ['1'], ['2']))).toBeNull();
  expect(daysOf(by('day'), data(['(none)'], ['1']))).toBeNull();
  expect(daysOf(by('day'), data(['2022-01-01', '2026-12-31'], ['1', '2']))).toHaveLength(2);
  expect(daysOf(by('day'), data(['1026-11-28', '2026-11-28'], ['1', '2']))).toBeNull();
});

it('a flow loses nothing on its way, however many lines stand together', () => {
  const number = fc.option(
    fc.integer({ min: 0, max: 99_999 }).map((cents) => add('0', String(cents / 100))),
    {
      nil: null,
    },
  );
  const numbers = fc
    .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 2, max: 11 }))
    .chain(([lines, columns]) =>
      fc.array(fc.array(number, { minLength: lines, maxLength: lines }), {
        minLength: columns,
        maxLength: columns,
      }),
    );
  fc.assert(
    fc.property(numbers, (series) => {
      const names = (series[0] ?? []).map((_, at) => `L${at}`);
      const flow = flowOf(data(names, ...series), 'Others', written);
      const all = summed(series.flat().map((one) => one ?? '0'));
      if (!flow) throw new Error('no flow');
      const { left, right, pieces } = flow;
      for (const side of [left, right, pieces]) expect(summed(side.map(({ value }) => value))).toBe(all);
      for (const [at, one] of left.entries())
        expect(summed(pieces.filter(({ from }) => from === at).map(({ value }) => value))).toBe(one.value);
      for (const [at, one] of right.entries())
        expect(summed(pieces.filter(({ to }) => to === at).map(({ value }) => value))).toBe(one.value);
      expect(left.length).toBeLessThanOrEqual(12);
      expect(right.length).toBeLessThanOrEqual(8);
    }),
  );
  expect(flowOf(data(['A'], ['1']), 'Others', written)).toBeNull();
  expect(flowOf(data(['A'], ['1'], ['-1']), 'Others', written)).toBeNull();
});

const organisation = (id: string): ReportKey => ({ value: { id, number: id }, text: id });
const grouped = (
  of: Report['values'][number]['of'],
  organisations: NonNullable<Report['organisations']>,
): Pick<Report, 'groups' | 'values' | 'organisations'> => ({
  groups: [{ field: 'org', label: label('Organisation') }],
  values: [{ of, label: label('Value') }],
  organisations,
});
const say = { written, own: (text: string) => `own ${text}` };

it('organisations stand below each other, those between them too, with what all below them have', () => {
  const all = [
    { id: 'works', text: 'Works', parent: 'east' },
    { id: 'east', text: 'East', parent: 'top' },
    { id: 'top', text: 'Group', parent: null },
    { id: 'west', text: 'West', parent: 'top' },
  ];
  const keys = [organisation('top'), organisation('west'), organisation('works'), { value: null, text: '' }];
  const numbers = data(['Group', 'West', 'Works', '(none)'], ['5', '-2', '1.5', '7']);
  const named = (of: 'sum' | 'average') =>
    organisationsOf(grouped(of, all), keys, numbers, say)?.map(({ name, level, value, text, own, note }) => [
      name,
      level,
      value,
      text,
      own,
      note,
    ]);
  expect(named('sum')).toEqual([
    ['Group', 0, '4.5', '4.5!', '5', 'own 5'],
    ['West', 1, '-2', '-2', undefined, undefined],
    ['East', 1, '1.5', '1.5!', '0', undefined],
    ['Works', 2, '1.5', '1.5', undefined, undefined],
    ['(none)', 0, '7', '7', undefined, undefined],
  ]);
  // What does not add up has nothing where nothing is its own.
  expect(named('average')).toEqual([
    ['Group', 0, '5', '5', undefined, undefined],
    ['West', 1, '-2', '-2', undefined, undefined],
    ['East', 1, '0', '–', undefined, undefined],
    ['Works', 2, '1.5', '1.5', undefined, undefined],
    ['(none)', 0, '7', '7', undefined, undefined],
  ]);
  const { organisations: _, ...others } = grouped('sum', []);
  expect(organisationsOf(others, keys, numbers, say)).toBeNull();
});

it('organisations at the top have together what all lines have, whichever of them have something', () => {
  const tree = fc
    .array(fc.nat(), { minLength: 1, maxLength: 20 })
    .map((uppers) => uppers.map((upper, at) => (at === 0 ? null : `O${upper % at}`)));
  fc.assert(
    fc.property(
      tree,
      fc.infiniteStream(fc.boolean()),
      fc.infiniteStream(fc.integer()),
      (parents, isIn, number) => {
        const all = parents.map((parent, at) => ({ id: `O${at}`, text: `O${at}`, parent }));
        const some = all.filter(() => isIn.next().value);
        const numbers = some.map(() => String(number.next().value));
        const drawn = data(
          some.map(({ text }) => text),
          numbers,
        );
        const keys = some.map(({ id }) => organisation(id));
        const nodes = organisationsOf(grouped('count', all), keys, drawn, say) ?? [];
        expect(summed(nodes.filter(({ level }) => level === 0).map(({ value }) => value))).toBe(
          summed(numbers),
        );
        for (const [at, { level }] of nodes.entries()) {
          expect(level).toBeLessThanOrEqual((nodes[at - 1]?.level ?? -1) + 1);
        }
        expect(some.filter(({ text }) => !nodes.some(({ name }) => name === text))).toEqual([]);
        expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
      },
    ),
  );
});
