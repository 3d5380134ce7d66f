import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import { ownFields } from '../record/own-fields.ts';
import type { Stored } from '../record/stored.ts';

/** Fields the organisation owns, and what the platform makes of them where that is not as in the original. */
export function copyContent(form: Form, next: Stored, original: Stored): JsonObject {
  const content: Record<string, Json> = {};
  for (const id of ownFields(form).keys()) content[id] = next[id] ?? null;
  for (const { id, kind } of form.fields)
    if (kind.derived && id !== form.number?.id && !isDeepStrictEqual(next[id] ?? null, original[id] ?? null))
      content[id] = next[id] ?? null;
  return content;
}
