import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Label } from '../../metadata/label.ts';
import { type Named, session } from '../session/session.ts';

export interface Hit {
  readonly form: string;
  readonly label: Label;
  readonly id: string;
  readonly org: Named | null;
  readonly number: string | null;
  readonly name: string | null;
}

/** Asks the server for records while somebody types; only the last question is answered. */
export class QuickSearch implements ReactiveController {
  hits: readonly Hit[] = [];
  busy = false;
  failed = false;
  readonly #host: ReactiveControllerHost;
  #asked: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.ask('');
  }

  ask(text: string): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const q = text.trim();
    this.busy = q !== '';
    this.failed = false;
    if (q === '') this.hits = [];
    else this.#timer = setTimeout(() => void this.#send(q), 180);
    this.#host.requestUpdate();
  }

  async #send(q: string): Promise<void> {
    const asked = new AbortController();
    this.#asked = asked;
    try {
      const query = { q, limit: 20 };
      const { items } = await session.api.get<{ items: Hit[] }>('/api/search', {
        query,
        signal: asked.signal,
      });
      if (asked.signal.aborted) return;
      this.hits = items;
    } catch {
      if (asked.signal.aborted) return;
      this.hits = [];
      this.failed = true;
    }
    this.busy = false;
    this.#host.requestUpdate();
  }
}
