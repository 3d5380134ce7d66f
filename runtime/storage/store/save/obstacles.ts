import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Action } from '../../../call/rights.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { Connection } from '../../../database/database.ts';
import { copyRow, type Stored } from '../record/stored.ts';
import type { SpecialForm, Step, StoreParts } from './parts.ts';

interface Guarded {
  readonly form: Form;
  readonly actions: readonly Action[];
  /** What the form itself asks of writes. */
  readonly special: SpecialForm;
}

interface ObstaclesAsked {
  readonly reader: Connection;
  readonly call: Call;
  readonly stored: Stored;
  readonly actions: readonly Action[];
}

type Obstacles = (asked: ObstaclesAsked) => Promise<ReadonlyMap<Action, Refusal>>;

/**
 * Tells which actions the guards of a form would refuse of a record as it is stored, and with which refusal, so that
 * nobody is offered them; null: no guard of the form asks anything about these actions. Who refers to a record stays for
 * the action, whose refusal lists them.
 */
export function createObstacles(
  parts: StoreParts,
  { form, actions, special: { permit, foresees } }: Guarded,
): Obstacles | null {
  const declared = form.actions.filter(
    ({ name, capability }) => actions.includes(name) && parts.actionObstacles[capability],
  );
  if (!permit && !foresees && declared.length === 0) return null;

  return async ({ reader, call, stored, actions: asked }) => {
    const found = new Map<Action, Refusal>();
    for (const { action, ...write } of writesOf(stored, form)) {
      if (!asked.includes(action)) continue;
      const step: Step = { call, form, ...write };
      const refused =
        (await refusedBy(() => permit?.(reader, parts.layouts, step))) ??
        (await refusedBy(() => foresees?.(reader, parts.layouts, step)));
      if (refused) found.set(action, refused);
    }
    for (const { name, capability } of declared) {
      if (!asked.includes(name)) continue;
      const refused = await parts.actionObstacles[capability]?.({ parts, reader, call, form, stored });
      if (refused) found.set(name, refused);
    }
    return found;
  };
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
