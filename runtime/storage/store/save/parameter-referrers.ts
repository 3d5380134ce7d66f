import type { Referrer } from '../../../../metadata/contract/records/calls.ts';
import type { Form } from '../../../../metadata/model.ts';
import { parameterForm } from '../../../../metadata/names.ts';
import { addressOf } from '../../../../rules/params/address.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';

interface Row {
  readonly id: string;
  readonly type: string;
  readonly address: string;
  readonly organisation: string | null;
}

/**
 * Values of parameters that refer to a record, as their definitions say what they are: `number` is the parameter,
 * `name` the number of the organisation that says it. Null for what the caller may not see.
 */
export async function parameterReferrers(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  target: Form,
  id: string,
): Promise<readonly (Referrer | null)[]> {
  const { served, rights } = call;
  const { model, orgs } = served;
  const form = model.formsById.get(parameterForm);
  const types = [...model.params.values()]
    .filter(({ params }) => params.some(({ field }) => field.target === target.id))
    .map(({ type }) => type);
  if (!form || types.length === 0) return [];
  const layout = layouts.of(served, form);
  const name = (field: string) => column(layout, field).name;
  const columns = ['type', 'address', 'organisation'].map((field) => `${name(field)} AS ${field}`);
  const rows = await reader.all<Row>(
    `SELECT ${name('id')} AS id, ${columns.join(', ')} FROM ${layout.table} WHERE ${name('type')} IN (${types.map(() => '?').join(', ')}) AND INSTR(${name('content')}, ?) > 0`,
    [...types, id],
  );
  return rows.flatMap((row): readonly (Referrer | null)[] => {
    if (addressOf(model, row.type, row.address)?.param.field.target !== target.id) return [];
    const sight = rights.parameters(row.type, 'read');
    const isSeen = sight === 'all' || (row.organisation !== null && sight.has(row.organisation));
    if (!isSeen) return [null];
    const org = row.organisation === null ? null : (orgs.get(row.organisation)?.number ?? null);
    return [
      { form: form.name, id: row.id, number: `${row.type}.${row.address}`, name: org, field: 'content' },
    ];
  });
}
