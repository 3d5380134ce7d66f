import type { Form } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { isVisible, type Visibility, visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import { madeFor } from '../../../call/made-for.ts';
import type { Limit } from '../../../call/rights.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import { padded } from '../record/insert.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { View } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { renderLimits } from './limits.ts';
import { renderVisible } from './visible.ts';

/**
 * The part of a form's records that the caller sees through a reference: `some` where it depends on the record. In a
 * list, or a record asked for in one view, it is what that view would answer of the other form; where both views
 * count, whatever the caller could read for any organisation of his.
 */
export type Sight =
  | { readonly reach: 'everything' | 'nothing' }
  | { readonly reach: 'some'; readonly parts: readonly SightPart[] };

/** Records that some organisations may use (null: all there are), as far as they keep to the limits of a right. */
interface SightPart {
  readonly visibility: Visibility | null;
  readonly limits: readonly Limit[];
}

const everything: Sight = { reach: 'everything' };
const nothing: Sight = { reach: 'nothing' };

interface SightContext {
  readonly form: Form;
  readonly orgs: OrgTree;
  readonly sight: Sight;
}

/** Of so many forms and organisations. */
const sightsOf = madeFor<SightContext>(2_000);

export function sightOf(call: Call, form: Form): Sight {
  const { served } = call;
  const sights = sightsOf(call);
  const key = call.view === 'use' ? `${form.id} ${call.org}` : form.id;
  const found = sights.get(key);
  if (found?.form === form && found.orgs === served.orgs) return found.sight;
  const sight = makeSight(call, form, call.view);
  sights.set(key, { form, orgs: served.orgs, sight });
  return sight;
}

function makeSight({ rights, org, served }: Call, form: Form, view: View | undefined): Sight {
  const reached = [{ orgs: rights.scope(form, 'read'), limits: [] }, ...rights.limited(form, 'read')];
  const parts = reached.flatMap(({ orgs: scope, limits }): SightPart[] => {
    if (view !== 'use' && scope === 'all') return [{ visibility: null, limits }];
    const orgs = view !== 'use' ? [...scope] : scope === 'all' || scope.has(org) ? [org] : [];
    return orgs.length === 0 ? [] : [{ visibility: visibilityOf(form, orgs, served.orgs), limits }];
  });
  if (parts.length === 0) return nothing;
  const whole = parts.some(({ visibility, limits }) => visibility === null && limits.length === 0);
  return whole ? everything : { reach: 'some', parts };
}

/** As a condition on a record under an alias; empty: everything is seen. Without `params` there is nothing to bind. */
export function renderSight(sight: Sight, layout: RecordLayout, alias: string, params?: Cell[]): string {
  if (sight.reach !== 'some') return sight.reach === 'everything' ? '' : '1 = 0';
  const texts = sight.parts.map(({ visibility, limits }) => {
    const used = visibility ? renderVisible(layout, visibility, alias, params) : '';
    return [...(used ? [used] : []), ...renderLimits(limits, layout, alias, params)].join(' AND ');
  });
  return texts.length === 1 && !sight.parts[0]?.limits.length ? (texts[0] ?? '') : `(${texts.join(' OR ')})`;
}

type Seen = Pick<Stored, 'id' | 'org' | 'sharing'>;

/** Whether a record is seen; undefined: where it was assigned, or what else it says, decides. */
export function isInSight(sight: Sight, record: Seen | Omit<Seen, 'id'>): boolean | undefined {
  if (sight.reach !== 'some') return sight.reach === 'everything';
  let seen: boolean | undefined = false;
  for (const { visibility, limits } of sight.parts) {
    const visible = visibility ? isVisible(visibility, record) : true;
    const reached = visible === true && limits.length > 0 ? undefined : visible;
    if (reached) return true;
    seen = reached === undefined ? undefined : seen;
  }
  return seen;
}

/** Finds those of some records that are seen; the database is asked only where it decides. */
export async function seenAmong(
  reader: Connection,
  sight: Sight,
  layout: RecordLayout,
  records: readonly Seen[],
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const open: string[] = [];
  for (const record of records) {
    const visible = isInSight(sight, record);
    if (visible) seen.add(record.id);
    else if (visible === undefined) open.push(record.id);
  }
  const id = `t.${column(layout, 'id').name}`;
  for (let from = 0; from < open.length; from += atOnce) {
    const params: Cell[] = [...padded(open.slice(from, from + atOnce))];
    const marks = params.map(() => '?').join(', ');
    const shown = renderSight(sight, layout, 't', params);
    const sql = `SELECT ${id} AS record FROM ${layout.table} t WHERE ${id} IN (${marks}) AND ${shown}`;
    for (const row of await reader.all(sql, params)) seen.add(String(row['record']));
  }
  return seen;
}

const atOnce = 256;
