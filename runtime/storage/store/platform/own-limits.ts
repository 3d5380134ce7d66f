import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Connection } from '../../../database/database.ts';
import { decided } from '../commit/group.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { ownFull } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { Step } from '../save/parts.ts';

/** Of each, one person has so many at most. */
const most = 200;
/** Bytes of what a list shows. */
export const mostBytesOfView = 64 * 1024;

/** A list somebody saved that shows too much. */
export function viewProblems({ next }: { readonly next: Stored }): readonly Problem[] {
  const size = Buffer.byteLength(JSON.stringify(next['config'] ?? null));
  if (size <= mostBytesOfView) return [];
  return [{ path: '/config', code: 'too-large', params: { most: mostBytesOfView / 1024 } }];
}

/**
 * The write of something anybody may keep for himself without a role, once there is room for it; `field` says whose
 * it is. Asked inside the transaction, so that many at once do not slip through.
 */
export function limitedBy(field: string) {
  return <T>(
    layouts: Layouts,
    planned: PlannedWrite<T>,
    { call, form, before, next }: Step,
  ): PlannedWrite<T> => {
    const owner = next?.[field] ?? null;
    if (before !== null || typeof owner !== 'string') return planned;
    return {
      ...planned,
      async alone(tx: Connection, first: number) {
        const layout = layouts.of(call.served, form);
        const row = await tx.first<{ n: number }>(
          `SELECT COUNT(*) AS n FROM ${layout.table} WHERE ${column(layout, field).name} = ?`,
          [owner],
        );
        if (Number(row?.n ?? 0) >= most) throw ownFull({ most });
        return decided(tx, planned, first);
      },
    };
  };
}
