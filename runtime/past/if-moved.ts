import type { HistoryRow } from '../../migrations/tables.ts';
import { systemScope } from '../../rules/params/effective.ts';
import {
  changesAt,
  type EffectiveChange,
  type EffectiveState,
  someChanges,
} from '../../rules/params/effective-changes.ts';
import { breaks } from '../breaks.ts';
import type { Call } from '../call/call.ts';
import type { Connection } from '../database/database.ts';
import { historyColumns, readEvent } from '../store/commit/history-row.ts';
import { createClock } from '../tenant/clock.ts';
import { defaultZone, organisationForm } from '../tenant/organisations.ts';
import type { Past } from './past.ts';

interface MoveAsk {
  readonly call: Call;
  /** Id of the organisation that would move. */
  readonly org: string;
  /** Id of what it would be below. */
  readonly parent: string;
  readonly revision: number;
  readonly clock: () => number;
  readonly seen: (change: EffectiveChange) => boolean;
  /** How many are listed; all are counted. */
  readonly most: number;
}

/** What an organisation, and everybody below it, would read differently below another parent: by its values, locks and zone. */
export async function changesIfMoved(
  { reader, past }: { readonly reader: Connection; readonly past: Past },
  { call, org, parent, revision, clock, seen, most }: MoveAsk,
) {
  const { served } = call;
  const [before, after] = [await past.organisations(revision), await past.organisations(revision)];
  const row = await reader.first<HistoryRow>(
    `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? ORDER BY revision DESC LIMIT 1`,
    [organisationForm, org],
  );
  const event = row && readEvent(row);
  if (event?.stored)
    after.follow([{ ...event, revision: Number.MAX_SAFE_INTEGER, stored: { ...event.stored, parent } }]);
  const moment = createClock(clock);
  const stateOf = (organisations: typeof before): EffectiveState => ({
    ...{ values: served.parameters, model: served.model, orgs: organisations.tree() },
    date: (one) => moment(organisations.zone(one ?? call.org) ?? defaultZone).localDate,
  });
  const [was, is] = [stateOf(before), stateOf(after)];
  const movers = was.orgs.subtree(org);
  const scopes = new Set([systemScope, ...movers, ...was.orgs.ancestors(org), ...is.orgs.ancestors(org)]);
  let hidden = 0;
  const walk = addressesSpoken(call, scopes).map((address) => {
    const changes = changesAt(address, was, is, movers);
    const listed = changes.filter(seen);
    hidden += changes.length - listed.length;
    return listed;
  });
  const { changes, total } = await someChanges(walk, most, breaks());
  return { changes, total, hidden };
}

/** Keys of which any of these scopes says something; of a dimension all that anybody speaks of, as one speaks for others. */
function* addressesSpoken({ served }: Call, scopes: ReadonlySet<string>) {
  for (const type of served.model.params.keys())
    for (const [key, byScope] of served.parameters?.ofType(type) ?? [])
      if (key.includes(':') || [...byScope.keys()].some((scope) => scopes.has(scope))) yield { type, key };
}
