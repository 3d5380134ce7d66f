import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, type JsonSchema } from '../../metadata/common/json.ts';
import type { DesignStep } from '../../metadata/design/steps/design-step.ts';
import { sample } from '../../metadata/model/sample.suite.ts';
import { definitions } from '../../metadata/schema/definitions.ts';
import { judge } from '../../metadata/schema/judge.ts';
import { knownTo } from '../../rules/behaviour/known-to.ts';
import { einvoicing } from '../../rules/einvoicing/register.ts';
import { imaging } from '../../rules/imaging/register.ts';
import { schemaOfFile } from './json/schema-at.ts';
import { Workbench } from './work/workbench.ts';

const known = knownTo([einvoicing, imaging]);

const label = (zh: string) => ({ zh, en: zh });
/** None of what the steps below speak of: what a layer brings itself is written where it brings it. */
const words = fc.constantFrom('item', 'number', 'main', 'more', 'acme', 'x1', 'x2');
const conditions = fc.constantFrom<Json>(
  { fact: 'name', operator: 'isNotEmpty' },
  { all: [{ fact: 'rate', operator: 'equal', value: '0.13' }, { not: { fact: 'x1', operator: 'isEmpty' } }] },
);
type Keywords = Readonly<Record<string, Json | undefined>>;

/** Documents as a schema lets people write them, as deep as that. */
function written(schema: JsonSchema, depth = 4): fc.Arbitrary<Json> {
  const { $ref, discriminator, oneOf, anyOf, enum: named, const: only, type } = schema as Keywords;
  if ($ref === '#/$defs/condition') return conditions;
  if (typeof $ref === 'string') return written(definitions[$ref.replace('#/$defs/', '')] ?? {}, depth - 1);
  const ways = (discriminator === undefined ? anyOf : oneOf) as readonly JsonSchema[] | undefined;
  // Deep down the first way has to do: fields of rows are fields.
  if (ways)
    return fc.oneof(...ways.slice(0, depth > 0 ? ways.length : 1).map((way) => written(way, depth - 1)));
  if (Array.isArray(named)) return fc.constantFrom(...(named as readonly Json[]));
  if (only !== undefined) return fc.constant(only);
  const [sort] = Array.isArray(type) ? (type as readonly Json[]) : [type];
  if (sort === 'object') return writtenObject(schema as Keywords, depth);
  if (sort === 'array') {
    const items = isObject(schema['items']) ? schema['items'] : {};
    const least = Number(schema['minItems'] ?? 0);
    return fc.array(written(items, depth - 1), {
      minLength: least,
      maxLength: depth > 0 ? least + 2 : least,
    });
  }
  if (sort === 'string') {
    const pattern = schema['pattern'];
    return typeof pattern === 'string' ? fc.stringMatching(new RegExp(pattern, 'u')) : words;
  }
  if (sort === 'integer' || sort === 'number')
    return fc.integer({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 90) });
  return sort === 'boolean' ? fc.boolean() : fc.constantFrom<Json>(null, true, 1, 'x', ['y'], { z: 1 });
}

function writtenObject(
  { properties, required, additionalProperties }: Keywords,
  depth: number,
): fc.Arbitrary<Json> {
  const needed = new Set(Array.isArray(required) ? required.map(String) : []);
  const members = Object.entries(isObject(properties) ? properties : {}).filter(
    ([name]) => depth > 0 || needed.has(name),
  );
  const own = fc.record(
    Object.fromEntries(members.map(([name, inner]) => [name, written(inner as JsonSchema, depth - 1)])),
    { requiredKeys: [...needed] },
  ) as fc.Arbitrary<JsonObject>;
  if (!isObject(additionalProperties) || depth <= 0) return own;
  const more = fc.dictionary(words, written(additionalProperties, depth - 1), { maxKeys: 2 });
  return fc.tuple(own, more).map(([first, second]) => ({ ...second, ...first }));
}

/** Steps that change a form, each with the members of the file that it writes into. */
const steps: readonly (readonly [DesignStep, readonly string[]])[] = [
  [{ do: 'set', form: 'item', target: 'label', value: label('货') }, ['set']],
  [{ do: 'set', form: 'item', target: 'fields/rate/help', value: label('几成') }, ['set']],
  [{ do: 'hide', form: 'item', place: 'fields/price' }, ['set']],
  [
    {
      do: 'add-field',
      form: 'item',
      content: { name: 'local_z9', kind: 'date', label: label('何日') },
    },
    ['fields'],
  ],
];

/** In whichever folder a file lies: its name says nothing of what is in it. */
const paths = [
  'extensions/any.json',
  'params/any.json',
  'cases/any.json',
  'data/any.json',
  'messages/any.json',
];

describe('whatever a layer says', () => {
  const packages = Object.entries(sample).map(([name, files]) => ({
    name,
    version: '1.0.0',
    own: name === 'local',
    designed: false,
    prefix: name,
    files: files as JsonObject,
  }));

  it.each(paths)('%s is drawn beside what is wrong with it, and nothing of it is lost by a step', (path) => {
    const schema = schemaOfFile(path);
    const isOfItem = path.startsWith('extensions/') ? { extends: 'item' } : {};
    let tried = 0;
    fc.assert(
      fc.property(written(schema), fc.constantFrom(...steps), (document, [step, into]) => {
        const content: JsonObject = { ...(document as JsonObject), ...isOfItem };
        fc.pre(judge(schema, content).length === 0);
        tried += 1;
        const bench = new Workbench({ packages, known });
        const write: DesignStep = { do: 'write-file', path, content };
        expect(bench.take(0, [write])).toEqual([]);
        bench.draw({ form: 'item', place: 'fields/rate' });
        const before = new Map(bench.files('local'));
        expect(before.get(path)).toEqual(content);
        const refused = bench.take(1, [step]);
        bench.draw({ form: 'item', place: 'fields/rate' });
        for (const [file, now] of bench.files('local')) isWhole(before.get(file), now, into);
        if (refused.length > 0) expect(new Map(bench.files('local'))).toEqual(before);
        bench.take(1, []);
        expect(new Map(bench.files('local'))).toEqual(before);
      }),
      { numRuns: 60 },
    );
    expect(tried).toBeGreaterThan(30);
  });
});

/** All of a file is as it was, and of what the step writes into, all entries that were there. */
function isWhole(was: Json | undefined, now: Json, into: readonly string[]): void {
  const of = (content: Json | undefined) => {
    const { extends: _, ...members } = isObject(content) ? content : {};
    const [touched, others] = [true, false].map((is) =>
      Object.fromEntries(Object.entries(members).filter(([name]) => into.includes(name) === is)),
    );
    return { touched, others };
  };
  const [before, after] = [of(was), of(now)];
  expect(after.others).toEqual(before.others);
  for (const [name, held] of Object.entries(before.touched ?? {})) {
    const holds = after.touched?.[name];
    if (Array.isArray(held)) expect((holds as readonly Json[]).slice(0, held.length)).toEqual(held);
    else expect(holds).toMatchObject(held as JsonObject);
  }
}
