import { refusal } from '../../common/refusal.ts';
import type { Reader, ReadPlace } from '../../params/readers/reader.ts';
import type { Ask } from '../pipeline/ask.ts';

const clientNameWrong = refusal('client-name-wrong', 400);

/** The header by which programs name themselves: `erp/4.2`. */
const clientHeader = 'guiju-client';
/** `reported`: what it reads of what it keeps, the program reports by itself. */
const readsHeader = 'guiju-reads';

const clientName = /^(@[\w.-]{1,30}\/[\w.-]{1,32}|[\w.-][\w. -]{0,63})(?:\/(v?\d[\w.+-]{0,31}))?$/;

/**
 * Notes what a call has read. `what` says it in few words, `places` in full. People who look at values are no readers:
 * whoever signed in counts when a program names itself.
 */
export function noteRead(
  ask: Ask,
  what: string,
  places: () => readonly ReadPlace[],
  org: string = ask.call.org,
): void {
  const { principal, host } = ask;
  const named = ask.header(clientHeader);
  if (principal.credential === 'session' && named === null) return;
  if (ask.header(readsHeader) === 'reported') return;
  const mark = `${principal.id}\n${named}\n${org}\n${what}`;
  host.readers.note(mark, () => ({ reader: { ...readerOf(ask), org }, places: places() }), host.revision());
}

/** Returns who asks, by credential and by the name the program gives itself. */
export function readerOf(ask: Ask): Reader {
  const { principal, call } = ask;
  const named = ask.header(clientHeader);
  const [, client = '', version = ''] = named === null ? [] : (clientName.exec(named.trim()) ?? []);
  if (named !== null && client === '') throw clientNameWrong({ value: named.slice(0, 100) });
  const who =
    principal.credential === 'token'
      ? ({ kind: 'token', id: principal.id } as const)
      : ({ kind: 'user', id: principal.user.id } as const);
  return { ...who, client, version, org: call.org };
}
