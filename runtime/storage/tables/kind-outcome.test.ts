import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { holdsText } from '../../../metadata/kinds/common/holds-text.ts';
import { readsStored } from '../../../metadata/kinds/common/kept-value.ts';
import { type KindOutcome, kindOutcome, kindOutcomes } from '../../../metadata/kinds/common/kind-change.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Field } from '../../../metadata/model.ts';
import { formOfPairs, pairGroup, thing } from '../../../workshop/kind-pairs.ts';
import { fieldName, samples } from '../../../workshop/kind-samples.ts';
import { columnContent } from './column-content.ts';
import { conversion } from './conversion.ts';

/** A field of every kind, as the compile makes it. */
const fields = new Map([...kinds.keys()].map((kind) => [kind, compiledField(kind)]));

function compiledField(kind: string): Field {
  const form = formOfPairs(pairGroup(kind, ['text'])) as JsonObject;
  const files = {
    'package.json': {
      name: 'pairs',
      version: '1.0.0',
      peerDependencies: {},
      guiju: { prefix: 'pa', label: { zh: '对', en: 'Pairs' } },
    },
    'forms/thing.json': thing,
    [`forms/${String(form['name'])}.json`]: form,
  };
  const { source } = readSourceFiles(new Map(Object.entries(files as Record<string, Json>)), 'pairs');
  const { model, issues } = compile(source ? [source] : []);
  const field = model?.formsById.get(String(form['name']))?.byId.get('toText');
  if (!field) throw new Error(`${kind}: ${JSON.stringify(issues)}`);
  return field;
}

/** What is really done with the sample of a kind: by the columns, and by the conversion between them. */
function done(from: Field, to: Field): readonly KindOutcome[] {
  const [was, is] = [columnContent(from), columnContent(to)];
  const offers = ({ kind }: Field) => 'options' in kind.properties;
  if (from.rows || !was) return ['none'];
  if (to.kind.inner) return ['made'];
  if (!is) return ['hidden'];
  if (offers(from) && holdsText(to.kind)) return ['labels'];
  if (offers(from) && to.kind.points === 'about') return ['numbers'];
  const way = conversion(was, is, 'UTC');
  const value = storedSample(
    from,
    was.column.type === 'id' ? 'a-record' : (samples[from.kind.name]?.value ?? null),
  );
  const becomes = way.convert(value);
  if (way.same) return ['stays', 'unread'];
  if (becomes === undefined) return ['unfit', 'read', 'one', 'unread'];
  if (isDeepStrictEqual(becomes, [value])) return ['list'];
  if (Array.isArray(value)) return ['one'];
  if (way.keepsAll) return [is.column.type === 'date' ? 'day' : 'clock'];
  if (isDeepStrictEqual(becomes, String(value))) return ['as-text', 'unread', 'read'];
  if (is.column.type === 'datetime') return ['midnight', 'read'];
  return ['read', 'stays', 'unread'];
}

function storedSample(field: Field, wire: Json): Json {
  const read = field.kind.read(wire, field);
  return read.ok ? read.value : wire;
}

it.each([...fields])('a field of the kind %s becomes one of every other as is said', (source, from) => {
  const others = [...fields].filter(([kind]) => kind !== source);
  const wrong = others.flatMap(([kind, to]) => {
    const [said, found] = [kindOutcome(from, to), done(from, to)];
    return found.includes(said) ? [] : [`${kind}: ${said} is none of ${found.join(', ')}`];
  });
  expect(wrong).toEqual([]);
  expect(others).toHaveLength(kinds.size - 1);
});

it.each([...kinds.values()])('says it of a new $name, too, which stands in no form yet', (kind) => {
  const rows = fields.get('entries')?.rows;
  const lone: Field = { ...loneField(kind), ...(kind.name === 'entries' && rows && { rows }) };
  const others = [...fields.values()].filter((from) => from.kind !== kind);
  for (const from of others) expect(kindOutcomes).toContain(kindOutcome(from, lone));
});

it('tells texts that are read from texts that stay', () => {
  const at = (kind: string) => {
    const field = fields.get(kind);
    if (!field) throw new Error(fieldName(kind));
    return field;
  };
  const said = (from: string, to: string) => kindOutcome(at(from), at(to));
  expect({
    toDate: said('text', 'date'),
    toMail: said('text', 'email'),
    toText: said('date', 'text'),
    fromChoice: said('choice', 'text'),
    toReference: said('choice', 'reference'),
    toMany: said('choice', 'choices'),
    toOne: said('choices', 'choice'),
    toMoment: said('date', 'datetime'),
    toDay: said('datetime', 'date'),
    toClock: said('datetime', 'time'),
    toRows: said('text', 'entries'),
    fromRows: said('entries', 'text'),
    toSecret: said('text', 'secret'),
    toComputed: said('text', 'computed'),
  }).toEqual({
    toDate: 'read',
    toMail: 'unread',
    toText: 'as-text',
    fromChoice: 'labels',
    toReference: 'numbers',
    toMany: 'list',
    toOne: 'one',
    toMoment: 'midnight',
    toDay: 'day',
    toClock: 'clock',
    toRows: 'hidden',
    fromRows: 'none',
    toSecret: 'unfit',
    toComputed: 'made',
  });
});

const texts = [
  ...[
    '',
    ' ',
    'x',
    '下周',
    '7',
    ' 7 ',
    '-7',
    '007',
    '1.50',
    '1,5',
    '12345678901234567890',
    '99999999999999.999',
  ],
  ...['2026-05-01', '2026-5-3', '2026-13-01', '2026/05/01', '08:30:00', '8:30', 'true', '是', '1'],
  ...['2026-05-01T08:30:00Z', 'a@example.com'],
];

it('a text is told to fit another kind where its table takes it', () => {
  const from = columnContent(fields.get('text')!)!;
  const read = [...kinds.values()].filter((kind) => {
    const to = fields.get(kind.name)!;
    return kindOutcome(fields.get('text')!, to) === 'read' && columnContent(to)?.column.type !== 'text';
  });
  expect(read.length).toBeGreaterThan(5);
  for (const kind of read) {
    const to = fields.get(kind.name)!;
    const { convert } = conversion(from, columnContent(to)!, 'UTC');
    const fitting = texts.filter(
      (text) => convert(text) !== undefined && kind.read(kind.write(convert(text)!, to), to).ok,
    );
    expect([kind.name, texts.filter((text) => readsStored(text, to))]).toEqual([kind.name, fitting]);
  }
});
