import type { Condition } from '../../../../metadata/condition.ts';
import type { FormTelling } from '../../../../metadata/record-of.ts';
import { type Reason, reasonsOfRefusal } from '../../../common/messages/reasons.ts';
import { Refusal } from '../../../common/refusal.ts';
import { LeaseLost } from '../../../database/fence.ts';
import { type Held, underLease } from '../../../database/lease.ts';
import type { WireRecord } from '../../../storage/store/record/store.ts';
import { ChannelAway } from '../../channels/channel.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';

/** What is asked of bureaus one after another, beside issuing. */
interface Asking<W> {
  readonly piece: string;
  readonly form: FormTelling<W>;
  readonly filter: Condition;
  readonly fields: readonly string[];
  /** Those of which one rests when the bureau of another does not answer. */
  readonly queueOf: (item: WireRecord & W) => string;
  /** False: it is still under way. */
  readonly ask: (held: Held, item: WireRecord & W) => Promise<boolean>;
  /** It says what it waits for; written once, however often it is looked at meanwhile. */
  readonly waits: (held: Held, item: WireRecord & W, reason: Reason) => Promise<void>;
}

/** Asks what is due, on one node at a time. Answers how many still wait. */
export async function oneByOne<W>(parts: IssuingParts, asking: Asking<W>): Promise<number> {
  const { database, node, log, rests, pauses, systemCall, look } = parts;
  const { piece, form, filter, fields, queueOf, ask, waits } = asking;
  const restsOf = (item: WireRecord & W) => `${piece} ${queueOf(item)}`;
  const { all, due } = await look(asPlatform(systemCall()), piece, {
    form,
    query: { view: 'manage', filter, fields, sort: ['createdAt', 'id'] },
    isResting: (item) => rests.isResting(restsOf(item)) || pauses.isResting(item.id),
  });
  if (due.length === 0) return all.length;
  const left = await underLease(database, { work: 'issue', piece, node, ifFree: true }, async (held) => {
    let waiting = all.length - due.length;
    for (const item of due) {
      const queue = restsOf(item);
      if (rests.isResting(queue)) {
        waiting += 1;
        continue;
      }
      try {
        const isDone = await ask(held, item);
        if (!isDone) waiting += 1;
        pauses[isDone ? 'end' : 'rest'](item.id);
        rests.end(queue);
      } catch (err) {
        if (err instanceof LeaseLost) return all.length;
        // Nobody knows what became of it: it is asked for, the next time.
        waiting += 1;
        log.warn({ err, piece, record: item.id }, 'a bureau could not be asked; it is tried again');
        // What is wrong with one says nothing of those behind it.
        if (err instanceof ChannelAway) rests.rest(queue);
        else pauses.rest(item.id);
        const reason = reasonOf(err);
        if (reason) await waits(held, item, reason);
      }
    }
    return waiting;
  });
  return left ?? all.length;
}

function reasonOf(err: unknown): Reason | null {
  if (err instanceof ChannelAway) return err.reason;
  return err instanceof Refusal ? (reasonsOfRefusal(err)[0] ?? null) : null;
}
