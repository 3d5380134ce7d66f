import type { Issue } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import type { Stored } from '../store/stored.ts';
import type { Claim } from '../store/unique.ts';
import { type ClaimsQuestion, claimsToCome } from './claims-to-come.ts';

const shown = 20;

/** Records that could not all stay under a form's rules to come: an issue for each rule, with the first of them. */
export async function claimClashes(question: ClaimsQuestion): Promise<readonly Issue[]> {
  const owners = new Map<string, string>();
  const clashes = new Map<string, { count: number; rows: Json[] }>();
  const { form } = question;
  const number = (record: Stored) => (form.number ? (record[form.number.id] ?? null) : null);
  const note = (record: Stored, { hash, rule }: Claim) => {
    const owner = owners.get(hash);
    if (owner === undefined) owners.set(hash, record.id);
    if (owner === undefined || owner === record.id) return;
    const found = clashes.get(rule.name) ?? { count: 0, rows: [] };
    found.count += 1;
    if (found.rows.length < shown) found.rows.push({ id: record.id, number: number(record), like: owner });
    clashes.set(rule.name, found);
  };
  for await (const some of claimsToCome(question))
    for (const { record, claims } of some) for (const claim of claims) note(record, claim);
  return [...clashes].map(([rule, { count, rows }]) => ({
    code: 'unique-clashes',
    severity: 'error',
    form: form.id,
    package: form.package,
    pointer: `/unique/${form.unique.findIndex(({ name }) => name === rule)}`,
    params: {
      ...{ form: { ...form.label }, rule, count, rows },
      numbers: rows.map((row) => String((row as { number: Json }).number ?? (row as { id: string }).id)),
    },
  }));
}
