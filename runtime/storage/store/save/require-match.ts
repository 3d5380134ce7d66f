import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { conflict } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from './parts.ts';

interface VersionAsked {
  readonly call: Call;
  readonly form: Form;
  readonly stored: Stored;
  readonly ifMatch: number | undefined;
}

/** Refuses a change of a version that is no longer the record's; the answer brings the record as it is. */
export async function requireMatch(
  parts: StoreParts,
  reader: Connection,
  { call, form, stored, ifMatch }: VersionAsked,
): Promise<void> {
  if (ifMatch === undefined || ifMatch === stored.revision) return;
  const current = await parts.answers.one(reader, call, form, stored);
  throw conflict({ revision: stored.revision }, [], { current });
}
