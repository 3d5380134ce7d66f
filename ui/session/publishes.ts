import type { Api } from './api.ts';
import { session } from './session.ts';

/** How often a page that is looked at asks, in milliseconds: whoever fills in a form calls nobody for a while. */
const every = 15_000;

/**
 * Hears from the answers of the server that another model is in force. Tells `change` once forms and menu are
 * known anew, and `behind` how many servers do not serve yet what was published from this page.
 */
class Publishes extends EventTarget {
  #revision = 0;
  readonly #api: Api;

  constructor(api: Api) {
    super();
    this.#api = api;
    api.heard = (headers) => {
      this.#hear(Number(headers.get('guiju-model') ?? 0));
      this.#tellBehind(Number(headers.get('guiju-nodes-behind') ?? 0));
    };
  }

  /** Asks now and then as long as the page is in sight; answers how to stop. */
  follow(): () => void {
    // Nobody's session is kept alive by it, and nobody is asked to sign in.
    const ask = () => {
      if (!document.hidden) void this.#api.get('/healthz').catch(() => {});
    };
    const timer = setInterval(ask, every);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }

  #tellBehind(count: number): void {
    if (count > 0) this.dispatchEvent(new CustomEvent('behind', { detail: count }));
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
