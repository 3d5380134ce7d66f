import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import { test } from '../../../../rules/condition/closure.ts';
import type { Facts } from '../../../../rules/condition/facts.ts';
import type { Fact } from '../../../../rules/condition/scope.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import type { Finder } from '../../search/finder.ts';
import { shownTargets } from '../answer/choose-fields.ts';
import type { Labels } from '../answer/labels.ts';
import { column } from '../record/layout.ts';
import { ownFields } from '../record/own-fields.ts';
import { readEntries, readEntriesWithin } from '../record/records.ts';
import type { Stored } from '../record/stored.ts';
import type { Copies } from '../sight/copies.ts';
import { numbersActors } from '../sight/manner.ts';
import { pointingBeyond } from '../sql/called-targets.ts';
import { readCursor, writeCursor } from '../sql/cursor.ts';
import { callFacts } from '../sql/filter.ts';
import { holdsWords, type Searched } from '../sql/search.ts';
import { createTargets } from '../sql/targets.ts';
import { orderStored } from '../sql/terms.ts';
import { recordAlias } from '../sql/where.ts';
import type { ListPlan, PlanParts } from './list-plan.ts';
import type { Pager } from './pager.ts';
import { countHits, findHits } from './search-hits.ts';
import type { PartAsked } from './search-stages.ts';

/** Whether a list filters, searches or orders by what an organisation's own copies may say otherwise. */
export function asksCopies({ form, asked, search, sort }: ListPlan): boolean {
  const own = ownFields(form);
  const differs = (id: string) =>
    id === 'revision' || own.has(id) || (form.byId.get(id)?.kind.derived ?? false);
  const of = ({ entries: [first], via, member }: Fact): string =>
    first?.id ?? via?.id ?? ('field' in member ? member.field.id : 'system' in member ? member.system : '');
  return (
    sort.some(({ column: { id } }) => id !== form.number?.id && differs(id)) ||
    (asked.filter?.facts.some((fact) => differs(of(fact))) ?? false) ||
    (search?.columns.some(({ column: { id } }) => own.has(id) || (id !== form.number?.id && differs(id))) ??
      false)
  );
}

interface CopiedPage {
  readonly stored: readonly Stored[];
  readonly next: string | null;
  readonly total?: number;
  readonly totalAtLeast?: true;
}

interface CopiedParts extends PlanParts {
  readonly labels: Labels;
  readonly copies: Copies;
  readonly pager: Pager;
  readonly finder: Finder;
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
  query: PartAsked,
): Promise<CopiedPage> {
  const { form, layout, sort, search } = plan;
  const { limit, cursor } = query;
  const others = {
    text: `NOT EXISTS (SELECT 1 FROM gj_overlay o WHERE o.form = ? AND o.org = ? AND o.record = ${recordAlias}.${column(layout, 'id').name})`,
    params: [form.id, call.org],
  };
  const after = cursor === undefined ? null : readCursor(cursor, plan.question, sort);
  const countAll = () =>
    countOf(reader, plan, `${plan.where} AND ${others.text}`, [...plan.params, ...others.params]);
  const ofIndex = query.count && search ? await countHits(reader, parts, plan, search, others) : null;
  const counted = query.count ? (ofIndex?.total ?? (await countAll())) : 0;
  const asking = { after, limit: limit + 1, also: others };
  const hits = search ? await findHits(reader, parts, plan, search, asking) : null;
  const rows = hits ?? (await parts.pager.page(reader, plan, asking));
  const found = rows.map((row) => layout.decode(row) as Stored);
  const kept = await parts.answers.seen(reader, call, form, found);
  const keyOf = (stored: Stored): readonly Json[] => sort.map(({ column: { id } }) => stored[id] ?? null);
  const inOrder = (some: readonly Stored[]) =>
    some.toSorted((a, b) => orderStored(sort, keyOf(a), keyOf(b))).slice(0, limit + 1);
  let [copied, ahead] = [0, [] as readonly Stored[]];
  for await (const some of copiesOf(reader, parts, call, plan)) {
    const fit = await judged(reader, parts, call, plan, await parts.answers.seen(reader, call, form, some));
    copied += fit.length;
    ahead = inOrder([
      ...ahead,
      ...fit.filter((stored) => !after || orderStored(sort, keyOf(stored), after) > 0),
    ]);
  }
  const merged = inOrder([...kept, ...ahead]);
  const first = merged.slice(0, limit);
  const plain = new Set(kept);
  const page =
    plan.entries.size > 0
      ? await readEntriesWithin(layout, first, (some) =>
          readEntries(
            reader,
            layout,
            some.filter((stored) => plain.has(stored)),
            (field) => plan.entries.has(field),
          ),
        )
      : first;
  const last = page.at(-1);
  const next = merged.length > page.length && last ? writeCursor(plan.question, keyOf(last)) : null;
  if (!query.count) return { stored: page, next };
  const total = { total: counted + copied, ...(ofIndex?.atLeast ? { totalAtLeast: true as const } : {}) };
  return { stored: page, next, ...total };
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

/** All that the organisation has copies of and may use, whole, as it sees them; some at a time. */
async function* copiesOf(
  reader: Connection,
  { copies }: CopiedParts,
  call: Call,
  { form, layout, sight }: ListPlan,
): AsyncGenerator<readonly Stored[]> {
  const own = 'SELECT o.record FROM gj_overlay o WHERE o.form = ? AND o.org = ?';
  const id = `${recordAlias}.${column(layout, 'id').name}`;
  const sql = `SELECT ${layout.list} FROM ${layout.table} ${recordAlias} WHERE ${sight.where} AND ${id} IN (${own}) AND ${id} > ? ORDER BY ${id} LIMIT ${atOnce}`;
  for (let [after, full] = ['', true]; full; ) {
    const rows = await reader.all(sql, [...sight.params, form.id, call.org, after]);
    const stored = rows.map((row) => layout.decode(row) as Stored);
    if (layout.entries.length > 0) await readEntries(reader, layout, stored);
    yield await copies.seen(reader, call, form, stored);
    [after, full] = [stored.at(-1)?.id ?? '', rows.length === atOnce];
  }
}

/** Copies that are judged at once, while others wait. */
const atOnce = 200;

/** Those that fit the filter and the words that are searched for. */
async function judged(
  reader: Connection,
  parts: CopiedParts,
  call: Call,
  { form, asked, search }: ListPlan,
  records: readonly Stored[],
): Promise<readonly Stored[]> {
  const { filter } = asked;
  const hits = search && (await hitsAmong(reader, search, records));
  const found = hits
    ? records.filter((stored) => (search.admits?.(stored) ?? true) && hits.has(stored))
    : records;
  if (!filter || found.length === 0) return found;
  const holds = test(filter);
  const shown = (target: Form, found: readonly Stored[]) =>
    shownTargets(reader, parts.answers, call, parts.layouts.of(call.served, target), found);
  const targets = createTargets(reader, call, parts.layouts, undefined, shown);
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

async function hitsAmong(
  reader: Connection,
  { columns, words }: Searched,
  records: readonly Stored[],
): Promise<ReadonlySet<Stored>> {
  const hits = new Set<Stored>();
  for (const column of columns) {
    const { id } = column.column;
    for (const stored of records) if (holdsWords(stored[id], column, words)) hits.add(stored);
    if (column.beyond.length === 0) continue;
    const values = records.flatMap((stored) => (stored[id] === null ? [] : String(stored[id])));
    const pointing = await pointingBeyond(reader, column, values);
    for (const stored of records) if (pointing.has(String(stored[id]))) hits.add(stored);
  }
  return hits;
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
  if (ids.size > 0) await labels.load(reader, call.served, new Map([['user', ids]]), call);
  const numbered = numbersActors(call);
  return (member, id) => {
    if (member === 'org') return call.served.orgs.get(id)?.number ?? null;
    return labels.actor(id, numbered || id === call.user.id, call.language)?.number ?? null;
  };
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
