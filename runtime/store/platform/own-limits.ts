import type { Problem } from '../../../metadata/issue.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { decided } from '../commit/decided.ts';
import type { Draft } from '../commit/draft.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { ownFull } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';

/** Of each, one person has so many at most. */
const most = 200;
/** Bytes of what a list shows. */
export const mostBytesOfView = 64 * 1024;

/** What anybody may keep for himself without a role, and the field that says whose it is. */
const owners: Readonly<Record<string, string>> = { 'saved-view': 'owner', token: 'user' };

interface Step {
  readonly call: Call;
  readonly form: Form;
  readonly before: Stored | null;
  readonly next: Stored;
}

/** What is too large for what it is. */
export function ownProblems({ form, next }: Pick<Step, 'form' | 'next'>): readonly Problem[] {
  if (form.id !== 'saved-view') return [];
  const size = Buffer.byteLength(JSON.stringify(next['config'] ?? null));
  if (size <= mostBytesOfView) return [];
  return [{ path: '/config', code: 'too-large', params: { most: mostBytesOfView / 1024 } }];
}

/** The write of a new one, once there is room for it; asked inside the transaction, so that many at once do not slip through. */
export function withinOwnLimits<T>(
  layouts: Layouts,
  draft: Draft<T>,
  { call, form, before, next }: Step,
): Draft<T> {
  const field = owners[form.id];
  const owner = field === undefined ? null : (next[field] ?? null);
  if (before !== null || field === undefined || typeof owner !== 'string') return draft;
  return {
    ...draft,
    async alone(tx: Connection, first: number) {
      const layout = layouts.of(call.served, form);
      const row = await tx.first<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${layout.table} WHERE ${column(layout, field).name} = ?`,
        [owner],
      );
      if (Number(row?.n ?? 0) >= most) throw ownFull({ most });
      return decided(tx, draft, first);
    },
  };
}
