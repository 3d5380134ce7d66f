import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { type Action, rightFor } from '../../../call/rights.ts';
import { managesRecord } from '../record/access.ts';
import type { RecordWithActions, View, WireRecord } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { isLimited } from '../sight/limits.ts';
import { createObstacles } from './obstacles.ts';
import { isPreset } from './origin.ts';
import type { SpecialForm, StoreParts } from './parts.ts';
import { readRecord, readWhole } from './read-written.ts';

interface ActionsAsked {
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly view: View;
  readonly actions: readonly Action[];
  readonly special: SpecialForm;
}

/** Reads a record once, and tells of it which of these actions its reader may do. */
export async function readWithActions(
  parts: StoreParts,
  { call, form, id, view, actions, special }: ActionsAsked,
): Promise<RecordWithActions> {
  const reader = parts.reader(call);
  const obstacles = createObstacles(parts, { form, actions, special });
  const isWhole = obstacles !== null || actions.some((action) => isLimited(call, form, rightFor(action)));
  const { record, stored }: { record: WireRecord; stored?: Stored } = isWhole
    ? await readWhole(parts, call, form, id, view)
    : { record: await readRecord(parts, call, form, id, view) };
  const { id: org } = record['org'] as { readonly id: string };
  const may = actions.filter((action) => managesRecord(call, form, rightFor(action), stored ?? { org }));
  return {
    record,
    may,
    shipped: Boolean(form.preset) && (await isPreset(reader, form, id)),
    against: obstacles && stored ? await obstacles({ reader, call, stored, actions: may }) : null,
  };
}
