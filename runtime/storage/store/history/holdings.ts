import { everybodys } from '../../../../metadata/common/sharing-strategies.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Holding } from '../../../../rules/sharing/contract.ts';
import { type How, howUsed, type SharingPage } from '../../../../rules/sharing/how.ts';
import { usersOf } from '../../../../rules/sharing/users-of.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { userPointer } from '../answer/wire.ts';
import { managesRecord } from '../record/access.ts';
import { orgPointer } from '../record/pointers.ts';
import { cursorWrong } from '../record/refusals.ts';
import type { HoldingsQuery } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import { findToSee } from '../sight/find.ts';

interface Assigned {
  readonly org: string;
  readonly by_org: string | null;
  readonly by_user: string | null;
  readonly at: number | bigint;
}

/**
 * Reads the organisations that use a record, and through whom: the creator first, then down the tree. A caller who
 * does not answer for the creator is told of himself, of whom he passed it on to, and of organisations he may act for.
 */
export async function readHoldings(
  parts: StoreParts,
  call: Call,
  form: Form,
  id: string,
  query: HoldingsQuery,
): Promise<SharingPage<Holding>> {
  const reader = parts.reader(call);
  const stored = await findToSee(reader, call, parts.layout(call, form), id);
  const assigned = await assignedOf(reader, form, id);
  const copies = await reader.all<{ org: string }>(
    'SELECT org FROM gj_overlay WHERE form = ? AND record = ?',
    [form.id, id],
  );
  const own = new Set(copies.map(({ org }) => org));
  const orgs = holdersFor(call, form, stored, assigned).filter(visibleTo(call, form, stored, assigned));
  const { items, next } = pageOf(orgs, query);
  const held = await parts.answers.labelled(reader, call, (answer) =>
    items.map(({ org, how }): Holding => {
      const row = how === 'assigned' ? assigned.get(org) : undefined;
      const by = row?.by_org;
      return {
        org: orgPointer(call.served.orgs, org),
        how,
        by: by ? orgPointer(call.served.orgs, by) : null,
        at: row ? new Date(Number(row.at)).toISOString() : null,
        user: row?.by_user ? userPointer(row.by_user, answer) : null,
        personalised: own.has(org),
      };
    }),
  );
  return query.count ? { items: held, next, total: orgs.length } : { items: held, next };
}

async function assignedOf(
  reader: Connection,
  form: Form,
  id: string,
): Promise<ReadonlyMap<string, Assigned>> {
  const rows = await reader.all<Assigned>(
    'SELECT org, by_org, by_user, at FROM gj_assignment WHERE form = ? AND record = ?',
    [form.id, id],
  );
  return new Map(rows.map((row) => [row.org, row]));
}

interface User {
  readonly org: string;
  readonly how: How;
}

function holdersFor(
  { served: { orgs } }: Call,
  form: Form,
  stored: Stored,
  assigned: ReadonlyMap<string, Assigned>,
): readonly User[] {
  const unshared = form.kind === 'setting' ? 'private' : everybodys;
  const shared = { org: stored.org, sharing: form.sharing ? stored.sharing : unshared };
  return Array.from(usersOf(shared, assigned, orgs), (org) => ({ org, how: howUsed(shared, org) }));
}

function visibleTo(call: Call, form: Form, stored: Stored, assigned: ReadonlyMap<string, Assigned>) {
  if (managesRecord(call, form, 'read', stored)) return () => true;
  const isBelow = (org: string): boolean => {
    const seen = new Set<string>();
    for (let at: string | null | undefined = org; at && !seen.has(at); at = assigned.get(at)?.by_org) {
      if (at === call.org) return true;
      seen.add(at);
    }
    return false;
  };
  return ({ org, how }: User) => how === 'own' || call.rights.uses(org) || isBelow(org);
}

const most = 1_000;

function pageOf(users: readonly User[], { limit = 100, cursor }: HoldingsQuery) {
  const size = Math.min(Math.max(limit, 1), most);
  const from = cursor === undefined ? 0 : users.findIndex(({ org }) => org === cursor) + 1;
  if (cursor !== undefined && from === 0) throw cursorWrong();
  const items = users.slice(from, from + size);
  return { items, next: from + size < users.length ? (items.at(-1)?.org ?? null) : null };
}
