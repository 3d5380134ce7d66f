import { expect, it } from 'vitest';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { recordUnknown } from '../../storage/store/record/refusals.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { readIfThere } from './read-if-there.ts';

const call = { served: { model: { formsById: new Map([['invoice', {}]]) } } } as unknown as Call;
const storeOf = (answer: unknown) =>
  ({
    async read() {
      if (answer instanceof Error) throw answer;
      return answer;
    },
  }) as unknown as Pick<Store, 'read'>;

it.each<[what: string, answer: unknown, found: unknown]>([
  ['a record is read', { id: 'a' }, { id: 'a' }],
  ['one that is gone is none', recordUnknown({ id: 'a' }), undefined],
])('%s', async (_, answer, found) => {
  expect(await readIfThere(storeOf(answer), call, 'invoice', 'a')).toEqual(found);
});

it.each<[what: string, failure: Error]>([
  ['a connection that is lost', new DatabaseError('unavailable', 'the server closed the connection')],
  ['a read that takes too long', refusal('read-too-long', 422)()],
])('%s is not taken for a record that is gone', async (_, failure) => {
  await expect(readIfThere(storeOf(failure), call, 'invoice', 'a')).rejects.toBe(failure);
});

it('nothing is asked for where there is no form or no id', async () => {
  const store = storeOf(new Error('asked'));
  expect(await readIfThere(store, call, 'invoice', null)).toBeUndefined();
  expect(await readIfThere(store, call, 'invoice-mail', 'a')).toBeUndefined();
});
