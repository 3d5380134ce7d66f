import type { Shape } from '../../metadata/model.ts';
import { requireUse } from './access.ts';
import type { ActionCall } from './action-call.ts';
import type { Draft } from './draft.ts';
import { findToRead } from './find.ts';
import { readInput } from './input.ts';
import { newRecord } from './new-record.ts';
import { presetFacts } from './origin.ts';
import { readNewMembers } from './platform-members.ts';
import type { Saved } from './save.ts';
import { rowsOf, type StoredRow } from './stored.ts';
import { finish } from './think.ts';

/**
 * A new record of the organisation of the call with the values of another one; members of the body come on top.
 * Numbers are not copied: the platform gives a new one, or the caller does; nor is what makes a record a package's own.
 */
export async function copy(asked: ActionCall): Promise<Draft<Saved>> {
  const { parts, reader, call, form, id, params } = asked;
  requireUse(call, form, 'create');
  const layout = parts.layout(call, form);
  const original = await findToRead(reader, call, layout, id, 'use');
  const [found = original] = await parts.copies.seen(reader, call, form, [original]);
  const empty = newRecord(call, form, parts.newId());
  const next = { ...empty, ...copied(form, found) };
  for (const day of ['validFrom', 'validTo']) if (form.validity) next[day] = found[day] ?? null;
  if (form.number) next[form.number.id] = null;
  // A copy of what came with a package is anybody's.
  for (const field of presetFacts(form)) delete next[field];
  const shaped = parts.validators.body(form, params);
  const platform = readNewMembers(call, form, params, next);
  const input = readInput(parts, call, form, params, next, 'merge');
  return finish(parts, reader, { call, form, before: null, next, operation: 'create' }, input, [
    ...shaped,
    ...platform,
  ]);

  /** What may not be read is not carried over either; rows are new rows. */
  function copied(shape: Shape, from: StoredRow): Record<string, StoredRow[string]> {
    const values: Record<string, StoredRow[string]> = {};
    for (const field of shape.fields) {
      const { rows, props } = field;
      if (!call.rights.readable(form, field) || field.kind.secret || typeof props['pattern'] === 'string')
        continue;
      values[field.id] = rows
        ? rowsOf(from[field.id]).map((row) => ({ ...row, ...copied(rows, row), id: parts.newId() }))
        : (from[field.id] ?? null);
    }
    return values;
  }
}
