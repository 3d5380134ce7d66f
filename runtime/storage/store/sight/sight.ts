import { BoundedMap } from '../../../../metadata/common/bounded-map.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { isVisible, type Visibility, visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import type { Rights } from '../../../call/rights.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import { byCount, padded } from '../record/insert.ts';
import type { RecordLayout } from '../record/layout.ts';
import type { View } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { renderVisible, spelledVisible } from './visible.ts';

/**
 * The part of a form's records that the caller sees through a reference: `some` where it depends on the record. In a
 * list, or a record asked for in one view, it is what that view would answer of the other form; where both views
 * count, whatever the caller could read for any organisation of his.
 */
export type Sight =
  | { readonly reach: 'everything' | 'nothing' }
  | { readonly reach: 'some'; readonly visibility: Visibility };

const everything: Sight = { reach: 'everything' };
const nothing: Sight = { reach: 'nothing' };

interface SightContext {
  readonly form: Form;
  readonly orgs: OrgTree;
  readonly sight: Sight;
}

const known = new WeakMap<Rights, Map<string, SightContext>>();
/** Forms and organisations of one principal. */
const most = 2_000;

export function sightOf(call: Call, form: Form): Sight {
  const { rights, served } = call;
  let sights = known.get(rights);
  if (!sights) {
    sights = new BoundedMap(most);
    known.set(rights, sights);
  }
  const key = call.view === 'use' ? `${form.id} ${call.org}` : form.id;
  const found = sights.get(key);
  if (found?.form === form && found.orgs === served.orgs) return found.sight;
  const sight = makeSight(call, form, call.view);
  sights.set(key, { form, orgs: served.orgs, sight });
  return sight;
}

function makeSight({ rights, org, served }: Call, form: Form, view: View | undefined): Sight {
  const scope = rights.scope(form, 'read');
  if (view !== 'use' && scope === 'all') return everything;
  const orgs = view !== 'use' ? [...scope] : scope === 'all' || scope.has(org) ? [org] : [];
  if (orgs.length === 0) return nothing;
  const visibility = visibilityOf(form, orgs, served.orgs);
  return visibility ? { reach: 'some', visibility } : everything;
}

/** As a condition on a record under an alias; empty: everything is seen. Without `params` there is nothing to bind. */
export function renderSight(sight: Sight, layout: RecordLayout, alias: string, params?: Cell[]): string {
  if (sight.reach !== 'some') return sight.reach === 'everything' ? '' : '1 = 0';
  const { visibility } = sight;
  return params
    ? renderVisible(layout, visibility, alias, params)
    : spelledVisible(layout, visibility, alias);
}

const assignedOnes = (orgs: number) =>
  byCount(
    (marks) =>
      `SELECT DISTINCT record FROM gj_assignment WHERE form = ? AND org IN (${Array.from({ length: orgs }, () => '?').join(', ')}) AND record IN (${marks})`,
  );

type Seen = Pick<Stored, 'id' | 'org' | 'sharing'>;

/** Finds those of some records that are seen; assignments are asked only where they decide. */
export async function seenAmong(
  reader: Connection,
  sight: Sight,
  form: Form,
  records: readonly Seen[],
): Promise<ReadonlySet<string>> {
  if (sight.reach !== 'some') return new Set(sight.reach === 'everything' ? records.map(({ id }) => id) : []);
  const { visibility } = sight;
  const seen = new Set<string>();
  const open: string[] = [];
  for (const record of records) {
    const visible = isVisible(visibility, record);
    if (visible) seen.add(record.id);
    else if (visible === undefined) open.push(record.id);
  }
  const sql = assignedOnes(visibility.orgs.length);
  for (let from = 0; from < open.length; from += atOnce) {
    const some = open.slice(from, from + atOnce);
    const rows = await reader.all(sql(some.length), [form.id, ...visibility.orgs, ...padded(some)]);
    for (const row of rows) seen.add(String(row['record']));
  }
  return seen;
}

const atOnce = 256;
