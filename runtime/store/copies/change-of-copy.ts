import type { JsonObject } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Manner } from '../body/input-work.ts';
import type { Draft } from '../commit/draft.ts';
import { requireUse } from '../record/access.ts';
import type { Unchanged } from '../save/action-call.ts';
import type { StoreParts } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { findToRead } from '../sight/find.ts';
import { planCopy } from './plan-copy.ts';

/** A change of one record, asked for by somebody; `ifMatch` is the revision it was read at. */
export interface ChangeAsked {
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly body: JsonObject;
  readonly manner: Manner;
  readonly ifMatch: number | undefined;
}

/**
 * Who changes a record as an organisation that has its own copy of it changes the copy: that is what he sees.
 * Undefined: the organisation of the call has none. To change the original, call for its creator.
 */
export async function changeOfCopy(
  parts: StoreParts,
  reader: Connection,
  { call, form, id, body, manner, ifMatch }: ChangeAsked,
): Promise<Draft<Saved> | Unchanged | undefined> {
  const any = parts.copies.any(reader, call, form);
  if (!(typeof any === 'boolean' ? any : await any)) return undefined;
  const copy = (await parts.copies.read(reader, call, form, [id])).get(id);
  if (!copy) return undefined;
  requireUse(call, form, 'edit');
  const original = await findToRead(reader, call, parts.layout(call, form), id, 'use');
  await requireMatch(parts, reader, {
    call,
    form,
    stored: parts.copies.apply(form, original, copy, call.org),
    ifMatch,
  });
  return planCopy(parts, reader, { call, form, original, copy, body, manner });
}
