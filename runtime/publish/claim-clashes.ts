import type { Issue } from '../../metadata/issue.ts';
import type { Stored } from '../store/record/stored.ts';
import type { Claim } from '../store/save/unique.ts';
import { type ClaimsQuestion, claimsToCome } from './claims-to-come.ts';
import { FoundRecords, nameRecord, onlyNames } from './found-records.ts';

/** Records that could not all stay under a form's rules to come: an issue for each rule, with the first of them. */
export async function claimClashes(question: ClaimsQuestion): Promise<readonly Issue[]> {
  const { form, served } = question;
  const owners = new Map<string, Stored>();
  const clashes = new Map<string, FoundRecords>();
  const note = (record: Stored, { hash, rule }: Claim) => {
    const owner = owners.get(hash);
    if (owner === undefined) owners.set(hash, onlyNames(form, record));
    if (owner === undefined || owner.id === record.id) return;
    const found = clashes.get(rule.name) ?? new FoundRecords(form, served.orgs);
    const like = nameRecord(form, owner, served.orgs);
    found.note(record, { like: like.number, likeOrg: like.org });
    clashes.set(rule.name, found);
  };
  for await (const some of claimsToCome(question))
    for (const { record, claims } of some) for (const claim of claims) note(record, claim);
  return [...clashes].map(([rule, found]) => ({
    code: 'unique-clashes',
    severity: 'error',
    form: form.id,
    package: form.package,
    pointer: `/unique/${form.unique.findIndex(({ name }) => name === rule)}`,
    params: { ...found.params(), rule },
  }));
}
