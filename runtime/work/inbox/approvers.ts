import { approvalsOf, isWaiting } from '../../../metadata/approvals.ts';
import { isObject } from '../../../metadata/common/json.ts';
import type { Approvers } from '../../../metadata/contract/inbox/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import { type Named, searchColleagues } from './colleagues.ts';

/** Those who are named, and those whose rights are looked at for it. */
const mostNamed = 5;
const mostTried = 500;

interface Waiting {
  readonly call: Call;
  /** For names of colleagues. */
  readonly system: Call;
  readonly form: Form;
  /** As the caller may read it. */
  readonly record: WireRecord;
}

interface Parts {
  readonly store: Pick<Store, 'list'>;
  readonly rightsOf: (user: string) => Promise<Rights | null>;
}

/**
 * Finds who may approve a record that waits; null: it does not. Administrators may do everything, so that they are named
 * only where there is nobody else.
 */
export async function approversOf(
  { store, rightsOf }: Parts,
  { call, system, form, record }: Waiting,
): Promise<Approvers | null> {
  const said = Object.fromEntries(
    form.fields.flatMap(({ id, name }) => (name in record ? [[id, record[name] ?? null]] : [])),
  );
  const [action] = approvalsOf(form).find((approval) => isWaiting(approval, said))?.approve ?? [];
  const org = isObject(record['org']) ? String(record['org']['id'] ?? '') : '';
  if (!action || org === '') return null;
  const people: Named[] = [];
  const administrators: Named[] = [];
  let tried = 0;
  let more = false;
  for await (const one of searchColleagues(store, system, undefined)) {
    more = tried === mostTried || people.length > mostNamed;
    if (more) break;
    tried += 1;
    const rights = await rightsOf(one.id);
    const scope = rights?.scope(form, action.name);
    if (!rights || !scope || !(scope === 'all' || scope.has(org))) continue;
    (rights.administers ? administrators : people).push(one);
  }
  const all = people.length > 0 ? people : administrators;
  return {
    action: action.label[call.language],
    people: all.slice(0, mostNamed),
    more: more || all.length > mostNamed,
  };
}
