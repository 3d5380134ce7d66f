import { hash } from 'node:crypto';
import type { Served } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import type { Ask } from '../pipeline/ask.ts';
import { type JsonText, jsonText } from '../pipeline/serve-call.ts';

/** An answer as it travels, and what tells whether somebody has it already. */
interface MadeAnswer {
  readonly text: string;
  etag?: string;
}

interface Answers {
  readonly byRights: WeakMap<Rights, Map<string, MadeAnswer>>;
  characters: number;
}

/** Characters that are kept of the answers of one moment. */
const most = 8_000_000;

/** Of what is served and what somebody may see; with either goes what was answered. */
const answers = new WeakMap<Served, Answers>();

/**
 * Makes the answer of a read of parameters, once as long as nothing is set, moved or published: programs ask for the
 * same again and again. `what` is whatever the answer follows from beside rights, organisation, date and language.
 */
export function madeAnswer<A extends object>(ask: Ask, what: string, make: () => A, isTagged = false) {
  const { served, principal, call } = ask;
  const known = answers.get(served) ?? { byRights: new WeakMap(), characters: 0 };
  if (known.characters === 0) answers.set(served, known);
  const ofRights = known.byRights.get(principal.rights) ?? new Map<string, MadeAnswer>();
  if (ofRights.size === 0) known.byRights.set(principal.rights, ofRights);
  const key = `${call.org} ${call.now.localDate} ${call.language} ${what}`;
  let kept = ofRights.get(key);
  if (!kept) {
    kept = { text: jsonText(make()) };
    known.characters += kept.text.length;
    if (known.characters > most) answers.delete(served);
    else ofRights.set(key, kept);
  }
  if (isTagged) kept.etag ??= tagOf(kept.text);
  return { json: kept.text as JsonText<A>, ...(kept.etag !== undefined && { etag: kept.etag }) };
}

/** Of equal answers, and of no others. */
export function tagOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}
