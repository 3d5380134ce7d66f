import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormModel } from '../../model/form-model.ts';
import { session } from '../../session/session.ts';

const preference = (form: FormModel) => `last:${form.id}`;

/** What a new record of the form begins with: what the same person gave last, of fields that remember it. */
export function remembered(form: FormModel): JsonObject {
  const kept = session.own.read(preference(form));
  const last = typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as JsonObject) : {};
  return Object.fromEntries(
    form.fields.flatMap(({ id, name, path, remembers }) => {
      const value = last[id];
      return remembers && value !== undefined && form.writable.has(path) ? [[name, value]] : [];
    }),
  );
}

/** Keeps what somebody gave, for the next record that he makes. */
export function remember(form: FormModel, saved: JsonObject): void {
  const fields = form.fields.filter(({ remembers }) => remembers);
  if (fields.length === 0) return;
  const given = fields.flatMap(({ id, name }) => {
    const value = saved[name] ?? null;
    return value === null ? [] : [[id, value] as const];
  });
  session.own.write(preference(form), given.length > 0 ? Object.fromEntries(given) : undefined);
}
