import { list, object, type TypeOf, text } from '../../../metadata/shape/shape.ts';

const account = object({ id: text(), number: text(), name: text(), login: text(), taxNo: text() });
const taxNos = (description: string) => list(text(), { description });

/** What became of tax accounts when they were taken over from the cloud, by name. */
export const syncedAccounts = object({
  added: list(account),
  changed: list(account),
  offline: list(account, { description: 'Those that the cloud names no more; none is deleted' }),
  silent: taxNos('Tax numbers none of whose channels keeps accounts'),
  away: taxNos('Tax numbers whose channel did not answer; nothing of theirs was touched'),
});
export type SyncedAccounts = TypeOf<typeof syncedAccounts>;
