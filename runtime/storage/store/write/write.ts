import type { Form } from '../../../../metadata/model.ts';
import type { Call, Mark } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { writeAs } from '../commit/marked.ts';
import { type PlannedWrite, Stale } from '../commit/planned-write.ts';
import { busy } from '../record/refusals.ts';
import type { Written } from '../record/store.ts';
import type { StoreParts } from '../save/parts.ts';
import type { Saved } from '../save/save.ts';

/** Planned, and there is nothing to write. */
export interface Unchanged<T> {
  readonly answer: T;
}

/** The tries to plan a write again because the record changed meanwhile. */
const tries = 20;

/**
 * Plans a write and brings it to the database; when the record changed in between, once more. With a mark it is made
 * once.
 */
export async function write<T>(
  parts: StoreParts,
  call: Call,
  plan: (reader: Connection) => Promise<PlannedWrite<T> | Unchanged<T>>,
  mark?: Mark,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const planned = await plan(parts.database);
    if ('answer' in planned) return planned.answer;
    try {
      return await writeAs(parts, call, planned, mark);
    } catch (failure) {
      if (!(failure instanceof Stale)) throw failure;
      if (attempt >= tries) throw busy();
    }
  }
}

/** A written record as the caller is answered it. */
export async function answerWritten(
  parts: StoreParts,
  call: Call,
  form: Form,
  { stored, before, warnings, consequences }: Saved,
): Promise<Written> {
  const record = await parts.answers.one(parts.database, call, form, stored);
  return {
    record,
    revision: stored.revision,
    warnings,
    created: before === null,
    ...(consequences ? { consequences } : {}),
  };
}
