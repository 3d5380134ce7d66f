import type { JsonSchema } from '../../../metadata/common/json.ts';
import { formName } from '../../../metadata/contract/records/record.ts';

const pointer = `"#/components/schemas/${formName}`;

/** Schemas as texts, null where they point at nothing of a form: each is asked about once for every form. */
const texts = new WeakMap<JsonSchema, string | null>();

function textOf(schema: JsonSchema): string | null {
  const known = texts.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(schema);
  const kept = text.includes(pointer) ? text : null;
  texts.set(schema, kept);
  return kept;
}

/** Whether it points at schemas of the records of whichever form a path names. */
export function isOfForm(schema: JsonSchema): boolean {
  return textOf(schema) !== null;
}

/** The same for the records of one form. */
export function ofForm(schema: JsonSchema, name: string): JsonSchema {
  const text = textOf(schema);
  return text === null ? schema : JSON.parse(text.replaceAll(pointer, `"#/components/schemas/${name}`));
}
