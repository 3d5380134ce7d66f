import type { Inbox, InboxItem, InboxMark } from '../../metadata/contract/inbox/calls.ts';
import type { InboxState } from '../../metadata/inbox.ts';
import { language } from './i18n.ts';
import { session } from './session.ts';

/** Milliseconds for which an answer is believed. */
const believed = 20_000;

/** What needs this person, for the bell, the first page and the inbox alike. Tells `change`. */
class OwnInbox extends EventTarget {
  /** Those that are open; undefined: nobody asked yet. */
  open: Inbox | undefined;
  #asked = 0;
  #questions = 0;
  #whose = '';
  #under: Promise<void> | undefined;

  constructor() {
    super();
    // Of another organisation, or in another language, it is another one: nobody waits a minute for that.
    session.addEventListener('change', () => {
      if (this.#whose !== '' && session.who && whoseNow() !== this.#whose) void this.refresh();
    });
  }

  /** Asks anew where what is known is old, or of somebody else; `now`: in any case. */
  refresh(now = false): Promise<void> {
    const whose = whoseNow();
    if (whose !== this.#whose && this.open) {
      this.open = undefined;
      this.dispatchEvent(new Event('change'));
    }
    if (!now && whose === this.#whose && Date.now() - this.#asked < believed)
      return this.#under ?? Promise.resolve();
    this.#whose = whose;
    this.#asked = Date.now();
    this.#under = this.#ask(whose);
    return this.#under;
  }

  async #ask(whose: string): Promise<void> {
    this.#questions += 1;
    const question = this.#questions;
    const answer = await session.api.call('GET /api/inbox').catch(() => null);
    // What was asked before something was marked may be answered after it.
    if (answer && whose === this.#whose && question === this.#questions) this.#take(answer);
  }

  #take(answer: Inbox): void {
    const isSame = this.open !== undefined && sameItems(answer, this.open);
    this.open = answer;
    this.#asked = Date.now();
    if (!isSame) this.dispatchEvent(new Event('change'));
  }

  /** Throws what the server refuses. */
  async mark(
    { id, version }: Pick<InboxItem, 'id' | 'version'>,
    said: Omit<InboxMark, 'version'>,
  ): Promise<InboxItem> {
    const body = { version, ...said };
    const item = await session.api.call('PATCH /api/inbox/:id', { path: { id }, body });
    await this.refresh(true);
    return item;
  }

  /** Those in one state; what is newer of it than what is known holds for everybody who shows numbers. */
  async read(state: InboxState, signal: AbortSignal): Promise<Inbox> {
    const [whose, question] = [whoseNow(), this.#questions];
    const answer = await session.api.call('GET /api/inbox', { query: { state }, signal });
    const isCurrent = whose === this.#whose && question === this.#questions;
    if (isCurrent && state === 'open') this.#take(answer);
    else if (isCurrent && answer.counts.open !== this.open?.counts.open) void this.refresh(true);
    return answer;
  }

  /** Forgets all of it once somebody signed out. */
  forget(): void {
    this.open = undefined;
    this.#whose = '';
  }
}

/** Whether the same needs somebody, as it stood: how long it has waited is another number at each look. */
function sameItems(a: Inbox, b: Inbox): boolean {
  const said = ({ items, counts, unasked }: Inbox) =>
    JSON.stringify([items.map(({ id, version, state }) => [id, version, state]), counts, unasked]);
  return said(a) === said(b);
}

function whoseNow(): string {
  return `${session.who?.user.id} ${session.org?.number} ${language()}`;
}

/** One a page. */
export const ownInbox = new OwnInbox();
