import type { Form } from '../../metadata/model.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { uses } from '../../rules/sharing/index.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { Call } from '../call/call.ts';
import { manages } from '../store/record/access.ts';

/** Whether the caller may know that the rule exists: its organisation may use it, or its creator's records are his to read. */
export function sightOf(call: Call, form: Form): (candidate: Candidate) => boolean {
  const reads = manages(call, form, 'read', call.org);
  return (candidate) =>
    (reads && isUsable(candidate, call.org, call.served.orgs)) ||
    manages(call, form, 'read', candidate.only ?? candidate.org);
}

function isUsable({ record, org, sharing, assigned, only }: Candidate, by: string, tree: OrgTree): boolean {
  if (only !== undefined) return only === by;
  if (sharing === null) return true;
  const held = assigned !== undefined && Iterator.from(assigned).some((each) => each === by);
  return uses({ id: record, org, sharing }, by, {
    tree,
    holders: () => new Map(held ? [[by, org]] : []),
  });
}
