import type { SentItem } from '../../../metadata/contract/changes/sent.ts';
import type { SentSetting } from '../../../metadata/contract/params/many.ts';
import { needsApproval } from '../../../rules/changes/needs-approval.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { ReadAsk } from '../../params/answer-parameter.ts';
import type { Ask } from '../pipeline/ask.ts';

/**
 * Proposes a change that somebody else has to agree to: it waits for him as a set of its own, which is answered instead
 * of being made. Undefined: nobody has to. `sent` null: the value is taken away.
 */
export async function proposedInstead(ask: Ask, { address, org, call }: ReadAsk, sent: SentSetting | null) {
  const { approvals, orgs } = ask.served;
  const { type, key, param } = address;
  if (!approvals || !needsApproval(approvals, type, param.danger === true)) return undefined;
  const place = { type, key, org: org === null ? null : (orgs.get(org)?.number ?? '') };
  const target = targetOf(ask, { address, org }, sent);
  // A caller who overwrites something says which version of it he saw.
  const ifMatch = target ? ask.ifMatch() : undefined;
  const items: SentItem[] = [];
  const { validFrom = null, validTo = null, id: _id, ...said } = sent ?? {};
  const isMoved = target && sent && (target.validFrom !== validFrom || target.validTo !== validTo);
  if (target && (isMoved || !sent))
    items.push({ action: 'unset', ...place, ...datesOf(target), ...seen(ifMatch) });
  if (sent)
    items.push({ action: 'set', ...place, ...said, validFrom, validTo, ...(isMoved ? {} : seen(ifMatch)) });
  if (items.length === 0) return undefined;
  const reason = call.reason ?? null;
  const made = await ask.host.changeSets.create(call, { reason, items }, true);
  const { id, revision } = made;
  return { status: 202 as const, body: made, headers: { location: `/api/changesets/${id}` }, revision };
}

/** The value it replaces, or takes away. */
function targetOf(ask: Ask, { address, org }: Pick<ReadAsk, 'address' | 'org'>, sent: SentSetting | null) {
  const here =
    ask.served.parameters
      ?.ofType(address.type)
      ?.get(address.key)
      ?.get(org ?? systemScope) ?? [];
  const id = sent ? sent.id : ask.query.get('id');
  if (id) return here.find((one) => one.id === id);
  if (!sent)
    return here.length === 1 ? here[0] : here.find(({ validFrom, validTo }) => !validFrom && !validTo);
  const { validFrom = null, validTo = null } = sent;
  return here.find((one) => one.validFrom === validFrom && one.validTo === validTo);
}

function datesOf({ validFrom, validTo }: SetValue) {
  return { validFrom, validTo };
}

function seen(ifMatch: number | undefined) {
  return ifMatch === undefined ? {} : { ifMatch };
}
