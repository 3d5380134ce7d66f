import type { Cell } from '../../database/database.ts';
import { either, type IndexedCondition } from './newest-rows.ts';

/** What of a change set has to stand in its history where it took a step; the first that fits is told. */
const steps: readonly (readonly [action: string, changed: string, snapshot: readonly string[]])[] = [
  ['changeset-rolled-back', 'state', ['"state":"published"', '"undoes":"']],
  ['changeset-published', 'state', ['"state":"published"']],
  ['changeset-approved', 'state', ['"state":"approved"']],
  ['changeset-rejected', 'state', ['"state":"rejected"']],
  ['changeset-scheduled', 'state', ['"state":"scheduled"']],
  ['changeset-discarded', 'state', ['"state":"discarded"']],
  ['changeset-failed', 'state', ['"state":"failed"']],
  ['changeset-proposed', 'proposed', ['"state":"waiting"']],
];

const names: ReadonlySet<string> = new Set(steps.map(([action]) => action));

const ofSet = "form = 'change-set' and operation = 'update'";

/** The action of a version in SQL. A step of a change set is a write of the set, and is told by its own name. */
export const stepOrOperation = `case when ${ofSet} then case ${steps
  .map(([action, changed, snapshot]) => `when ${saying(changed, snapshot)} then '${action}'`)
  .join(' ')} else operation end else operation end`;

function saying(changed: string, snapshot: readonly string[]): string {
  const all = [
    `instr(changed, '"${changed}"') > 0`,
    ...snapshot.map((text) => `instr(snapshot, '${text}') > 0`),
  ];
  return all.join(' and ');
}

/** Asks for versions of these actions, each by the index of operations. */
export function versionsDone(actions: readonly Cell[]): readonly IndexedCondition[] {
  return [...new Set(actions)].map((action) => {
    if (names.has(String(action))) return { sql: `${ofSet} and (${stepOrOperation}) = ?`, params: [action] };
    if (action !== 'update') return { sql: 'operation = ?', params: [action] };
    return { sql: `operation = ? and (${stepOrOperation}) = ?`, params: [action, action] };
  });
}

/** The same among whatever is read anyhow. */
export function doneAnyOf(actions: readonly Cell[]): IndexedCondition {
  return either(versionsDone(actions));
}
