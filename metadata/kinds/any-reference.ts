import type { Result } from '../common/issue.ts';
import { isObject, type Json, type JsonObject } from '../common/json.ts';
import type { Field, Kind, TargetForm } from '../field.ts';
import { choice } from './choice.ts';
import { identityOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { cutPointed, formMeant, formsInWords, pointedIn, pointedText } from './common/pointed.ts';
import { isId, parsePointer, pointerSchema, pointerText, readPointer } from './common/pointer.ts';
import { accepted, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';

/** Ids of forms have 64 characters at most, those of records 36. */
const length = 64 + 1 + 36;

/** A record of one of several forms: its form is a part of the value, or told by a field beside it. */
export const anyReference: Kind = plain({
  name: 'any-reference',
  properties: {
    forms: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      items: { type: 'string', minLength: 1, maxLength: 64 },
      description: 'Ids of the forms one of whose records is pointed at. Other layers may add forms.',
    },
    formField: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description:
        'Choice of the same row, or `parent.x` for one of the record, whose value is the id of the form. Default: whoever picks the record picks its form.',
    },
    byNumber: {
      type: 'boolean',
      description: 'Shown by its number where it would be shown by its name. Default: false.',
    },
    loose: {
      type: 'boolean',
      description: 'What it points at may be deleted nevertheless. Default: false.',
    },
  },
  requires: ['forms'],
  points: 'several',
  column: () => ({ type: 'text', length }),
  schema: (field) => schemaOf(targetsOf(field)),
  read,
  write: (value) => {
    const known = typeof value === 'string' ? pointedIn(value) : undefined;
    return known ? { form: known.form, id: known.id } : value;
  },
  parse: (text, field) => {
    const [said, rest] = cutPointed(text.trim()) ?? [];
    const form = formSaid(field, said);
    if (!form) return notOfThese(field, said ?? text.trim());
    const record = rest ?? text;
    const pointer = isId(record.toLowerCase()) ? accepted({ id: record }) : parsePointer(record);
    return pointer.ok ? accepted({ form: form.id, ...(pointer.value as JsonObject) }) : pointer;
  },
  format: (value, field, language) => {
    if (typeof value === 'string') return value;
    if (!isObject(value)) return '';
    const { form, ...pointer } = value as JsonObject;
    const name = targetsOf(field).find(({ id }) => id === form)?.name ?? String(form ?? '');
    return `${name}/${pointerText(pointer, language)}`;
  },
  comparison: () => 'any-reference',
  operators: () => identityOperators,
  sortable: false,
  parts: [
    {
      name: 'form',
      label: { zh: '表单', en: 'Form' },
      kind: choice,
      optionsOf: (field) => targetsOf(field).map(({ id, label }) => ({ value: id, label })),
      of: formOf,
      made: (form) => ({ form, id: '00000000-0000-4000-8000-000000000000' }),
      begins: (form) => `${form}/`,
    },
  ],
});

function targetsOf({ targets, inner }: Field): readonly TargetForm[] {
  return targets ?? inner?.targets ?? [];
}

function schemaOf(targets: readonly TargetForm[]) {
  const [text = {}, object = {}] = pointerSchema['anyOf'] as readonly JsonObject[];
  return {
    description: 'A record: `form/number`, or an object with its form and its id or number.',
    anyOf: [
      { ...text, description: 'The id of the form, a stroke, and the number or id of the record' },
      {
        ...object,
        properties: {
          form: {
            type: 'string',
            description: `Id of its form: ${targets.map(({ id }) => id).join(', ')}`,
            examples: targets.map(({ id }) => id),
          },
          ...(object['properties'] as JsonObject),
        },
      },
    ],
  };
}

/** With an id it reads as what is stored, with a number as `{ form, number }`, which is not yet. */
function read(value: Json, field: Field): Result<Json> {
  const said =
    typeof value === 'string' ? ofText(value) : isObject(value) ? (value as JsonObject) : undefined;
  if (!said) return refused('not-any-reference', formsNamed(field));
  const form = formSaid(field, said['form']);
  if (!form) return notOfThese(field, said['form']);
  const pointer = readPointer(said);
  if (!pointer.ok) return pointer;
  return accepted(
    typeof pointer.value === 'string'
      ? pointedText({ form: form.id, id: pointer.value })
      : { form: form.id, ...pointer.value },
  );
}

function ofText(text: string): JsonObject | undefined {
  const [form, record] = cutPointed(text.trim()) ?? [];
  if (form === undefined || record === undefined || record === '') return undefined;
  return isId(record.toLowerCase()) ? { form, id: record } : { form, number: record };
}

/** Where there is one form alone nobody needs to say it. */
function formSaid(field: Field, said: Json | undefined): TargetForm | undefined {
  const targets = targetsOf(field);
  if (said === undefined || said === null) return targets.length === 1 ? targets[0] : undefined;
  return typeof said === 'string' ? formMeant(targets, said.trim()) : undefined;
}

function notOfThese(field: Field, said: Json | undefined): Result<never> {
  return typeof said === 'string'
    ? refused('not-of-these-forms', { form: said, ...formsNamed(field) }, '')
    : refused('not-any-reference', formsNamed(field));
}

function formsNamed(field: Field) {
  return { forms: formsInWords(targetsOf(field)) };
}

function formOf(value: Json): Json {
  if (typeof value === 'string') return pointedIn(value)?.form ?? null;
  return isObject(value) ? ((value as JsonObject)['form'] ?? null) : null;
}

export const sample: KindSample = {
  props: { forms: ['thing'] },
  value: { form: 'thing', number: 'T1' },
  asks: { operator: 'equal', value: 'thing/T1' },
};
