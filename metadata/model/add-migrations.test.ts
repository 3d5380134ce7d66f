import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { loadPatterns } from '../common/pattern.ts';
import { compile } from './compile.ts';
import { readSourceFiles } from './source-files.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const options = ['open', 'stays'].map((value) => ({ value, label: label(value) }));
const packageOf = (name: string, prefix: string, files: Readonly<Record<string, Json>>) => {
  const manifest = { name, version: '2.0.0', guiju: { prefix, label: label(name) } };
  const { source } = readSourceFiles(new Map(Object.entries({ 'package.json': manifest, ...files })));
  return source ?? expect.fail();
};
const step = (of: string, values: JsonObject, form = 'paper'): JsonObject => ({
  step: 'values',
  form,
  field: of,
  values,
});

const numbered = (of: string, values?: JsonObject): JsonObject => ({
  step: 'reference',
  form: 'paper',
  field: of,
  ...(values ? { values } : {}),
});

const worded = (of: string, values?: JsonObject): JsonObject => ({
  step: 'text',
  form: 'paper',
  field: of,
  ...(values ? { values } : {}),
});

const split = (of: string): JsonObject => ({
  step: 'split',
  form: 'paper',
  field: of,
  into: ['a', 'b'],
  by: ' ',
});
const patterned = (pattern: string): JsonObject => ({
  step: 'split',
  form: 'paper',
  field: 'old',
  into: ['a', 'b'],
  pattern,
});
const join = (into: string): JsonObject => ({
  step: 'join',
  form: 'paper',
  fields: ['x', 'y'],
  into,
  by: ' ',
});
const rows = (fields: JsonObject, into = 'lines'): JsonObject => ({
  step: 'rows',
  form: 'paper',
  fields,
  into,
});

/** A package of papers with files of steps; another one states steps for a field that is not its own. */
function compiled(files: Readonly<Record<string, Json>>, foreign?: Json) {
  const form = {
    name: 'paper',
    kind: 'master',
    sharing: 'everybody',
    label: label('Paper'),
    fields: [
      field('number', 'text', { length: 40 }),
      field('state', 'choice', { options }),
      field('kept', 'reference', { form: 'shelf' }),
      field('bare', 'reference', { form: 'bare' }),
      field('a', 'text', { length: 40 }),
      field('b', 'text', { length: 40 }),
      field('day', 'date'),
      field('lines', 'entries', { fields: [field('state', 'choice', { options })] }),
    ],
  };
  const migrations = Object.entries(files).map(([file, content]) => [`migrations/${file}.json`, content]);
  const shelf = { ...form, name: 'shelf', fields: [field('number', 'text', { length: 40 })] };
  const bare = { ...form, name: 'bare', key: ['name'], fields: [field('name', 'text', { length: 40 })] };
  const forms = { 'forms/paper.json': form, 'forms/shelf.json': shelf, 'forms/bare.json': bare };
  const own = packageOf('papers', 'pp', { ...forms, ...Object.fromEntries(migrations) });
  const other = packageOf('others', 'oo', foreign === undefined ? {} : { 'migrations/a.json': foreign });
  return compile([own, other]);
}

const place = ({ file, pointer, code }: { file?: string; pointer: string; code: string }) =>
  `${file}#${pointer} ${code}`;

describe('steps of a package', () => {
  beforeAll(async () => {
    await loadPatterns();
  });

  it.each<[string, Json, readonly string[]]>([
    [
      'belong to a version that is not to come',
      { to: '2.0.1', steps: [step('state', { a: 'open' })] },
      ['/to migration-version'],
    ],
    ['or is none', { to: 'two', steps: [step('state', { a: 'open' })] }, ['/to migration-version']],
    [
      'name a form',
      { to: '2.0.0', steps: [step('state', { a: 'open' }, 'papre')] },
      ['/steps/0/form unknown-form'],
    ],
    ['a field', { to: '2.0.0', steps: [step('stat', { a: 'open' })] }, ['/steps/0/field unknown-field']],
    [
      'that keeps values',
      { to: '2.0.0', steps: [step('lines', { a: 'open' })] },
      ['/steps/0/field migration-kind'],
    ],
    [
      'and not what its kind keeps as it is',
      { to: '2.0.0', steps: [step('number', { a: 'open' })] },
      ['/steps/0/values/a migration-value-fits'],
    ],
    [
      'nor into what it does not keep',
      { to: '2.0.0', steps: [step('day', { soon: 'tomorrow', never: '2026-01-31' })] },
      ['/steps/0/values/soon migration-value-unfit'],
    ],
    [
      'translate what is no option any more',
      { to: '2.0.0', steps: [step('state', { stays: 'open' })] },
      ['/steps/0/values/stays migration-value-offered'],
    ],
    [
      'into an option',
      { to: '2.0.0', steps: [step('lines.state', { 'a/b': 'opne' })] },
      ['/steps/0/values/a~1b migration-value-unknown'],
    ],
    [
      'and not in a ring',
      { to: '2.0.0', steps: [step('state', { a: 'b', b: 'a' })] },
      ['/steps/0/values/a migration-value-unknown', '/steps/0/values/b migration-value-unknown'],
    ],
    [
      'each value once',
      { to: '2.0.0', steps: [step('state', { a: 'open' }), step('state', { a: 'stays' })] },
      ['/steps/1/values/a migration-value-twice'],
    ],
    [
      'and are of a sort there is',
      { to: '2.0.0', steps: [{ ...step('state', { a: 'open' }), step: 'guess' }] },
      ['/steps/0/step unknown-step'],
    ],
    [
      'make records of what is a reference',
      { to: '2.0.0', steps: [numbered('state')] },
      ['/steps/0/field migration-no-reference'],
    ],
    [
      'to what has numbers',
      { to: '2.0.0', steps: [numbered('bare')] },
      ['/steps/0/field migration-no-number'],
    ],
    [
      'once',
      { to: '2.0.0', steps: [numbered('kept'), numbered('kept')] },
      ['/steps/1/field migration-twice'],
    ],
    [
      'and of no other reference',
      { to: '2.0.0', steps: [step('kept', { a: 'b' })] },
      ['/steps/0/field migration-kind'],
    ],
    [
      'or texts of what holds one',
      { to: '2.0.0', steps: [worded('lines'), worded('state')] },
      ['/steps/0/field migration-no-text', '/steps/1/field migration-no-text'],
    ],
    [
      'once as well',
      { to: '2.0.0', steps: [worded('a'), worded('a', { r: 'Red' })] },
      ['/steps/1/field migration-twice'],
    ],
    [
      'and are not translated beside it',
      { to: '2.0.0', steps: [step('a', { r: 's' })] },
      ['/steps/0/values/r migration-value-fits'],
    ],
    [
      'move what has no field any more, once',
      { to: '2.0.0', steps: [split('state'), split('old'), { ...split('old'), into: ['c', 'd'] }] },
      [
        '/steps/0/field migration-source-offered',
        '/steps/1/into/0 migration-twice',
        '/steps/1/into/1 migration-twice',
        '/steps/2/field migration-twice',
        '/steps/2/into/0 unknown-field',
        '/steps/2/into/1 unknown-field',
      ],
    ],
    [
      'to fields that hold a text',
      { to: '2.0.0', steps: [join('kept'), { ...join('lines'), fields: ['u', 'v'] }] },
      ['/steps/0/into migration-target-kind', '/steps/1/into migration-target-kind'],
    ],
    [
      'beside where it stood',
      { to: '2.0.0', steps: [join('rows.state'), { ...join('state'), form: 'papre' }] },
      ['/steps/0/into unknown-field', '/steps/1/form unknown-form'],
    ],
    [
      'split in one way',
      { to: '2.0.0', steps: [{ ...split('old'), pattern: '(a)(b)' }] },
      ['/steps/0 migration-split-how'],
    ],
    [
      'by a pattern that can be read',
      { to: '2.0.0', steps: [patterned('(a')] },
      ['/steps/0/pattern migration-pattern'],
    ],
    [
      'with a group for each field',
      { to: '2.0.0', steps: [patterned('(a)')] },
      ['/steps/0/pattern migration-pattern-groups'],
    ],
    [
      'or make rows of it',
      { to: '2.0.0', steps: [rows({ x: 'state', y: 'state', z: 'stat' }), rows({ q: 'a' }, 'state')] },
      [
        '/steps/0/fields/y migration-twice',
        '/steps/0/fields/z unknown-field',
        '/steps/1/into migration-target-kind',
        '/steps/1/fields/q unknown-field',
      ],
    ],
    [
      'not in a ring either',
      { to: '2.0.0', steps: [step('kept', { a: 'b', b: 'a' }), numbered('kept')] },
      ['/steps/0/values/a migration-value-unknown', '/steps/0/values/b migration-value-unknown'],
    ],
  ])('%s', (_, content, expected) => {
    const { issues } = compiled({ states: content });
    expect(issues.map(place)).toEqual(expected.map((said) => `migrations/states.json#${said}`));
  });

  it('are a matter of the package whose field it is', () => {
    const { issues } = compiled({}, { to: '1.0.0', steps: [step('state', { a: 'open' })] });
    expect(issues.map(place)).toEqual(['migrations/a.json#/steps/0/field migration-foreign']);
  });

  it('follow one another by their versions, whatever their files are called', () => {
    const { model, issues } = compiled({
      first: { to: '2.0.0', steps: [step('state', { b: 'open', d: null })] },
      second: { to: '1.9.0', steps: [step('state', { a: 'b', c: 'd' })] },
    });
    expect(issues).toEqual([]);
    const field = model?.forms.get('paper')?.byId.get('state');
    expect(field?.formerValues).toEqual({ a: 'open', b: 'open', c: null, d: null });
  });

  it('make numbers of what earlier ones made of values, and what is not named is a number itself', () => {
    const { model, issues } = compiled({
      first: { to: '2.0.0', steps: [numbered('kept', { b: 'N-1', x: null, n: 'b' })] },
      second: { to: '1.9.0', steps: [step('kept', { a: 'b', c: 'd', e: null })] },
    });
    expect(issues).toEqual([]);
    const kept = model?.forms.get('paper')?.byId.get('kept');
    expect(kept?.formerNumbers).toEqual({ a: 'N-1', b: 'N-1', c: 'd', e: null, n: 'b', x: null });
    expect(kept?.formerValues).toEqual({ e: null, x: null });
  });

  it('make texts of what earlier ones made of values', () => {
    const { model, issues } = compiled({
      first: { to: '2.0.0', steps: [worded('a', { b: 'Bee', x: null })] },
      second: { to: '1.9.0', steps: [step('a', { a: 'b', c: 'd', e: null })] },
    });
    expect(issues).toEqual([]);
    expect(model?.forms.get('paper')?.byId.get('a')?.formerTexts).toEqual({
      package: 'papers',
      form: 'paper',
      path: 'a',
      values: { a: 'Bee', b: 'Bee', c: 'd', e: null, x: null },
    });
  });

  it('change the hash of their form, and of nothing else', () => {
    const [without, once] = [
      compiled({}),
      compiled({ a: { to: '2.0.0', steps: [step('state', { a: 'open' })] } }),
    ].map(({ model }) => model?.forms.get('paper')?.hash);
    expect(without).toEqual(expect.any(String));
    expect(once).not.toBe(without);
  });
});

describe('former values of a package’s field', () => {
  const compiled = (version: string, held: JsonObject, values: JsonObject, local?: JsonObject) => {
    const owner = packageOf('notes', 'nt', {
      'forms/note.json': {
        name: 'note',
        kind: 'master',
        sharing: 'everybody',
        label: label('Note'),
        fields: [
          field('number', 'text', { length: 40, required: true }),
          { ...field('held', 'text'), ...held },
        ],
      },
      'migrations/2.0.0.json': { to: '2.0.0', steps: [step('held', values, 'note')] },
    });
    const own = { ...owner, manifest: { ...owner.manifest, version } };
    const more = packageOf('local', 'lo', { 'extensions/note.json': { extends: 'note', set: local ?? {} } });
    const peerDependencies = { notes: '*' };
    const extending = { ...more, manifest: { ...more.manifest, peerDependencies } };
    const { model, issues } = compile([own, ...(local ? [extending] : [])]);
    const found = model?.formsById.get('note')?.byId.get('held');
    return { codes: issues.map(({ code }) => code), values: found?.formerValues };
  };
  const texts = { 'a long one': 'short', 'longer still': 'a long one' };
  const whole = { kind: 'integer', max: 9 };

  it.each<
    [
      string,
      string,
      JsonObject,
      JsonObject,
      JsonObject | undefined,
      readonly string[],
      JsonObject | undefined,
    ]
  >([
    [
      'mean what their package says',
      ...([
        '2.0.0',
        { length: 5 },
        texts,
        undefined,
        [],
        { 'a long one': 'short', 'longer still': 'short' },
      ] as const),
    ],
    [
      'mean themselves once a later version has room for them',
      ...(['3.0.0', { length: 10 }, texts, undefined, [], { 'longer still': 'a long one' }] as const),
    ],
    ['all of them, where there is room for all', '3.0.0', { length: 20 }, texts, undefined, [], {}],
    ['mean nothing that a later version has no room for', '3.0.0', { length: 3 }, texts, undefined, [], {}],
    [
      'are a mistake of the version that makes room itself',
      ...(['2.0.0', { length: 10 }, texts, undefined, ['migration-value-fits'], undefined] as const),
    ],
    [
      'mean nothing that others leave no room for',
      '2.0.0',
      whole,
      { ten: '8' },
      { 'fields/held/max': 7 },
      [],
      {},
    ],
  ])('%s', (_, version, held, values, local, codes, meant) => {
    expect(compiled(version, held, values, local)).toEqual({ codes, values: meant });
  });
});
