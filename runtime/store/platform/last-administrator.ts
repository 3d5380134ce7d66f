import type { Connection } from '../../database/database.ts';
import { decided } from '../commit/decided.ts';
import type { Draft } from '../commit/draft.ts';
import type { Layouts } from '../record/layouts.ts';
import { lastAdministrator } from '../record/refusals.ts';
import { rowsOf, type Stored } from '../record/stored.ts';
import type { Step } from '../save/parts.ts';
import { administratorRoles, countAdministrators, holds } from './administrators.ts';

/**
 * The write, once somebody is left who administers the platform and can sign in. Asked inside the transaction,
 * which nobody else's overlaps: of two administrators who disable each other at the same moment, one succeeds.
 */
export function keepingAdministrator<T>(layouts: Layouts, draft: Draft<T>, step: Step): Draft<T> {
  if (!mayMatter(step)) return draft;
  return {
    ...draft,
    async alone(tx, first) {
      await requireOneLeft(tx, layouts, step);
      return decided(tx, draft, first);
    },
  };
}

/** Whether anybody could administer less than before. */
function mayMatter({ form, before, next }: Step): boolean {
  if (!before?.enabled) return false;
  if (form.id === 'role')
    return before['administers'] === true && !(next?.enabled && next['administers'] === true);
  if (form.id !== 'user') return false;
  const now = new Set(next?.enabled ? rolesOf(next) : []);
  return rolesOf(before).some((role) => !now.has(role));
}

function rolesOf(user: Stored): readonly string[] {
  return rowsOf(user['roles']).map((row) => String(row['role']));
}

async function requireOneLeft(tx: Connection, layouts: Layouts, { call, form, before, next }: Step) {
  const { served } = call;
  const users = layouts.byId(served, 'user');
  const roles = await administratorRoles(tx, layouts.byId(served, 'role'), true);
  const was = await countAdministrators(tx, users, roles, null);
  const left = new Set(roles);
  if (form.id === 'role') left.delete(before?.id ?? '');
  const own = form.id === 'user' ? (before?.id ?? null) : null;
  // Whoever stays one himself is in nobody's way.
  if (next && own !== null && next.enabled && holds(next, left)) return;
  const still = await countAdministrators(tx, users, left, own);
  if ((was.able > 0 && still.able === 0) || (was.all > 0 && still.all === 0)) throw lastAdministrator();
}
