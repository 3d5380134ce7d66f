import type { RouteRequest } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import type { ChangeSummary } from './change-set.ts';

/** Of the person's own preferences: id of the draft that changes go into. */
const chosen = 'basket';
/** Milliseconds for which an answer is believed. */
const believed = 20_000;

/** The draft that changes go into, and what waits for this person. Tells `change`. */
class Basket extends EventTarget {
  /** Null: there is none yet; the first change makes it. */
  current: ChangeSummary | null = null;
  /** To be approved, or one's own that could not be published. */
  waiting: readonly ChangeSummary[] = [];
  #asked = 0;
  #user = '';

  /** Whether this person could change anything at all. */
  get isOffered(): boolean {
    const { who } = session;
    if (!who) return false;
    return (
      who.parameters || session.forms.some(({ actions }) => actions.some((action) => changing.has(action)))
    );
  }

  async refresh(now = false): Promise<void> {
    const user = session.who?.user.id ?? '';
    if (!this.isOffered || (!now && user === this.#user && Date.now() - this.#asked < believed)) return;
    this.#user = user;
    this.#asked = Date.now();
    const wanted = session.own.read(chosen);
    const [known, waiting] = await Promise.all([
      // No other draft is meant: a program may have made it, or somebody else.
      typeof wanted === 'string' ? page({ ids: wanted, state: 'draft' }) : [],
      page({ waitingForMe: true, limit: 20 }),
    ]);
    // A page is of use without; it is asked again with the next.
    if (!known || !waiting) return;
    this.waiting = waiting;
    this.#take(known[0] ?? null);
  }

  /** From now on changes go into this one. */
  choose(set: ChangeSummary): void {
    session.own.write(chosen, set.id);
    this.#take(set);
  }

  /** The set as it is now, wherever that was heard. */
  heard(set: ChangeSummary): void {
    if (set.id !== this.current?.id) return;
    this.#take(set.state === 'draft' ? set : null);
  }

  #take(set: ChangeSummary | null): void {
    this.current = set;
    this.dispatchEvent(new Event('change'));
  }
}

const changing: ReadonlySet<string> = new Set(['create', 'edit', 'delete', 'enable', 'disable']);

async function page(query: NonNullable<RouteRequest<'GET /api/changesets'>['query']>) {
  const answer = await session.api.call('GET /api/changesets', { query }).catch(() => null);
  return answer?.items;
}

/** One a page. */
export const basket = new Basket();
