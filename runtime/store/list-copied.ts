import type { Json, JsonObject } from '../../metadata/json.ts';
import { test } from '../../rules/condition/closure.ts';
import type { Facts } from '../../rules/condition/facts.ts';
import type { Fact } from '../../rules/condition/scope.ts';
import type { Call } from '../call.ts';
import type { Cell, Connection } from '../database/database.ts';
import type { Copies } from './copies.ts';
import { readCursor, renderAfter, writeCursor } from './cursor.ts';
import { callFacts } from './filter.ts';
import type { Labels } from './labels.ts';
import { column } from './layout.ts';
import type { ListPlan, PlanParts } from './list-plan.ts';
import { orderStored } from './order-stored.ts';
import { ownFields } from './own-fields.ts';
import { readEntries } from './records.ts';
import { searchedFields, searchWords } from './search.ts';
import type { ListQuery } from './store.ts';
import type { Stored } from './stored.ts';
import { createTargets } from './targets.ts';
import { recordAlias } from './where.ts';

/** Whether a list filters, searches or orders by what an organisation's own copies may say otherwise. */
export function asksCopies(call: Call, { form, asked, sort }: ListPlan): boolean {
  const own = ownFields(form);
  const differs = (id: string) =>
    id === 'revision' || own.has(id) || (form.byId.get(id)?.kind.derived ?? false);
  const of = ({ entries: [first], via, member }: Fact): string =>
    first?.id ?? via?.id ?? ('field' in member ? member.field.id : 'system' in member ? member.system : '');
  return (
    sort.some(({ column: { id } }) => id !== form.number?.id && differs(id)) ||
    (asked.filter?.facts.some((fact) => differs(of(fact))) ?? false) ||
    (asked.words !== undefined && searchedFields(call, form).some(({ id }) => own.has(id)))
  );
}

interface CopiedPage {
  readonly stored: readonly Stored[];
  readonly next: string | null;
  readonly total?: number;
}

interface CopiedParts extends PlanParts {
  readonly labels: Labels;
  readonly copies: Copies;
}

/**
 * A page of such a list: the database finds what the organisation sees as it is kept, memory judges its copies
 * (they are few beside the originals), and both are merged in order.
 */
export async function listCopied(
  reader: Connection,
  parts: CopiedParts,
  call: Call,
  plan: ListPlan,
  query: ListQuery & { readonly limit: number },
): Promise<CopiedPage> {
  const { form, layout, sort } = plan;
  const { limit, cursor } = query;
  const others = `NOT EXISTS (SELECT 1 FROM gj_overlay o WHERE o.form = ? AND o.org = ? AND o.record = ${recordAlias}.${column(layout, 'id').name})`;
  const params: Cell[] = [...plan.params, form.id, call.org];
  const after = cursor === undefined ? undefined : readCursor(cursor, plan.question, sort);
  let where = `${plan.where} AND ${others}`;
  const counted = query.count ? await countOf(reader, plan, where, [...params]) : 0;
  if (after) where += ` AND ${renderAfter(sort, after, recordAlias, parts.dialect, params)}`;
  const rows = await reader.all(
    `${plan.select} WHERE ${where} ORDER BY ${plan.order} LIMIT ${limit + 1}`,
    params,
  );
  const kept = rows.map((row) => layout.decode(row) as Stored);
  const copied = await judged(reader, parts, call, plan, await copiesOf(reader, parts, call, plan));
  const keyOf = (stored: Stored): readonly Json[] => sort.map(({ column: { id } }) => stored[id] ?? null);
  const ahead = copied.filter((stored) => !after || orderStored(sort, keyOf(stored), after) > 0);
  const merged = [...kept, ...ahead].sort((a, b) => orderStored(sort, keyOf(a), keyOf(b)));
  const page = merged.slice(0, limit);
  const last = page.at(-1);
  const next = merged.length > limit && last ? writeCursor(plan.question, keyOf(last)) : null;
  const plain = page.filter((stored) => kept.includes(stored));
  if (plan.entries.size > 0) await readEntries(reader, layout, plain, (field) => plan.entries.has(field));
  return query.count ? { stored: page, next, total: counted + copied.length } : { stored: page, next };
}

async function countOf(
  reader: Connection,
  plan: ListPlan,
  where: string,
  params: readonly Cell[],
): Promise<number> {
  const sql = `SELECT COUNT(*) AS total FROM ${plan.layout.table} ${recordAlias} WHERE ${where}`;
  const row = await reader.first<{ total: number | bigint }>(sql, params);
  return Number(row?.total ?? 0);
}

/** All that the organisation has copies of and may use, whole, as it sees them. */
async function copiesOf(
  reader: Connection,
  { copies }: CopiedParts,
  call: Call,
  { form, layout, sight }: ListPlan,
): Promise<readonly Stored[]> {
  const own = 'SELECT o.record FROM gj_overlay o WHERE o.form = ? AND o.org = ?';
  const rows = await reader.all(
    `SELECT ${layout.list} FROM ${layout.table} ${recordAlias} WHERE ${sight.where} AND ${recordAlias}.${column(layout, 'id').name} IN (${own})`,
    [...sight.params, form.id, call.org],
  );
  const stored = rows.map((row) => layout.decode(row) as Stored);
  if (layout.entries.length > 0) await readEntries(reader, layout, stored);
  return copies.seen(reader, call, form, stored);
}

/** Those that fit the filter and the words that are searched for. */
async function judged(
  reader: Connection,
  parts: CopiedParts,
  call: Call,
  { form, asked }: ListPlan,
  records: readonly Stored[],
): Promise<readonly Stored[]> {
  const { filter } = asked;
  const words = asked.words ? searchWords(asked.words) : '';
  const searched = words === '' ? [] : searchedFields(call, form);
  const found =
    words === ''
      ? records
      : records.filter((stored) =>
          searched.some(({ id }) =>
            String(stored[id] ?? '')
              .toLowerCase()
              .includes(words),
          ),
        );
  if (!filter || found.length === 0) return found;
  const holds = test(filter);
  const targets = createTargets(reader, call, parts.layouts);
  const paths = new Set(filter.facts.flatMap((fact) => referenceIn(fact) ?? []));
  for (const stored of found) await targets.load(form, stored, paths);
  const numbers = await numbersOf(reader, parts, call, filter.facts, found);
  return found.filter((stored) => {
    const facts: Facts = {
      record: withNumbers(stored, numbers),
      call: callFacts(call),
      target: targets.target,
    };
    return holds(facts);
  });
}

function referenceIn({ entries, via, member }: Fact): string | undefined {
  const field = via ?? ('field' in member ? member.field : undefined);
  return field && [...entries, field].map(({ id }) => id).join('.');
}

const people = ['createdBy', 'modifiedBy'] as const;

/** Numbers of the users and organisations that a filter compares with. */
async function numbersOf(
  reader: Connection,
  { labels }: CopiedParts,
  call: Call,
  facts: readonly Fact[],
  records: readonly Stored[],
): Promise<(member: 'org' | (typeof people)[number], id: string) => string | null> {
  const asked = people.filter((name) =>
    facts.some(({ member }) => 'system' in member && member.system === name),
  );
  const ids = new Set(asked.flatMap((name) => records.map((stored) => stored[name])));
  if (ids.size > 0) await labels.load(reader, call.served, new Map([['user', ids]]));
  return (member, id) =>
    (member === 'org' ? call.served.orgs.get(id)?.number : labels.peek('user', id)?.number) ?? null;
}

function withNumbers(
  stored: Stored,
  numberOf: (member: 'org' | (typeof people)[number], id: string) => string | null,
): JsonObject {
  const record: Record<string, Json> = { ...stored };
  for (const name of ['org', ...people] as const)
    record[name] = { id: stored[name], number: numberOf(name, stored[name]) };
  return record;
}
