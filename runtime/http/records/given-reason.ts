import type { GivenReason } from '../../../metadata/contract/records/record.ts';
import { actorIn } from '../../call/system-call.ts';
import { reasonOf } from '../../storage/store/history/last-action.ts';
import type { Ask } from '../pipeline/ask.ts';
import { readInView } from './read-in-view.ts';

/** The reason with which a record that the caller may read was last sent on; null: it was not. */
export async function givenReason(ask: Ask): Promise<GivenReason | null> {
  const { call, form, recordId: id, host } = ask;
  await readInView({ ask, query: { view: 'manage,use' } });
  const done = (await host.store.lastActions(call, form, [id])).get(id);
  const given = reasonOf(form, done);
  const label = form.actions.find(({ name }) => name === given?.action)?.label;
  if (!done || !given || !label) return null;
  return { ...given, label: label[call.language], at: done.at, actor: actorIn(call.language, done.actor) };
}
