import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject, JsonSchema } from '../common/json.ts';
import { sample } from '../model/sample.suite.ts';
import { patternWords } from './allowed-words.ts';
import { schemaFiles } from './generate.ts';
import { judge } from './judge.ts';

const ajv = new Ajv2020({
  discriminator: true,
  allErrors: false,
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allowUnionTypes: true,
});
const folders: Readonly<Record<string, string>> = {
  forms: 'form',
  extensions: 'extension',
  params: 'params',
  data: 'data',
  cases: 'cases',
  prints: 'print',
  migrations: 'migrations',
  messages: 'messages',
  'package.json': 'package',
};
const files = schemaFiles();
const validators = new Map([...files].map(([name, schema]) => [name, ajv.compile(schema)]));
const documents = Object.values(sample).flatMap((pack) =>
  Object.entries(pack).map(([path, content]) => {
    const name = `${folders[path.split('/')[0] ?? '']}.schema.json`;
    return { path, content, name, schema: withoutDefinitions(files.get(name) ?? {}) };
  }),
);

/** Returns the schema as compile judges by it: without the parts that only a file of its own needs. */
function withoutDefinitions({ $defs: _, $schema: __, $id: ___, ...schema }: JsonSchema): JsonSchema {
  return schema as JsonSchema;
}

describe('the schemas', () => {
  it.each([...files.keys()])('%s is current; `npm run schemas` writes it', (name) => {
    const written: unknown = JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
    expect(written).toEqual(files.get(name));
  });

  it.each(documents)('accept $path', ({ content, name, schema }) => {
    expect(validators.get(name)?.(content), JSON.stringify(validators.get(name)?.errors)).toBe(true);
    expect(judge(schema, content)).toEqual([]);
  });

  it('are judged as Ajv judges them, whatever is done to a document', () => {
    const anything = fc.oneof(
      fc.constantFrom<Json>(
        '',
        'x',
        'text',
        ' x',
        0,
        -1,
        1.5,
        5,
        1e9,
        true,
        false,
        null,
        [],
        {},
        'entries',
        'acme_x',
      ),
      fc.constantFrom<Json>(
        { zh: 'x', en: 'y' },
        { all: [] },
        { any: [] },
        { fact: 'a', operator: 'isEmpty' },
        ['a', 'a'],
      ),
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    );
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.nat(),
        fc.constantFrom('replace', 'remove', 'add'),
        anything,
        (document, at, how, value) => {
          const content = structuredClone(document.content);
          damage(content, at, how, value);
          const verdict = validators.get(document.name)?.(content) === true;
          verdicts.add(verdict);
          expect(judge(document.schema, content).length === 0, JSON.stringify(content)).toBe(verdict);
        },
      ),
      { numRuns: 3000 },
    );
    expect(verdicts.size).toBe(2);
  });
});

describe('flaws', () => {
  const form = withoutDefinitions(files.get('form.schema.json') ?? {});
  const base = { name: 'a', kind: 'master', label: { zh: 'a', en: 'a' } };
  const text = { name: 'x', kind: 'text', label: { zh: 'x', en: 'x' } };
  it.each<[string, Json, string]>([
    ['a form is an object', 5, ' schema-object'],
    ['a label is an object', { ...base, label: '合同', fields: [text] }, '/label schema-object'],
    ['a list of fields is a list', { ...base, fields: {} }, '/fields schema-type'],
    ['a form has fields', base, ' schema-required'],
    ['at least one', { ...base, fields: [] }, '/fields schema-few'],
    ['of a known kind', { ...base, fields: [{ ...text, kind: 'flavour' }] }, '/fields/0/kind unknown-kind'],
    [
      'with the kind’s own properties',
      { ...base, fields: [{ ...text, scale: 2 }] },
      '/fields/0/scale schema-unknown',
    ],
    ['inside their range', { ...base, fields: [{ ...text, length: 0 }] }, '/fields/0/length schema-small'],
    [
      'a label says something',
      { ...base, label: { zh: '', en: 'a' }, fields: [text] },
      '/label/zh schema-short',
    ],
    [
      'but not for ever',
      { ...base, fields: [{ ...text, kind: 'number', pattern: `{seq:1}${'x'.repeat(60)}` }] },
      '/fields/0/pattern schema-long',
    ],
    [
      'nor wider than the page',
      {
        ...base,
        fields: [text],
        layout: { tabs: [{ name: 'a', label: text.label, groups: [{ name: 'b', columns: 9, fields: [] }] }] },
      },
      '/layout/tabs/0/groups/0/columns schema-great',
    ],
    [
      'a way of sharing is known',
      { ...base, sharing: { allowed: ['private', 'cousins'], default: 'private' }, fields: [text] },
      '/sharing/allowed/1 schema-enum',
    ],
    ['a kind of form is known', { ...base, kind: 'thing', fields: [text] }, '/kind schema-enum'],
    [
      'visible is a condition or not',
      { ...base, fields: [{ ...text, visible: 5 }] },
      '/fields/0/visible schema-any-of',
    ],
    [
      'of ways to write it the one is meant that has the type of the value',
      { ...base, fields: [{ ...text, visible: { fact: 'x', operator: 'equals', value: '1' } }] },
      '/fields/0/visible/operator unknown-operator',
    ],
    [
      'an option has no blanks around it',
      { ...base, fields: [{ ...text, kind: 'choice', options: [{ value: ' a', label: text.label }] }] },
      '/fields/0/options/0/value schema-form',
    ],
    [
      'a column stands once',
      { ...base, fields: [text], list: { columns: ['x', 'x'] } },
      '/list/columns schema-twice',
    ],
    [
      'an options filter is a condition',
      { ...base, fields: [{ ...text, optionsFilter: { any: [] } }] },
      '/fields/0/optionsFilter/any condition-empty-any',
    ],
  ])('%s', (_says, content, expected) => {
    expect(judge(form, content).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([expected]);
  });

  it('says what is allowed where several ways are, and what a pattern asks, in words', () => {
    const wrong = { ...base, fields: [{ ...text, required: 'yes' }] };
    expect(judge(form, wrong).map(({ params }) => params)).toEqual([
      { allowed: { zh: 'true、false 或 条件（对象）', en: 'true, false or a condition (an object)' } },
    ]);
    const written = JSON.stringify([...files.values()]);
    const patterns = new Set(
      [...written.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
        ([, one = '']) => JSON.parse(one) as string,
      ),
    );
    expect(patterns.size).toBeGreaterThan(5);
    expect([...patterns].filter((one) => patternWords(one).en === one)).toEqual([]);
  });
});

/** Changes one spot, whichever it is. */
function damage(root: Json, at: number, how: string, value: Json): void {
  const spots: [Record<string, Json>, string][] = [];
  const open: Json[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, inside] of Object.entries(node as JsonObject)) {
      spots.push([node as Record<string, Json>, key]);
      open.push(inside);
    }
  }
  const [whole, key] = spots[at % spots.length] ?? [{}, ''];
  if (how === 'replace') whole[key] = value;
  else if (Array.isArray(whole)) how === 'remove' ? whole.splice(Number(key), 1) : whole.push(value);
  else if (how === 'remove') delete whole[key];
  else
    whole[
      ['visible', 'required', 'length', 'min', 'help', 'extra', 'list', 'match', 'set', 'raw'][at % 10] ?? ''
    ] = value;
}
