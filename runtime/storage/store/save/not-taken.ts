import type { Problem } from '../../../../metadata/common/issue.ts';
import { isObject } from '../../../../metadata/common/json.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import { isVirtual } from '../../../../metadata/virtual.ts';
import type { Connection } from '../../../database/database.ts';
import { isUnchanged } from '../body/input-value.ts';
import type { GivenMade, Input, WriteMode } from '../body/input-work.ts';
import { resolvePicks } from '../body/picks.ts';
import type { RecordChange } from '../commit/record-change.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';
import { createEvaluate } from './evaluate-virtual.ts';
import type { StoreParts } from './parts.ts';

/**
 * Warns of what a body says in fields whose values the platform makes, where the completed record says something else. A
 * value that was read before the change may come back with it.
 */
export async function notTaken(
  parts: StoreParts,
  reader: Connection,
  { call, form, before, next }: RecordChange,
  { made = [] }: Input,
): Promise<readonly Problem[]> {
  if (made.length === 0) return [];
  const isEvaluated = made.some(({ field }) => isVirtual(field));
  const versions = [next, ...(before && isEvaluated ? [before] : [])];
  const known = isEvaluated ? await createEvaluate(() => parts)(reader, call, form, versions) : versions;
  const all = known.map((one) => partsById(form, one));
  const asked = { call, form, manner: 'merge' as WriteMode };
  const problems: Problem[] = [];
  for (const given of made) {
    const { field, value, path, part } = given;
    const stands = all.flatMap((byId) => byId.get(part) ?? []);
    if (stands.some((one) => isUnchanged(field, value, one, asked))) continue;
    const named = await recordNamed(parts, reader, call, given);
    if (named !== undefined && stands.some((one) => one[field.id] === named)) continue;
    const params = { field: field.name, label: { ...field.label } };
    problems.push({ path, code: 'value-not-taken', severity: 'warning', params });
  }
  return problems;
}

/** A record with all its rows, by their ids. */
function partsById(form: Form, record: Stored): ReadonlyMap<string, StoredRow> {
  const found = new Map<string, StoredRow>();
  const add = (part: StoredRow, entries: readonly Field[]) => {
    found.set(part.id, part);
    for (const { id, rows } of entries) for (const row of rowsOf(part[id])) add(row, rows?.entries ?? []);
  };
  add(record, form.entries);
  return found;
}

/** The id of the record that a value names by its number. */
async function recordNamed(
  { layouts }: StoreParts,
  reader: Connection,
  call: RecordChange['call'],
  { field, value, path }: GivenMade,
): Promise<string | undefined> {
  const own = field.inner ?? field;
  if (own.target === undefined) return undefined;
  const read = own.kind.read(value, own);
  const number = read.ok && isObject(read.value) ? read.value['number'] : undefined;
  if (typeof number !== 'string') return undefined;
  let found: string | undefined;
  const put = (id: string) => {
    found = id;
  };
  await resolvePicks(reader, call, [{ field: own, target: own.target, number, path, put }], layouts);
  return found;
}
