import type { Condition } from '../../../metadata/condition.ts';
import type { Call } from '../../call/call.ts';
import { platformForm } from '../../call/system-call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';

const enabled = { fact: 'enabled', operator: 'equal', value: true } as const;

/** Whoever was there first of those who may sign in, in whose name work goes on that nobody is there for. */
export function firstUser(store: Store, call: Call): Promise<Call | null> {
  return asUser(store, call, enabled);
}

/** The user with this id in whose name work goes on; null: he may not sign in any more, or is no person at all. */
export function enabledUser(store: Store, call: Call, id: string): Promise<Call | null> {
  return asUser(store, call, { all: [enabled, { fact: 'id', operator: 'equal', value: id }] });
}

async function asUser(store: Store, call: Call, filter: Condition): Promise<Call | null> {
  const form = platformForm(call.served.model, 'user');
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter,
    sort: ['createdAt', 'id'],
    limit: 1,
  });
  const [first] = items as readonly WireRecord[];
  if (!first) return null;
  const user = { id: first.id, number: String(first['number']), name: String(first['name']) };
  return { ...call, user };
}
