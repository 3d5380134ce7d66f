import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChangeSet, Person } from '../params/basket/change-set.ts';
import { readSet } from '../params/basket/fill-basket.ts';
import { session } from '../session/session.ts';

/** Milliseconds until a stream that was ended is opened again. */
const again = 10_000;

/** The last step that somebody else took in a change set. */
export interface News {
  readonly step: string;
  readonly by: Person | null;
  readonly at: string | null;
}

/** The set that the page shows, and the page's way to take over a newer version. */
interface Followed {
  readonly set: ChangeSet | null;
  readonly busy: boolean;
  heard(set: ChangeSet): void;
}

/**
 * Hears what others do to the set that is on the page. Browsers open six connections to a server: only a page in sight
 * has one.
 */
export class ChangeNews implements ReactiveController {
  /** Null: nothing since the set was opened, or since it was read. */
  last: News | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #data: Followed;
  #source: EventSource | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  #wanted = false;
  readonly #sight = () => {
    if (document.hidden) this.#close();
    else this.#open();
  };

  constructor(host: ReactiveControllerHost, data: Followed) {
    this.#host = host;
    this.#data = data;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#sight);
    this.#sight();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#sight);
    this.#close();
  }

  /** Drops the news once they were read. */
  clear(): void {
    this.last = null;
    this.#host.requestUpdate();
  }

  #open(): void {
    if (this.#source) return;
    const source = new EventSource(session.api.url('/api/watch', { forms: 'change-set' }));
    this.#source = source;
    // One look finds the steps that were taken while nobody listened.
    source.addEventListener('open', () => this.#look());
    source.addEventListener('change', ({ data }: MessageEvent<string>) => {
      if ((JSON.parse(data) as { id: string }).id === this.#data.set?.id) this.#look();
    });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      this.#close();
      this.#later = setTimeout(this.#sight, again);
    });
  }

  #close(): void {
    clearTimeout(this.#later);
    this.#source?.close();
    this.#source = null;
  }

  #look(): void {
    this.#wanted = true;
    if (!this.#looking) void this.#lookAgain();
  }

  /** As long as more was told while one looked. */
  async #lookAgain(): Promise<void> {
    this.#looking = true;
    while (this.#wanted) {
      this.#wanted = false;
      // A look that fails is made up for by the next event.
      await this.#read().catch(() => {});
    }
    this.#looking = false;
  }

  async #read(): Promise<void> {
    const { set } = this.#data;
    if (!set || set.state === 'discarded') return;
    const now = await readSet(set.id);
    // A step of this page itself shows in the answer to its own call.
    while (this.#data.busy) await new Promise((resolve) => setTimeout(resolve, 50));
    const shown = this.#data.set;
    if (shown?.id !== now.id || now.revision <= shown.revision) return;
    const steps = now.history.filter(
      ({ revision, by }) => revision > shown.revision && by?.id !== session.who?.user.id,
    );
    const step = steps.at(-1);
    if (step) this.last = { step: step.step, by: step.by, at: step.at };
    this.#data.heard(now);
  }
}
