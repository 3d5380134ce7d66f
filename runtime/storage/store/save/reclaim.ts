import { append } from '../../../../metadata/common/append.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { insertAll } from '../record/insert.ts';
import { column } from '../record/layout.ts';
import { readEntries } from '../record/records.ts';
import { callFacts } from '../sql/filter.ts';
import { createTargets } from '../sql/targets.ts';
import type { StoreParts } from './parts.ts';
import { claimCells, claimInsert, claimsOf } from './unique.ts';

/** Two records that claim one value under a rule that is new to them. */
export interface Twins {
  readonly rule: string;
  readonly records: readonly [string, string];
}

const atOnce = 500;

/**
 * Works out anew what all records of a form claim, when a publish brings or changes its unique rules: in the
 * transaction of the publish, with a call on the new model. Answers who cannot both be right; the publish should
 * be refused then, or the first of them keeps the value.
 */
export async function reclaim(
  parts: StoreParts,
  tx: Connection,
  call: Call,
  form: Form,
): Promise<readonly Twins[]> {
  await tx.run('DELETE FROM gj_claim WHERE form = ?', [form.id]);
  if (form.unique.length === 0) return [];
  const layout = parts.layout(call, form);
  const rules = await parts.behaviours.of(form, call.served.model);
  const id = column(layout, 'id').name;
  const page = `SELECT ${layout.list} FROM ${layout.table} WHERE ${id} > ? ORDER BY ${id} LIMIT ${atOnce}`;
  const owners = new Map<string, string>();
  const twins: Twins[] = [];
  for (let last = ''; ; ) {
    const records = (await tx.all(page, [last])).map((row) => layout.decode(row));
    await readEntries(tx, layout, records);
    const targets = createTargets(tx, call, parts.layouts);
    const cells: ReturnType<typeof claimCells>[number][] = [];
    for (const record of records) {
      await targets.load(form, record, rules.references);
      const claims = await rules.claims(record, { call: callFacts(call), target: targets.target });
      for (const claim of claimsOf(form, record, claims)) {
        const owner = owners.get(claim.hash);
        if (owner !== undefined) twins.push({ rule: claim.rule.name, records: [owner, record.id] });
        else {
          owners.set(claim.hash, record.id);
          append(cells, claimCells(form, record.id, claim));
        }
      }
    }
    await insertAll(tx, claimInsert, cells);
    if (records.length < atOnce) return twins;
    last = records.at(-1)?.id ?? '';
  }
}
