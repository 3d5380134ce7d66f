import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Gate } from '../../access/auth/gate.ts';
import type { Call } from '../../call/call.ts';
import { asPlatform, platformForm } from '../../call/system-call.ts';
import type { ListQuery, Store, TogetherPlan, WireRecord } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';

/** The path below which all of SCIM is. */
export const scimPath = '/scim/v2';

/** A request of a provisioner, with what it reads and writes by. */
export interface Provisioning {
  readonly ask: Ask;
  readonly gate: Gate;
  readonly store: Store;
  /** By the caller's own rights, or by the platform's where his token is for provisioning alone. */
  readonly call: Call;
  /** Whether the caller may give people the rights of an administrator. */
  readonly mayAppoint: boolean;
  readonly users: Form;
  readonly roles: Form;
  /** Address of everything, as meta.location begins. */
  readonly base: string;
}

export function provisioning(ask: Ask, gate: Gate, url: string): Provisioning {
  const { principal, call } = ask;
  const mayAppoint = principal.rights.administers && principal.writes;
  const { model } = ask.served;
  return {
    ask,
    gate,
    store: ask.host.store,
    call: { ...(mayAppoint ? call : asPlatform(call)), reason: call.reason ?? 'SCIM' },
    mayAppoint,
    users: platformForm(model, 'user'),
    roles: platformForm(model, 'role'),
    base: `${url.replace(/\/+$/, '')}${scimPath}`,
  };
}

/** Users that were not removed over SCIM; who is enabled again by hand is there again. */
export const stillThere: Condition = {
  any: [
    { fact: 'enabled', operator: 'equal', value: true },
    { fact: 'unprovisioned', operator: 'notEqual', value: true },
  ],
};

/** All records of a list, a page after the other. */
export async function* allOf(
  { store, call }: Provisioning,
  form: Form,
  query: Omit<ListQuery, 'view' | 'limit' | 'cursor'>,
): AsyncGenerator<readonly WireRecord[]> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await store.list(call, form, {
      ...query,
      view: 'manage',
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.items;
    cursor = page.next;
  }
}

/** Makes writes in one commit, all or none; answers the records and the last revision. */
export async function writeAll(
  { store, call }: Provisioning,
  plans: readonly TogetherPlan[],
): Promise<{ readonly records: readonly string[]; readonly revision: number }> {
  if (plans.length === 0) return { records: [], revision: 0 };
  const { done, failures } = await store.together(call, plans);
  const [failed] = failures;
  if (failed) throw failed.refusal;
  return {
    records: done.map((one) => one?.record ?? ''),
    revision: done.reduce((last, one) => Math.max(last, one?.revision ?? 0), 0),
  };
}
