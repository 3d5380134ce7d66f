import type { Agreement } from '../../../metadata/contract/params/value.ts';
import { noSet, whoAgreed } from '../../effective/changes/who-agreed.ts';
import type { ReadAsk } from '../../params/answer-parameter.ts';
import { comingSet } from '../../params/coming-value.ts';
import type { Ask } from '../pipeline/ask.ts';

/** By the revision of a write. */
export type Agreed = (revision: number) => Agreement;

/** Finds who had a hand in writes beside who made them: the change set, its author, who agreed to it. */
export async function agreedIn(ask: Ask, revisions: Iterable<number>): Promise<Agreed> {
  const asked = [...revisions];
  // Nothing is asked of the database where nothing is to be found.
  if (asked.length === 0) return () => noSet;
  const { reader, call, host } = ask;
  return whoAgreed({ reader, store: host.store }, call, asked);
}

/** The same of values that some reads are going to answer. */
export function agreedToCome(ask: Ask, reads: readonly ReadAsk[]): Promise<Agreed> {
  return agreedIn(
    ask,
    reads.flatMap((read) => comingSet(read)?.written?.revision ?? []),
  );
}
