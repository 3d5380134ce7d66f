import type { Form } from '../../metadata/model.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { Rights } from '../auth/rights.ts';
import type { Call } from '../call.ts';
import type { Cell, Connection } from '../database/database.ts';
import type { AssignedOrgs } from './assigned-orgs.ts';
import type { Copies } from './copies.ts';
import { readCursor, renderAfter, writeCursor } from './cursor.ts';
import type { Labels } from './labels.ts';
import { asksCopies, listCopied } from './list-copied.ts';
import { type ListPlan, type PlanParts, type Possible, planList } from './list-plan.ts';
import { readEntries } from './records.ts';
import type { ListQuery, Page } from './store.ts';
import { recordAlias } from './where.ts';

export type List = (call: Call, form: Form, query: ListQuery) => Promise<Page>;

/** Questions kept for each principal. */
const most = 200;
const usualLimit = 20;

export interface ListParts extends PlanParts {
  readonly labels: Labels;
  readonly copies: Copies;
  readonly assignedOrgs: AssignedOrgs;
}

interface Kept {
  readonly plan: ListPlan;
  readonly orgs: OrgTree;
}

/** Lists are planned once for each question and principal; a page then costs its rows and nothing else. */
export function createList(reader: Connection, parts: ListParts): List {
  const kept = new WeakMap<Rights, Map<string, Kept>>();

  function planOf(call: Call, form: Form, query: ListQuery, { copied, assigned }: Possible): ListPlan {
    const { view = 'use', filter, q, sort, fields, assignableTo } = query;
    const question = JSON.stringify([form.id, call.org, view, filter, q, sort, fields, assignableTo]);
    let plans = kept.get(call.rights);
    if (!plans) {
      plans = new Map();
      kept.set(call.rights, plans);
    }
    const key = `${copied} ${assigned} ${question}`;
    const known = plans.get(key);
    if (known && known.plan.form === form && known.orgs === call.served.orgs) return known.plan;
    const plan = planList(parts, call, form, query, question, { copied, assigned });
    // What depends on the moment or on who asks is not the same question the next time.
    if (question.includes('"$')) return plan;
    if (plans.size >= most) plans.delete(plans.keys().next().value ?? '');
    plans.set(key, { plan, orgs: call.served.orgs });
    return plan;
  }

  return async (call, form, query) => {
    const using = query.view !== 'manage';
    const anyCopy = using && parts.copies.any(reader, call, form);
    const copied: boolean = typeof anyCopy === 'boolean' ? anyCopy : await anyCopy;
    const anyGiven = using && parts.assignedOrgs.any(reader, call.org, form);
    const assigned: boolean = typeof anyGiven === 'boolean' ? anyGiven : await anyGiven;
    const plan = planOf(call, form, query, { copied, assigned });
    const limit = Math.min(Math.max(query.limit ?? usualLimit, 1), 500);
    if (copied && asksCopies(call, plan)) {
      const page = await listCopied(reader, parts, call, plan, { ...query, limit });
      const items = await parts.answers.many(reader, call, form, page.stored, plan.chosen);
      const { next, total } = page;
      return total === undefined ? { items, next } : { items, next, total };
    }
    const { where, params } = query.cursor === undefined ? plan : after(plan, query.cursor);
    const rows = await reader.all(
      `${plan.select} WHERE ${where} ORDER BY ${plan.order} LIMIT ${limit + 1}`,
      params,
    );
    if (plan.rows) {
      const more = rows.length > limit;
      if (more) rows.pop();
      const [last, asked] = [rows.at(-1), plan.rows];
      const next =
        more && last
          ? writeCursor(
              plan.question,
              plan.sort.map((key) => asked.stored(last, key.column)),
            )
          : null;
      const items = await asked.answer(reader, call, rows);
      return query.count ? { items, next, total: await count(plan) } : { items, next };
    }
    const stored = rows.slice(0, limit).map((row) => plan.layout.decode(row));
    if (plan.entries.size > 0)
      await readEntries(reader, plan.layout, stored, (field) => plan.entries.has(field));
    const seen = copied ? await parts.copies.seen(reader, call, form, stored) : stored;
    const items = await parts.answers.many(reader, call, form, seen, plan.chosen);
    const last = stored.at(-1);
    const next =
      rows.length > limit && last
        ? writeCursor(
            plan.question,
            plan.sort.map((key) => last[key.column.id] ?? null),
          )
        : null;
    return query.count ? { items, next, total: await count(plan) } : { items, next };
  };

  function after(plan: ListPlan, cursor: string): { where: string; params: readonly Cell[] } {
    const values = readCursor(cursor, plan.question, plan.sort);
    const params = [...plan.params];
    const beyond = renderAfter(plan.sort, values, recordAlias, parts.dialect, params);
    return { where: `${plan.where} AND ${beyond}`, params };
  }

  async function count(plan: ListPlan): Promise<number> {
    const sql = `SELECT COUNT(*) AS total FROM ${plan.layout.table} ${recordAlias} WHERE ${plan.where}`;
    const row = await reader.first<{ total: number | bigint }>(sql, plan.params);
    return Number(row?.total ?? 0);
  }
}
