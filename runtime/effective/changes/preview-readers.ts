import type { KeyReaders } from '../../../metadata/contract/changes/preview.ts';
import { type Item, isParam } from '../../../rules/changes/item.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { answerReaders, lastRead } from '../../params/readers/answer-readers.ts';
import type { ChangesParts } from './changes-parts.ts';

/** Parameters whose readers are named one by one; of all others it is told how many there are. */
const mostNamed = 20;

/** Answers the programs that read the parameters of a set, as far as the caller may see. */
export async function readersOfItems(
  { readers, store }: ChangesParts,
  call: Call,
  items: readonly Item[],
): Promise<readonly KeyReaders[]> {
  const { served, rights, now } = call;
  const answered = new Map<string, KeyReaders>();
  for (const { type, key } of items.filter(isParam)) {
    const address = addressOf(served.model, type, key);
    const name = `${type}.${key}`;
    if (!address || answered.has(name)) continue;
    const ask = { readers, served, address, sight: rights.parameters(type, 'read') };
    const { count, at } = lastRead(ask);
    const named = answered.size < mostNamed ? await answerReaders({ ...ask, store, now }) : {};
    const last = at === null ? null : new Date(at).toISOString();
    answered.set(name, { type, key, count, lastRead: last, ...named });
  }
  return [...answered.values()];
}
