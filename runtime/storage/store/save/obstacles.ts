import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Action } from '../../../call/rights.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Connection } from '../../../database/database.ts';
import { readStored } from '../record/records.ts';
import { copyRow, type Stored } from '../record/stored.ts';
import type { SpecialForm, Step, StoreParts } from './parts.ts';

interface ObstaclesAsked {
  readonly call: Call;
  readonly form: Form;
  readonly id: string;
  readonly actions: readonly Action[];
  /** The permission that the form itself asks of every write. Undefined: none. */
  readonly permit: SpecialForm['permit'];
}

/**
 * Tells which of these actions the guards of a form would refuse of a record as it is stored, and with which refusal, so
 * that nobody is offered them; null: no guard of the form asks anything. What is asked inside a transaction alone stays
 * for the action.
 */
export async function findObstacles(
  parts: StoreParts,
  reader: Connection,
  { call, form, id, actions, permit }: ObstaclesAsked,
): Promise<ReadonlyMap<Action, Refusal> | null> {
  const declared = form.actions.filter(
    ({ name, capability }) => actions.includes(name) && parts.actionObstacles[capability],
  );
  if (!permit && declared.length === 0) return null;
  const found = new Map<Action, Refusal>();
  const stored = await readStored(reader, parts.layout(call, form), id);
  if (!stored) return found;
  for (const { action, ...write } of writesOf(stored, form)) {
    if (!actions.includes(action)) continue;
    const refused = await refusedBy(() => permit?.(reader, parts.layouts, { call, form, ...write }));
    if (refused) found.set(action, refused);
  }
  for (const { name, capability } of declared) {
    const asked = { parts, reader, call, form, stored };
    const refused = await parts.actionObstacles[capability]?.(asked);
    if (refused) found.set(name, refused);
  }
  return found;
}

type Write = Pick<Step, 'before' | 'next' | 'operation'> & { readonly action: Action };

/** The writes that every form has, of a record in which nobody has typed anything. */
function writesOf(before: Stored, form: Form): readonly Write[] {
  const enabled = (on: boolean): Stored => ({ ...copyRow(before, form), enabled: on });
  return [
    { action: 'edit', operation: 'update', before, next: copyRow(before, form) },
    { action: 'enable', operation: 'enable', before, next: enabled(true) },
    { action: 'disable', operation: 'disable', before, next: enabled(false) },
    { action: 'delete', before, next: null },
  ];
}

/** A mistake at a place of the record is no obstacle: whoever edits it comes to that place. */
async function refusedBy(permit: () => Promise<void> | undefined): Promise<Refusal | undefined> {
  try {
    await permit();
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    if (refused.problems.every(({ path }) => path === '')) return refused;
  }
  return undefined;
}
