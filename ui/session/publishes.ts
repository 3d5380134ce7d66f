import type { Api } from './api.ts';
import { session } from './session.ts';

/**
 * Milliseconds between two questions of a page that is looked at: somebody who fills in a form calls nobody for a
 * while.
 */
const every = 15_000;

/**
 * Hears from the answers of the server that another model is in force. Tells `change` once forms and menu are
 * known anew, `behind` which servers do not serve yet what was published from this page, and `finished` which server
 * brought that to its end in the place of the one that was asked.
 */
class Publishes extends EventTarget {
  #revision = 0;
  readonly #api: Api;

  constructor(api: Api) {
    super();
    this.#api = api;
    api.heard = (headers) => {
      this.#hear(Number(headers.get('guiju-model') ?? 0));
      const finisher = headers.get('guiju-finished-by');
      if (finisher !== null) this.#tell('finished', finisher);
      const behind = headers.get('guiju-nodes-behind');
      if (behind !== null) this.#tell('behind', behind.split(', '));
    };
  }

  /** Asks now and then as long as the page is in sight; answers how to stop. */
  follow(): () => void {
    // Nobody's session is kept alive by it, and nobody is asked to sign in.
    const ask = () => {
      if (!document.hidden) void this.#api.call('GET /healthz').catch(() => {});
    };
    const timer = setInterval(ask, every);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }

  #tell(what: 'behind' | 'finished', detail: string | readonly string[]): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  #hear(revision: number): void {
    const first = this.#revision === 0;
    // Nodes follow one after the other: an older one says nothing new.
    if (!(revision > this.#revision)) return;
    this.#revision = revision;
    if ((!first || session.broken) && session.who) void this.#learn();
  }

  async #learn(): Promise<void> {
    this.dispatchEvent(new Event('begin'));
    await session.learnForms().catch(() => {});
    this.dispatchEvent(new Event('change'));
  }
}

/** One a page. */
export const publishes = new Publishes(session.api);
