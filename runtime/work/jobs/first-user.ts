import type { Condition } from '../../../metadata/condition.ts';
import type { Call } from '../../call/call.ts';
import { platformForm } from '../../call/system-call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';

/** Whoever was there first of those who may sign in, in whose name work goes on that nobody is there for. */
export async function firstUser(store: Store, call: Call, preferred?: string): Promise<Call | null> {
  const form = platformForm(call.served.model, 'user');
  const found = async (filter: Condition) =>
    (await store.list(call, form, { view: 'manage', filter, sort: ['createdAt', 'id'], limit: 1 }))
      .items as readonly WireRecord[];
  const enabled = { fact: 'enabled', operator: 'equal', value: true } as const;
  const [own] =
    preferred === undefined
      ? []
      : await found({ all: [enabled, { fact: 'id', operator: 'equal', value: preferred }] });
  const [first] = own ? [own] : await found(enabled);
  if (!first) return null;
  const user = { id: first.id, number: String(first['number']), name: String(first['name']) };
  return { ...call, user };
}
