import type { Agreement } from '../../../metadata/contract/params/value.ts';
import { whoAgreed } from '../../effective/changes/who-agreed.ts';
import type { Ask } from '../pipeline/ask.ts';

/** Finds who had a hand in writes beside who made them: the change set, its author, who agreed to it. */
export function agreedIn(ask: Ask, revisions: Iterable<number>): Promise<(revision: number) => Agreement> {
  const { reader, call, host } = ask;
  return whoAgreed({ reader, store: host.store }, call, revisions);
}
