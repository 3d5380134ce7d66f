import { filledText, textOf } from '../../../metadata/common/read.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { inBatches } from '../../common/in-batches.ts';
import { everyRecord } from '../../work/schedule/tasks.ts';
import type { Ask } from '../pipeline/ask.ts';

const atOnce = 500;

/** An organisation that has a tax number. */
export interface Company {
  readonly id: string;
  readonly name: string;
}

/** Finds by tax number the companies among these that the caller may act for, and whose name he may read. */
export async function companiesOf(
  { host, call, served, principal }: Ask,
  taxNumbers: readonly string[],
): Promise<ReadonlyMap<string, Company>> {
  const form = served.model.formsById.get('organisation');
  const [name, taxNumber] = [form?.byId.get('name'), form?.byId.get('taxNumber')];
  if (!form || !name || !taxNumber || taxNumbers.length === 0) return new Map();
  const { rights } = principal;
  const scope = rights.scope(form, 'read');
  const isSeen = scope === 'all' || scope.size > 0;
  if (!isSeen || !rights.readable(form, name) || !rights.readable(form, taxNumber)) return new Map();
  const found = new Map<string, Company>();
  const asked = [...new Set(taxNumbers)];
  for (const value of inBatches(asked, atOnce)) {
    const filter: Condition = { fact: taxNumber.name, operator: 'in', value: [...value] };
    const fields = [name.name, taxNumber.name];
    // Several may have one number.
    const companies = await everyRecord((cursor) =>
      host.store.list(call, form, {
        view: 'manage',
        filter,
        fields,
        limit: atOnce,
        ...(cursor === null ? {} : { cursor }),
      }),
    );
    for (const one of companies) {
      const number = filledText(one[taxNumber.name]);
      const id = String(one['id']);
      if (number !== null && rights.uses(id))
        found.set(number, { id, name: textOf(one[name.name]) ?? number });
    }
  }
  return found;
}
