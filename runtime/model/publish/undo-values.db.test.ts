import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { field, form, harmsIn, label, number, packageOf, stepsOn, text } from './steps.suite.ts';

interface Case {
  readonly name: string;
  readonly before: readonly JsonObject[];
  readonly after: readonly JsonObject[];
  readonly steps: readonly JsonObject[];
  /** Records, by what they hold before the publish and after it. */
  readonly records: readonly (readonly [before: JsonObject, after: JsonObject])[];
  /** What is put into the last record once it holds, and what stands there after the undo. */
  readonly put: JsonObject;
  readonly stays: JsonObject;
}

const choice = (name: string, values: readonly string[], kind = 'choice') =>
  field(name, kind, { options: values.map((value) => ({ value, label: label(value) })) });
const held = (kind: string, more: JsonObject = {}) => field('held', kind, more);
const fits = (values: JsonObject, others?: 'empty'): readonly JsonObject[] => [
  { step: 'values', field: 'held', values },
  ...(others ? [{ step: 'empty', field: 'held' }] : []),
];
/** A field that becomes another one of its name. */
const becomes = (
  name: string,
  [before, after]: readonly [JsonObject, JsonObject],
  steps: readonly JsonObject[],
  values: readonly (readonly [Json, Json])[],
  [put, stays]: readonly [Json, Json],
): Case => ({
  name,
  before: [before],
  after: [after],
  steps,
  records: values.map(([was, is]) => [{ held: was }, { held: is }]),
  put: { held: put },
  stays: { held: stays },
});

const all: readonly Case[] = [
  becomes(
    'text to date',
    [text('held'), held('date')],
    fits({ 'A-12': '2026-02-01' }, 'empty'),
    [
      ['A-12', '2026-02-01'],
      ['17', null],
      ['2026-01-05', '2026-01-05'],
      [null, null],
      ['A-12', '2026-02-01'],
    ],
    ['2026-03-03', '2026-03-03'],
  ),
  becomes(
    'text to choice',
    [text('held'), choice('held', ['red', 'blue'])],
    fits({ Rot: 'red', rouge: 'red' }),
    [
      ['Rot', 'red'],
      ['rouge', 'red'],
      ['red', 'red'],
      ['Rot', 'red'],
    ],
    ['blue', 'blue'],
  ),
  becomes(
    'text to whole number',
    [text('held'), held('integer')],
    fits({ dozen: '12' }, 'empty'),
    [
      ['dozen', 12],
      ['007', 7],
      ['many', null],
      ['dozen', 12],
    ],
    [13, '13'],
  ),
  becomes(
    'number to shorter text',
    [held('integer'), text('held', { length: 3 })],
    fits({ 12345: '123' }, 'empty'),
    [
      [12345, '123'],
      [99999, null],
      [7, '7'],
      [12345, '123'],
    ],
    ['8', 8],
  ),
  becomes(
    'a shorter text',
    [text('held'), text('held', { length: 4 })],
    fits({ 'a long one': 'long' }, 'empty'),
    [
      ['a long one', 'long'],
      ['too long, too', null],
      ['abc', 'abc'],
      ['a long one', 'long'],
    ],
    ['new', 'new'],
  ),
  becomes(
    'fewer decimals',
    [held('decimal', { precision: 12, scale: 4 }), held('decimal', { precision: 12, scale: 2 })],
    fits({ 1.2345: '1.23' }, 'empty'),
    [
      ['1.2345', '1.23'],
      ['0.001', null],
      ['1.5', '1.5'],
      ['1.2345', '1.23'],
    ],
    ['9.99', '9.99'],
  ),
  becomes(
    'an option less',
    [choice('held', ['old', 'new', 'void']), choice('held', ['new'])],
    fits({ old: 'new', void: null }),
    [
      ['old', 'new'],
      ['new', 'new'],
      ['void', null],
      ['old', 'new'],
    ],
    [null, null],
  ),
  becomes(
    'options less of several',
    [choice('held', ['old', 'new', 'void'], 'choices'), choice('held', ['new'], 'choices')],
    fits({ old: 'new', void: null }),
    [
      [['old', 'new'], ['new']],
      [['void'], null],
      [['new'], ['new']],
      [['old'], ['new']],
    ],
    [[], null],
  ),
  {
    name: 'two fields joined',
    before: [text('street'), text('town')],
    after: [text('address', { length: 90 })],
    steps: [{ step: 'join', fields: ['street', 'town'], into: 'address', by: ', ' }],
    records: [
      [{ street: 'Lane 1', town: 'Ulm' }, { address: 'Lane 1, Ulm' }],
      [{ street: null, town: 'Bonn' }, { address: 'Bonn' }],
      [{ street: 'Lane 2', town: 'Ulm' }, { address: 'Lane 2, Ulm' }],
    ],
    put: { address: 'elsewhere' },
    stays: { street: 'Lane 2', town: 'Ulm' },
  },
  {
    name: 'a field split',
    before: [text('full')],
    after: [text('first'), text('last')],
    steps: [{ step: 'split', field: 'full', into: ['first', 'last'], by: ' ' }],
    records: [
      [{ full: 'Ann Lee' }, { first: 'Ann', last: 'Lee' }],
      [{ full: 'Bob Roe' }, { first: 'Bob', last: 'Roe' }],
    ],
    put: { first: 'Rob' },
    stays: { full: 'Bob Roe' },
  },
  {
    name: 'fields moved to rows',
    before: [text('state')],
    after: [field('lines', 'entries', { fields: [text('state')] })],
    steps: [{ step: 'rows', fields: { state: 'state' }, into: 'lines' }],
    records: [
      [{ state: 'x' }, { lines: [{ state: 'x' }] }],
      [{ state: 'y' }, { lines: [{ state: 'y' }] }],
    ],
    put: { lines: [] },
    stays: { state: 'y' },
  },
];
/** Publishes that are undone, and done again. */
const publishes = [
  { title: 'of fields', cases: all.filter((one) => 'held' in one.put), replaces: true },
  { title: 'that it moved', cases: all.filter((one) => !('held' in one.put)), replaces: false },
];
const nameOf = (at: number) => `case${at}`;
const rowsOf = (at: number) => `rows${at}`;
const isSimple = ({ put }: Case) => 'held' in put;
const packageAt = (cases: readonly Case[], version: string, which: 'before' | 'after') =>
  packageOf(
    version,
    cases.flatMap((one, at) => [
      form(nameOf(at), [number, ...one[which]]),
      ...(isSimple(one)
        ? [form(rowsOf(at), [number, field('lines', 'entries', { fields: one[which] })])]
        : []),
    ]),
    which === 'before'
      ? undefined
      : cases.flatMap((one, at) => [
          ...one.steps.map((step) => ({ ...step, form: nameOf(at) })),
          ...(isSimple(one)
            ? one.steps.map((step) => ({ ...step, form: rowsOf(at), field: 'lines.held' }))
            : []),
        ]),
  );

for (const { title, cases, replaces } of publishes)
  describeOnDatabases(`values ${title} that a publish changed, when it is undone`, (database) => {
    let node: TestNode;
    let on: ReturnType<typeof stepsOn>;
    const ids = new Map<string, string>();
    const read = async (of: string, at: number) => {
      const { body } = await node.ask('GET', `/api/forms/${of}/records/${ids.get(`${of} ${at}`)}`);
      return body;
    };
    const plan = async () =>
      (await node.ask('POST', '/api/publishes/undo/plan', {}, { 'accept-language': 'en' })).body;
    const undo = async (which: JsonObject = {}) => {
      const planned = await node.ask('POST', '/api/publishes/undo/plan', which);
      expect(planned.body['hash'], JSON.stringify(planned.body['issues'])).toEqual(expect.any(String));
      const done = await node.ask('POST', '/api/publishes/undo', {
        ...which,
        hash: planned.body['hash'] ?? null,
      });
      expect(done.status, JSON.stringify(done.body)).toBe(200);
    };
    const redoable = async () => {
      const { items } = (await node.ask('GET', '/api/publishes')).body;
      return (items as JsonObject[]).find(({ offers }) => offers === 'redo');
    };
    const redo = async () => undo({ publish: (await redoable())?.['revision'] ?? null });
    /** Of a case, every record, and the only row of each that has one. */
    const recordsOf = async (at: number) => {
      const one = cases[at] as Case;
      const found: Json[] = [];
      for (const place of one.records.keys()) {
        const record = await read(nameOf(at), place);
        const said = { ...one.stays, ...one.records[place]?.[0], ...one.records[place]?.[1] };
        found.push(Object.fromEntries(Object.keys(said).map((name) => [name, shown(record[name] ?? null)])));
        if (!isSimple(one)) continue;
        const { lines } = await read(rowsOf(at), place);
        found.push({ held: (lines as JsonObject[])[0]?.['held'] ?? null });
      }
      return found;
    };
    /** Rows without their ids. */
    const shown = (value: Json): Json =>
      Array.isArray(value) && typeof value[0] === 'object'
        ? (value as readonly JsonObject[]).map(({ id: _, ...row }) => row)
        : value;
    const everything = () => Promise.all(cases.keys().map(recordsOf));
    let before: Awaited<ReturnType<typeof everything>>;
    let after: Awaited<ReturnType<typeof everything>>;

    beforeAll(async () => {
      node = await openTestNode(database.url);
      on = stepsOn(node);
      await on.apply(packageAt(cases, '1.0.0', 'before'));
      for (const [at, one] of cases.entries())
        for (const [place, [values]] of one.records.entries()) {
          const made = await on.make(nameOf(at), { number: `R${place}`, ...values });
          ids.set(`${nameOf(at)} ${place}`, made.id);
          if (!isSimple(one)) continue;
          const { id } = await on.make(rowsOf(at), { number: `R${place}`, lines: [values] });
          ids.set(`${rowsOf(at)} ${place}`, id);
        }
      before = await everything();
      await on.apply(packageAt(cases, '2.0.0', 'after'));
      after = await everything();
    }, 120_000);
    afterAll(() => node.close());

    it.each(cases.map((one, at) => [one.name, at] as const))('become what is said of them: %s', (_, at) => {
      const expected = cases[at]?.records.flatMap(([, is]) =>
        isSimple(cases[at] as Case) ? [is, is] : [is],
      );
      expect(after[at]).toMatchObject(expected ?? []);
    });

    it('are told beforehand, and no file by its name', async () => {
      const planned = await plan();
      const changes = (planned['changes'] as JsonObject[]).map(({ message }) => String(message));
      expect(changes.filter((message) => message.startsWith('Restore'))).not.toEqual([]);
      if (replaces) expect(changes).toContain('Restore 3 values of “held” of “case0”');
      expect(JSON.stringify(planned['issues'])).not.toContain('migrations/');
    });

    it.runIf(replaces)(
      'stand in the history of their records with what they were, and are no version to be restored',
      async () => {
        const { body } = await node.ask('GET', `/api/forms/case0/records/${ids.get('case0 0')}/history`);
        const [newest, made] = body['items'] as JsonObject[];
        expect(newest).toMatchObject({
          operation: 'publish',
          changes: [{ path: '/held', before: 'A-12', after: '2026-02-01' }],
        });
        expect(made).toMatchObject({ operation: 'create' });
        const untouched = await node.ask('GET', `/api/forms/case0/records/${ids.get('case0 2')}/history`);
        expect((untouched.body['items'] as JsonObject[]).map(({ operation }) => operation)).toEqual([
          'create',
        ]);
      },
    );

    it('are what they were, and again after a redo', async () => {
      await undo();
      for (const [at, found] of (await everything()).entries())
        expect([cases[at]?.name, found]).toEqual([cases[at]?.name, before[at]]);
      await redo();
      for (const [at, found] of (await everything()).entries())
        expect([cases[at]?.name, found]).toEqual([cases[at]?.name, after[at]]);
    });

    it.runIf(!replaces)('stand as they were put, and move with what was written since the undo', async () => {
      const joined = cases.findIndex(({ put }) => 'address' in put);
      for (const [at, one] of cases.entries())
        await on.change(nameOf(at), ids.get(`${nameOf(at)} ${one.records.length - 1}`) ?? '', one.put);
      const made = await on.make(nameOf(joined), { number: 'NEW', address: 'made since' });
      const left = await everything();
      await undo();
      await on.change(nameOf(joined), ids.get(`${nameOf(joined)} 0`) ?? '', { town: 'Bern' });
      const other = await on.make(nameOf(joined), { number: 'LATE', street: 'Lane 3', town: 'Rom' });
      const again = { publish: (await redoable())?.['revision'] ?? null };
      const planned = await node.ask('POST', '/api/publishes/undo/plan', again, { 'accept-language': 'en' });
      const warned = (planned.body['issues'] as JsonObject[]).filter(
        ({ code }) => code === 'values-move-again',
      );
      expect(warned.map(({ form: of, message }) => [of, message])).toEqual([
        [
          nameOf(joined),
          `1 record of “${nameOf(joined)}” changed after the undo: address will be filled in again from their current values, replacing what was there before the undo: R0`,
        ],
      ]);
      await redo();
      const [first, ...others] = left[joined] as JsonObject[];
      const expected = left.with(joined, [{ ...first, address: 'Lane 1, Bern' }, ...others]);
      expect(await everything()).toEqual(expected);
      const addresses = await Promise.all(
        [made, other].map(async ({ id }) => {
          const { body } = await node.ask('GET', `/api/forms/${nameOf(joined)}/records/${id}`);
          return body['address'];
        }),
      );
      expect(addresses).toEqual(['made since', 'Lane 3, Rom']);
      expect(await harmsIn(database)).toEqual([]);
    });

    it.runIf(replaces)('stay where somebody changed them since, which is told by number', async () => {
      for (const [at, one] of cases.entries()) {
        const last = one.records.length - 1;
        await on.change(nameOf(at), ids.get(`${nameOf(at)} ${last}`) ?? '', one.put);
      }
      const planned = await plan();
      const kept = (planned['issues'] as JsonObject[]).filter(({ code }) => code === 'undo-changed-since');
      expect(kept.map(({ form: of }) => of)).toEqual(cases.map((_, at) => nameOf(at)));
      expect(kept[0]).toMatchObject({
        message:
          '“held” of “case0”: 1 value was changed after that publish and will keep the current value, such as R4 (2026-03-03)',
      });
      await undo();
      for (const [at, one] of cases.entries()) {
        const found = (await recordsOf(at)) as JsonObject[];
        const expected = before[at] as JsonObject[];
        const last = expected.length - (isSimple(one) ? 2 : 1);
        expect([one.name, found[last]]).toEqual([one.name, { ...expected[last], ...one.stays }]);
        expect([one.name, found.toSpliced(last, 1)]).toEqual([one.name, expected.toSpliced(last, 1)]);
      }
    });
  });
