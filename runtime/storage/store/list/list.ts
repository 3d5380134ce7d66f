import type { Form } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import type { Call } from '../../../call/call.ts';
import { madeFor } from '../../../call/made-for.ts';
import type { Connection } from '../../../database/database.ts';
import type { Finder } from '../../search/finder.ts';
import type { Labels } from '../answer/labels.ts';
import type { AssignedOrgs } from '../commit/assignments.ts';
import { readEntriesAsOf, readEntriesWithin } from '../record/records.ts';
import type { ListQuery, Page } from '../record/store.ts';
import type { Copies } from '../sight/copies.ts';
import { calledTargets } from '../sql/called-targets.ts';
import { readCursor, writeCursor } from '../sql/cursor.ts';
import type { CalledTargets } from '../sql/search.ts';
import { recordAlias } from '../sql/where.ts';
import { asksCopies, listCopied } from './list-copied.ts';
import { type ListPlan, type PlanParts, type Possible, planList } from './list-plan.ts';
import type { Pager } from './pager.ts';
import { countHits, findHits, mostCounted } from './search-hits.ts';
import { inStages, type PartAsked, searchStages } from './search-stages.ts';

export type List = (call: Call, form: Form, query: ListQuery) => Promise<Page>;

/** Questions kept for all who have the same rights. */
const most = 1_000;
const usualLimit = 20;

export interface ListParts extends PlanParts {
  readonly labels: Labels;
  readonly copies: Copies;
  readonly assignedOrgs: AssignedOrgs;
  readonly reader: (call: Call) => Connection;
  readonly pager: Pager;
  readonly finder: Finder;
}

type Total = Pick<Page, 'total' | 'totalAtLeast'>;

interface PlannedList {
  readonly plan: ListPlan;
  readonly orgs: OrgTree;
}

/**
 * Lists are planned once for each question and those who have the same rights; a page then costs its rows and nothing
 * else.
 */
export function createList(database: Connection, parts: ListParts): List {
  const plansOf = madeFor<PlannedList>(most);

  function planOf(
    call: Call,
    form: Form,
    query: ListQuery,
    { copied, assigned }: Possible,
    targets: CalledTargets | undefined,
  ): ListPlan {
    const { view = 'use', filter, q, sort, fields, assignableTo, used, rights } = query;
    const question = JSON.stringify([
      form.id,
      call.org,
      view,
      filter,
      q,
      sort,
      fields,
      assignableTo,
      used,
      rights,
    ]);
    const plans = plansOf(call);
    // Everybody knows his own number, whatever else he may ask for.
    const who = filter === undefined ? '' : call.user.id;
    const called = targets && targets.size > 0 ? calledText(targets) : '';
    const key = `${copied} ${assigned} ${who} ${called} ${question}`;
    const known = plans.get(key);
    if (known && known.plan.form === form && known.orgs === call.served.orgs) return known.plan;
    const plan = planList(parts, call, form, {
      query,
      question,
      possible: { copied, assigned },
      targets,
    });
    // A plan that depends on the moment or on who asks is not kept: the next question is not the same.
    if (question.includes('"$')) return plan;
    plans.set(key, { plan, orgs: call.served.orgs });
    return plan;
  }

  return async (asking, form, query) => {
    const call: Call = { ...asking, view: query.view ?? 'use' };
    const using = query.view !== 'manage';
    const anyCopy = using && parts.copies.any(database, call, form);
    const copied: boolean = typeof anyCopy === 'boolean' ? anyCopy : await anyCopy;
    const reader = parts.reader(call);
    const anyGiven = using && parts.assignedOrgs.any(reader, call.org, form);
    const assigned: boolean = typeof anyGiven === 'boolean' ? anyGiven : await anyGiven;
    const targets = query.q ? await calledTargets(reader, parts, call, form, query.q) : undefined;
    const plan = planOf(call, form, query, { copied, assigned }, targets);
    const limit = Math.min(Math.max(query.limit ?? usualLimit, 1), 500);
    const effort = query.effort === undefined ? undefined : { left: query.effort };
    const part = { limit, cursor: query.cursor, count: query.count, partial: query.partial, effort };
    const pageOf = (stage: ListPlan, asked: PartAsked) =>
      readPage(reader, call, stage, copied, { ...asked, effort });
    if (!plan.search || (query.sort && query.sort.length > 0)) return pageOf(plan, part);
    return inStages(plan, searchStages(plan, plan.search), part, pageOf);
  };

  async function readPage(
    reader: Connection,
    call: Call,
    plan: ListPlan,
    copied: boolean,
    query: PartAsked,
  ): Promise<Page> {
    const { form, search } = plan;
    const { cursor, limit, effort } = query;
    const chosen = effort ? { ...plan.chosen, effort } : plan.chosen;
    if (copied && asksCopies(plan)) {
      const page = await listCopied(reader, parts, call, plan, { ...query, limit: Math.max(1, limit) });
      const items = await parts.answers.many(reader, call, form, page.stored, chosen);
      const { stored: _, ...answer } = page;
      return { items, ...answer };
    }
    const total = async () => (query.count ? await count(reader, plan) : {});
    if (limit === 0) return { items: [], next: null, ...(await total()) };
    const after = cursor === undefined ? null : readCursor(cursor, plan.question, plan.sort);
    const asked = { after, limit: limit + 1 };
    const hits = search ? await findHits(reader, parts, plan, search, asked) : null;
    const found = hits ?? (await parts.pager.page(reader, plan, asked));
    const rows = found.slice(0, limit);
    const more = found.length > limit;
    if (plan.rows) {
      const [last, answer] = [rows.at(-1), plan.rows];
      const next =
        more && last
          ? writeCursor(
              plan.question,
              plan.sort.map((key) => answer.stored(last, key.column)),
            )
          : null;
      const items = await answer.answer(reader, call, rows);
      return { items, next, ...(await total()) };
    }
    const decoded = rows.map((row) => plan.layout.decode(row));
    // One that is written meanwhile is answered as it is then, and yet stands where it was found.
    const places = plan.entries.size > 0 ? decoded.map((stored) => ({ ...stored })) : decoded;
    const stored =
      plan.entries.size > 0
        ? await readEntriesWithin(plan.layout, decoded, (some) =>
            readEntriesAsOf(reader, plan.layout, some, (field) => plan.entries.has(field)),
          )
        : decoded;
    const cut = stored.length < decoded.length;
    const seen = copied ? await parts.copies.seen(reader, call, form, stored) : stored;
    // What is evaluated now is made of all that is kept, and withheld afterwards with what it is made of.
    const items = await parts.answers.many(reader, call, form, seen, chosen);
    const [last] = await parts.answers.seen(reader, call, form, seen.slice(-1));
    const place = places[seen.length - 1];
    const next =
      (more || cut) && last
        ? writeCursor(
            plan.question,
            plan.sort.map(({ column: { id } }) => (last[id] === null ? null : (place?.[id] ?? null))),
          )
        : null;
    return { items, next, ...(await total()) };
  }

  async function count(reader: Connection, plan: ListPlan): Promise<Total> {
    const known = plan.search ? await countHits(reader, parts, plan, plan.search) : null;
    if (known) return { total: known.total, ...(known.atLeast ? { totalAtLeast: true } : {}) };
    const from = `FROM ${plan.layout.table} ${recordAlias} WHERE ${plan.where}`;
    const sql = plan.search
      ? `SELECT COUNT(*) AS total FROM (SELECT 1 ${from} LIMIT ${mostCounted + 1}) c`
      : `SELECT COUNT(*) AS total ${from}`;
    const row = await reader.first<{ total: number | bigint }>(sql, plan.params);
    const total = Number(row?.total ?? 0);
    return plan.search && total > mostCounted ? { total: mostCounted, totalAtLeast: true } : { total };
  }
}

/** Another one where references point at others: of a search that stays the same, records may be called anew. */
function calledText(targets: CalledTargets): string {
  return JSON.stringify(
    [...targets].map(([id, { values, beyond }]) => [id, [...values], beyond.map(({ form }) => form)]),
  );
}
