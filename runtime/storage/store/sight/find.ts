import type { Form } from '../../../../metadata/model.ts';
import { strategy, uses } from '../../../../rules/sharing/index.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import { visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import { type Action, missingRight } from '../../../call/rights.ts';
import type { Connection } from '../../../database/database.ts';
import { holdersOf } from '../commit/assignments.ts';
import {
  managesRecord,
  reachesFor,
  requireAnywhere,
  requireManage,
  requireOpen,
  requireSomeUse,
} from '../record/access.ts';
import type { RecordLayout } from '../record/layout.ts';
import { readStored } from '../record/records.ts';
import { forbidden, recordUnknown } from '../record/refusals.ts';
import type { View } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { isLimited } from './limits.ts';

/** The record for somebody who reads it; one that may not be seen does not exist. */
export async function findToRead(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  id: string,
  view: View,
): Promise<Stored> {
  const { form } = layout;
  if (view === 'use') requireSomeUse(call, form, 'read');
  else requireAnywhere(call, form, 'read');
  const stored = await readStored(reader, layout, id);
  if (!stored) throw recordUnknown({ id });
  if (!(await seenIn(reader, call, form, stored, view))) throw recordUnknown({ id });
  return stored;
}

/** Whether a record is among those that a view answers to whoever may read the form there. */
export function seenIn(
  reader: Connection,
  call: Call,
  form: Form,
  stored: Stored,
  view: View,
): boolean | Promise<boolean> {
  if (view !== 'use') return managesRecord(call, form, 'read', stored);
  return reachesFor(call, form, 'read', stored) && mayUse(reader, call, form, stored);
}

/** The record for somebody who reads about it: to use it or to manage it will do. */
export async function findToSee(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  id: string,
): Promise<Stored> {
  const { form } = layout;
  requireAnywhere(call, form, 'read');
  const stored = await readStored(reader, layout, id);
  const seen = stored && (await reaches(reader, call, { form, stored, action: 'read' }));
  if (!seen) throw recordUnknown({ id });
  return stored;
}

/** The record for somebody who does more with it than read about it, but does not change it. */
export async function findWith(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  id: string,
  right: Action,
): Promise<Stored> {
  const { form } = layout;
  const stored = await findToSee(reader, call, layout, id);
  if (right !== 'read' && !(await reaches(reader, call, { form, stored, action: right })))
    throw forbidden(missingRight(call.served.model, form, right));
  return stored;
}

interface Reach {
  readonly form: Form;
  readonly stored: Stored;
  readonly action: Action;
}

/** Whether the caller may do it to what he manages, or for the organisation of the call to what that may use. */
export async function reaches(
  reader: Connection,
  call: Call,
  { form, stored, action }: Reach,
): Promise<boolean> {
  if (managesRecord(call, form, action, stored)) return true;
  return reachesFor(call, form, action, stored) && (await mayUse(reader, call, form, stored));
}

/** The record for somebody who changes it: the right on the creating organisation is needed. */
export async function findToChange(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  id: string,
  action: Action,
): Promise<Stored> {
  const { form } = layout;
  requireAnywhere(call, form, action);
  const stored = await readStored(reader, layout, id);
  if (!stored) throw recordUnknown({ id });
  const mayRead = managesRecord(call, form, 'read', stored);
  // What is beyond the limits of reading is not there, whatever else may be done: a change answers the whole record.
  const limited = isLimited(call, form, 'read');
  const used = async () =>
    (!limited || reachesFor(call, form, 'read', stored)) && (await mayUse(reader, call, form, stored));
  if (limited && !mayRead && !(await used())) throw recordUnknown({ id });
  if (managesRecord(call, form, action, stored)) {
    requireOpen(call, form, action);
    return stored;
  }
  // To say who may is only for those who see the record at all.
  const seen = mayRead || (await used());
  if (!seen) throw recordUnknown({ id });
  requireManage(call, form, action, stored);
  return stored;
}

/** `rules/sharing` in memory; assignments are looked up only where they can matter. */
function mayUse(
  reader: Connection,
  call: Call,
  form: Form,
  stored: SharedRecord,
): boolean | Promise<boolean> {
  if (stored.org === call.org) return true;
  if (!form.sharing) return visibilityOf(form, [call.org], call.served.orgs) === null;
  const tree = call.served.orgs;
  if (strategy(stored.sharing).reach !== 'assigned')
    return uses(stored, call.org, { tree, holders: () => nobody });
  return holdersOf(reader, form.id, stored.id).then((holders) =>
    uses(stored, call.org, { tree, holders: () => holders }),
  );
}

const nobody: ReadonlyMap<string, string> = new Map();
