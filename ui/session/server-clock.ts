import type { CallFacts } from '../../rules/condition/facts.ts';
import { session } from './session.ts';

interface ClockOffsets {
  /** Milliseconds by which the server is ahead of this browser. */
  readonly ahead: number;
  /** Milliseconds by which the organisation's time is ahead of UTC. */
  readonly offset: number;
  /** The currency of the organisation. */
  readonly currency: string;
}

/**
 * The server's moment, in the zone of the organisation one works for: the browser's own clock and zone decide nothing.
 */
class ServerClock {
  readonly #known = new Map<string, ClockOffsets>();
  readonly #asked = new Map<string, Promise<void>>();

  get #org(): string {
    return session.org?.number ?? '';
  }

  /** Asks once for each organisation; done when `moment` is the server's. */
  learn(): Promise<void> {
    const org = this.#org;
    let asked = this.#asked.get(org);
    if (!asked) {
      asked = this.#ask(org);
      this.#asked.set(org, asked);
      asked.catch(() => this.#asked.delete(org));
    }
    return asked;
  }

  async #ask(org: string): Promise<void> {
    const { instant, localDate, localTime, currency } = await session.api.call('GET /api/now');
    const now = Date.parse(instant);
    const local = Date.parse(`${localDate}T${localTime}Z`);
    // Zones differ by whole minutes.
    const offset = Math.round((local - now) / 60_000) * 60_000;
    this.#known.set(org, { ahead: now - Date.now(), offset, currency });
  }

  /** `$now` and `$today`, and the time of the day; by the browser until the server was heard. */
  get moment(): { readonly now: string; readonly today: string; readonly time: string } {
    const known = this.#known.get(this.#org);
    const now = Date.now() + (known?.ahead ?? 0);
    const offset = known?.offset ?? -new Date(now).getTimezoneOffset() * 60_000;
    const local = new Date(now + offset).toISOString();
    return {
      now: new Date(now).toISOString(),
      today: local.slice(0, 10),
      time: local.slice(11, 19),
    };
  }

  /** The facts of the call itself that conditions may ask. */
  get callFacts(): CallFacts {
    const { org, who } = session;
    const currency = this.#known.get(this.#org)?.currency;
    return {
      ...(currency === undefined ? {} : { currency }),
      ...(org ? { org: org.number } : {}),
      ...(who ? { user: who.user.number } : {}),
      ...this.moment,
    };
  }
}

export const serverClock = new ServerClock();
