import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { sourcesOf } from '../../../metadata/model/sample.suite.ts';
import { platformRights } from '../../call/system-call.ts';
import { sharedSchemas } from './components.ts';
import { documentSchemas, recordSchema } from './record-schema.ts';
import { membersIn } from './schema-parts.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): Json => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const rows = (name: string, inner: string): Json =>
  field(name, 'entries', { fields: [field(inner, 'text', { required: true })] });

/** A form whose rows are called what schemas of records are called besides. */
const form = () => {
  const { model, issues } = compile(
    sourcesOf({
      post: {
        'package.json': { name: 'post', version: '1.0.0', guiju: { prefix: 'post', label: label('Post') } },
        'forms/letter.json': {
          name: 'letter',
          kind: 'document',
          label: label('Letter'),
          fields: [
            field('title', 'text', { required: true }),
            field('weight', 'decimal', { scale: 2 }),
            field('stamp', 'text', { readonly: true }),
            ...['lines', 'values', 'sent', 'change', 'write', 'listed'].map((name) =>
              rows(name, `${name}Text`),
            ),
          ],
        },
      },
    }),
  );
  return model?.forms.get('letter') ?? expect.fail(JSON.stringify(issues));
};

const named = documentSchemas(form(), platformRights);
const document = { components: { schemas: { ...named, ...sharedSchemas } } };
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addSchema(document, 'document');
const fits = (schema: string, value: Json) =>
  ajv.compile({ $ref: `document#/components/schemas/${schema}` })(value);

it('a field that nobody fills in says so wherever it stands, in answers and in what is sent', () => {
  for (const side of ['letter', 'letter.write', 'letter.change']) {
    const members = membersIn(named[side] ?? null, document) as Record<string, JsonObject>;
    const unwritten = Object.keys(members).filter((name) => members[name]?.['readOnly'] === true);
    expect([side, unwritten]).toEqual([side, ['stamp']]);
  }
});

it.each(['lines', 'values', 'sent', 'change', 'write', 'listed'])(
  'rows called %s are described by a schema of their own',
  (name) => {
    for (const [side, more] of [
      ['letter', ['id']],
      ['letter.write', ['id']],
      ['letter.change', ['id', '$delete']],
    ] as const) {
      const { items } = membersIn(named[side] ?? null, document)[name] as { items: Json };
      expect(Object.keys(membersIn(items, document)).sort(), side).toEqual([...more, `${name}Text`].sort());
    }
  },
);

const lines = [{ linesText: 'a' }];
it.each<readonly [schema: string, value: JsonObject, isFit: boolean]>([
  ['letter.write', { title: 'a', weight: '1', lines, enabled: true }, true],
  ['letter.write', { weight: '1' }, false],
  ['letter.write', { title: 'a', nonsense: 1 }, false],
  ['letter.write', { title: 'a', lines: [{ linesText: 'a', $delete: true }] }, false],
  ['letter.write', { title: 'a', lines: [{}] }, false],
  ['letter.change', { weight: '1' }, true],
  ['letter.change', { nonsense: 1 }, false],
  ['letter.change', { enabled: true }, false],
  ['letter.change', { lines: [{ $delete: true }] }, true],
  ['letter.change', { lines: [{ nonsense: 1 }] }, false],
])('%s takes %j: %s', (schema, value, isFit) => {
  expect(fits(schema, value)).toBe(isFit);
  const alone = recordSchema(form(), platformRights, schema === 'letter.write' ? 'write' : 'change');
  expect(ajv.compile(alone as object)(value), 'the schema that stands alone').toBe(isFit);
});

it('a record that is read has what a listed one may lack', () => {
  expect(fits('letter.listed', { id: crypto.randomUUID(), revision: 1 })).toBe(true);
  expect(fits('letter', { id: crypto.randomUUID(), revision: 1 })).toBe(false);
});
