import { leadsAway, setBy } from '../../../../metadata/approvals.ts';
import type { ActionSource } from '../../../../metadata/source.ts';
import type { HistoryRow } from '../../../../migrations/rows/tables.ts';
import { millisecondsBetween } from '../../../../rules/calendar.ts';
import { historyColumns, readEvent } from '../commit/history-row.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { again } from '../history/restore.ts';
import { actionKept } from '../record/refusals.ts';
import { copyRow, stamp } from '../record/stored.ts';
import type { ActionCall, Unchanged } from '../save/parts.ts';
import { requireMatch } from '../save/require-match.ts';
import type { Saved } from '../save/save.ts';
import { factsAsked } from '../save/setting.ts';
import { findToChange } from '../sight/find.ts';
import { createTargets } from '../sql/targets.ts';
import { finish } from '../write/plan-write.ts';

/** For so many milliseconds somebody may take back what he did. */
const longest = 10 * 60 * 1000;

const lastTwo = `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record = ? ORDER BY revision DESC LIMIT 2`;

/**
 * A record with the values that it had before an action, for whoever did that just now: as long as nothing was done to
 * it since, and the form lets it be moved on from there by hand.
 */
export async function takeBack(
  { parts, reader, call, form, id, ifMatch }: ActionCall,
  action: ActionSource,
): Promise<PlannedWrite<Saved> | Unchanged> {
  const stored = await findToChange(reader, call, parts.layout(call, form), id, action.name);
  await requireMatch(parts, reader, { call, form, stored, ifMatch });
  const refused = actionKept({ action: { ...action.label } });
  const [done, before] = (await reader.all<HistoryRow>(lastTwo, [form.id, id])).map(readEvent);
  if (done?.operation !== action.name || done.actor?.id !== call.user.id || !before?.stored) throw refused;
  if (millisecondsBetween(done.at, call.now.instant) > longest) throw refused;
  const rules = await parts.behaviours.of(form, call.served.model);
  const targets = createTargets(reader, call, parts.layouts);
  await targets.load(form, stored, rules.references);
  const facts = { call: await factsAsked(parts, reader, call, rules, stored.org), target: targets.target };
  const ways = form.actions.filter((one) => leadsAway(one, action));
  const open = await Promise.all(ways.map(({ name }) => rules.offers(name, stored, facts)));
  if (!open.includes(true)) throw refused;
  const next = copyRow(stored, form);
  stamp(call, next);
  for (const field of Object.keys(setBy(action))) next[field] = before.stored[field] ?? null;
  const change = { call, form, before: stored, next, operation: 'take-back' };
  return finish(parts, reader, change, again(form, next));
}
