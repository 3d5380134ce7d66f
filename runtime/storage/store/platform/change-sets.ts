import { changeSetRights } from '../../../call/change-set-rights.ts';
import type { Connection } from '../../../database/database.ts';
import { decided } from '../commit/group.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { changeSetsOwn, tooManyDrafts } from '../record/refusals.ts';
import type { SpecialForm, Step } from '../save/parts.ts';

/** Drafts that one person keeps. */
const mostDrafts = 100;

/** No body, import, action or package writes a change set past what its states, rights and approvals say. */
export const onlyAsChangeSet: NonNullable<SpecialForm['permit']> = async (_reader, _layouts, { call }) => {
  if (call.rights !== changeSetRights) throw changeSetsOwn();
};

/**
 * A new draft, once there is room for it: asked inside the transaction, so that many at once do not slip through. A roll
 * back is never refused for that.
 */
export function withinDrafts<T>(
  layouts: Layouts,
  planned: PlannedWrite<T>,
  { call, form, before, next }: Step,
): PlannedWrite<T> {
  if (before !== null || next?.['state'] !== 'draft' || next['undoes']) return planned;
  return {
    ...planned,
    async alone(tx: Connection, first: number) {
      const layout = layouts.of(call.served, form);
      const [state, by] = [column(layout, 'state').name, column(layout, 'createdBy').name];
      const row = await tx.first<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${layout.table} WHERE ${state} = ? AND ${by} = ?`,
        ['draft', call.user.id],
      );
      if (Number(row?.n ?? 0) >= mostDrafts) throw tooManyDrafts({ most: mostDrafts });
      return decided(tx, planned, first);
    },
  };
}
