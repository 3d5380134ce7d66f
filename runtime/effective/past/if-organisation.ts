import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import {
  changesAt,
  type EffectiveChange,
  type EffectiveState,
  someChanges,
} from '../../../rules/params/effective-changes.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Connection } from '../../database/database.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { createClock } from '../../tenant/clock.ts';
import { defaultZone, organisationForm } from '../../tenant/organisations.ts';
import type { Past } from './past.ts';

/** An action on an organisation; of a move, with the id of the one it would be below. */
type OrganisationChange =
  | { readonly action: 'move'; readonly parent: string }
  | { readonly action: 'enable' | 'disable' | 'delete' };

interface IfAsk {
  readonly call: Call;
  readonly org: string;
  readonly change: OrganisationChange;
  readonly revision: number;
  readonly clock: () => number;
  readonly seen: (change: EffectiveChange) => boolean;
  /** Changes that are listed; all are counted. */
  readonly most: number;
}

/**
 * Answers the values that an organisation, and everybody below it, would read differently if it were changed so: by
 * values, locks and zones. If it is deleted, everything that somebody set for it ends; nobody is below it then.
 */
export async function changesIf(
  { reader, past }: { readonly reader: Connection; readonly past: Past },
  { call, org, change, revision, clock, seen, most }: IfAsk,
) {
  const { served } = call;
  const [before, after] = [await past.organisations(revision), await past.organisations(revision)];
  const row = await reader.first<HistoryRow>(
    `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? ORDER BY revision DESC LIMIT 1`,
    [organisationForm, org],
  );
  const event = row && readEvent(row);
  if (event?.stored) after.follow([changed(event, event.stored, change)]);
  const moment = createClock(clock);
  const stateOf = (organisations: typeof before): EffectiveState => ({
    values: served.parameters,
    model: served.model,
    orgs: organisations.tree(),
    date: (one) => moment(organisations.zone(one ?? call.org) ?? defaultZone).localDate,
  });
  const [was, is] = [stateOf(before), stateOf(after)];
  const readers = change.action === 'delete' ? new Set([org]) : was.orgs.subtree(org);
  let hidden = 0;
  const walk = addressesSpoken(call, scopesOf(org, readers, was.orgs, is.orgs)).map((address) => {
    const changes = changesAt(address, was, is, readers).filter(({ from, to }) => from?.set ?? to?.set);
    const listed = changes.filter(seen);
    hidden += changes.length - listed.length;
    return listed;
  });
  const { changes, total } = await someChanges(walk, most, timeSlices());
  return { changes, total, hidden };
}

function changed(
  event: WriteEvent,
  stored: NonNullable<WriteEvent['stored']>,
  change: OrganisationChange,
): WriteEvent {
  const next = { ...event, revision: Number.MAX_SAFE_INTEGER };
  if (change.action === 'move') return { ...next, stored: { ...stored, parent: change.parent } };
  if (change.action === 'delete') return { ...next, operation: 'delete', stored: null };
  return { ...next, stored: { ...stored, enabled: change.action === 'enable' } };
}

function scopesOf(org: string, readers: Iterable<string>, ...trees: readonly OrgTree[]): ReadonlySet<string> {
  return new Set([systemScope, ...readers, ...trees.flatMap((tree) => tree.ancestors(org))]);
}

/**
 * Keys of which any of these scopes says something; of a dimension all that anybody speaks of, as one speaks for
 * others.
 */
function* addressesSpoken({ served }: Call, scopes: ReadonlySet<string>) {
  for (const type of served.model.params.keys())
    for (const [key, byScope] of served.parameters?.ofType(type) ?? [])
      if (key.includes(':') || [...byScope.keys()].some((scope) => scopes.has(scope))) yield { type, key };
}
