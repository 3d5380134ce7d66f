import { everybodys, type SharingStrategy } from '../../../../metadata/common/sharing-strategies.ts';
import type { Condition } from '../../../../metadata/condition.ts';
import type { Pointer } from '../../../../metadata/contract/common/shared.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Holdable, Usable } from '../../../../rules/sharing/contract.ts';
import { type How, howUsed, type SharingPage, sharedSo } from '../../../../rules/sharing/how.ts';
import type { Call } from '../../../call/call.ts';
import { userPointer } from '../answer/wire.ts';
import { requireSomeUse } from '../record/access.ts';
import { byCount, padded } from '../record/insert.ts';
import { orgPointer } from '../record/pointers.ts';
import type { ListQuery, SharingQuery, WireRecord } from '../record/store.ts';
import type { StoreParts } from '../save/parts.ts';
import type { List } from './list.ts';

type Assigned = {
  readonly record: string;
  readonly by_org: string | null;
  readonly by_user: string | null;
  readonly at: number | bigint;
};

const assignedTo = byCount(
  (marks) =>
    `SELECT record, by_org, by_user, at FROM gj_assignment WHERE form = ? AND org = ? AND record IN (${marks})`,
);
const copiesOf = byCount(
  (marks) => `SELECT record FROM gj_overlay WHERE form = ? AND org = ? AND record IN (${marks})`,
);

interface UsableAsked {
  readonly call: Call;
  readonly form: Form;
  readonly query: SharingQuery;
  /** Default: whichever way. */
  readonly how?: How | undefined;
}

/** Records that the organisation of the call may use, each with how it comes to. */
export async function listUsable(
  parts: StoreParts,
  list: List,
  { call, form, query, how }: UsableAsked,
): Promise<SharingPage<Usable>> {
  const reader = parts.reader(call);
  const { orgs } = call.served;
  const page = await list(call, form, { ...whole(call, form, narrowed(call, query, how)), view: 'use' });
  const ids = page.items.map(({ id }) => id);
  const params = [form.id, call.org, ...padded(ids)];
  const rows = ids.length === 0 ? [] : await reader.all<Assigned>(assignedTo(ids.length), params);
  const copies = ids.length === 0 ? [] : await reader.all(copiesOf(ids.length), params);
  const assigned = new Map(rows.map((row) => [row.record, row]));
  const own = new Set(copies.map((row) => String(row['record'])));
  const items = await parts.answers.labelled(reader, call, (answer) =>
    page.items.map((record): Usable => {
      const known = holdable(form, record);
      const how = howOf(call, form, known);
      const row = how === 'assigned' ? assigned.get(record.id) : undefined;
      return {
        ...known,
        how,
        by: row?.by_org ? orgPointer(orgs, row.by_org) : null,
        at: row ? new Date(Number(row.at)).toISOString() : null,
        user: row?.by_user ? userPointer(row.by_user, answer) : null,
        personalised: own.has(record.id),
      };
    }),
  );
  return { ...page, items };
}

/** Records that the organisation of the call could still assign to another one. */
export async function listAssignable(
  list: List,
  call: Call,
  form: Form,
  to: string,
  query: SharingQuery,
): Promise<SharingPage<Holdable>> {
  requireSomeUse(call, form, 'read');
  const page = await list(call, form, { ...whole(call, form, query), view: 'use', assignableTo: to });
  return { ...page, items: page.items.map((record) => holdable(form, record)) };
}

/** Names of the fields that tell what a record is called, whose it is, and how it is shared; as far as they may be read. */
export function nameFields(call: Call, form: Form): readonly string[] {
  const named = [form.number, form.title].flatMap((field) =>
    field && !field.hidden && call.rights.readable(form, field) ? field.name : [],
  );
  return [...new Set([...named, 'org', 'sharing', 'enabled'])];
}

function whole(call: Call, form: Form, query: SharingQuery): ListQuery {
  const { filter, q, sort, limit, cursor, count } = query;
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(q === undefined ? {} : { q }),
    ...(sort === undefined ? {} : { sort }),
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(count === undefined ? {} : { count }),
    fields: nameFields(call, form),
  };
}

/** A record of a list, as sharing sees it. */
export function holdable(form: Form, record: WireRecord): Holdable {
  const text = (name: string | undefined) => {
    const value = name === undefined ? null : (record[name] ?? null);
    return value === null ? null : String(value);
  };
  return {
    record: { id: record.id, number: text(form.number?.name), name: text(form.title?.name) },
    creator: record['org'] as Pointer,
    sharing: record['sharing'] as SharingStrategy,
    enabled: record['enabled'] === true,
  };
}

function howOf(call: Call, form: Form, { creator, sharing }: Holdable): How {
  return howUsed({ org: creator.id, sharing: form.sharing ? sharing : everybodys }, call.org);
}

function narrowed(call: Call, query: SharingQuery, how: How | undefined): SharingQuery {
  if (how === undefined) return query;
  const number = call.served.orgs.get(call.org)?.number ?? '';
  const own: Condition = { fact: 'org', operator: 'equal', value: number };
  const wanted: Condition =
    how === 'own' ? own : { all: [{ not: own }, { fact: 'sharing', operator: 'in', value: sharedSo(how) }] };
  return { ...query, filter: query.filter ? { all: [wanted, query.filter] } : wanted };
}
