import type { Form } from '../../../../metadata/model.ts';
import { strategy, uses } from '../../../../rules/sharing/index.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import { visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import type { Action } from '../../../call/rights.ts';
import type { Connection } from '../../../database/database.ts';
import { holdersOf } from '../commit/assignments.ts';
import { manages, requireManage, requireOpen, requireUse, scopeOf } from '../record/access.ts';
import type { RecordLayout } from '../record/layout.ts';
import { readStored } from '../record/records.ts';
import { recordUnknown } from '../record/refusals.ts';
import type { View } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';

/** The record for somebody who reads it; one that may not be seen does not exist. */
export async function findToRead(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  id: string,
  view: View,
): Promise<Stored> {
  const { form } = layout;
  if (view === 'use') requireUse(call, form, 'read');
  else scopeOf(call, form, 'read');
  const stored = await readStored(reader, layout, id);
  if (!stored) throw recordUnknown({ id });
  const seen =
    view === 'use' ? await mayUse(reader, call, form, stored) : manages(call, form, 'read', stored.org);
  if (!seen) throw recordUnknown({ id });
  return stored;
}

/** The record for somebody who reads about it: to use it or to manage it will do. */
export async function findToSee(
  reader: Connection,
  call: Call,
  layout: RecordLayout,
  id: string,
): Promise<Stored> {
  const { form } = layout;
  scopeOf(call, form, 'read');
  const stored = await readStored(reader, layout, id);
  const seen = stored && (await reaches(reader, call, { form, stored, action: 'read' }));
  if (!seen) throw recordUnknown({ id });
  return stored;
}

interface Reach {
  readonly form: Form;
  readonly stored: Stored;
  readonly action: 'read' | 'export';
}

/** Whether the caller may do it to what he manages, or for the organisation of the call to what that may use. */
export async function reaches(
  reader: Connection,
  call: Call,
  { form, stored, action }: Reach,
): Promise<boolean> {
  if (manages(call, form, action, stored.org)) return true;
  return manages(call, form, action, call.org) && (await mayUse(reader, call, form, stored));
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
  scopeOf(call, form, action);
  const stored = await readStored(reader, layout, id);
  if (!stored) throw recordUnknown({ id });
  if (manages(call, form, action, stored.org)) {
    requireOpen(call, form, action);
    return stored;
  }
  // To say who may is only for those who see the record at all.
  const seen = manages(call, form, 'read', stored.org) || (await mayUse(reader, call, form, stored));
  if (!seen) throw recordUnknown({ id });
  requireManage(call, form, action, stored);
  return stored;
}

/** `rules/sharing` in memory; assignments are looked up only where they can matter. */
export function mayUse(
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
