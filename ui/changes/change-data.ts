import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChangePreview } from '../../metadata/contract/changes/preview.ts';
import type { SentEdit } from '../../metadata/contract/changes/sent.ts';
import { basket } from '../basket/basket.ts';
import type { ChangeSet } from '../basket/change-set.ts';
import { readSet } from '../basket/fill-basket.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';

/** The set one looks at, in the version one saw. */
interface Seen {
  readonly path: { readonly id: string };
  readonly ifMatch: number;
}

/** Cases that pass now and would fail, those that one may not see among them. */
export function failingCases({ cases: { failing, withheld } }: Pick<ChangePreview, 'cases'>): number {
  return failing.length + withheld;
}

/** One change set, with what publishing it would do. */
export class ChangeData implements ReactiveController {
  set: ChangeSet | null = null;
  /** Null: it is asked, or there is nothing to be published. */
  preview: ChangePreview | null = null;
  failure: unknown = null;
  /** Something is being done to it. */
  busy = false;
  readonly #host: ReactiveControllerHost;
  #id = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async load(id: string): Promise<void> {
    this.#id = id;
    this.failure = null;
    try {
      this.#take(await readSet(id));
    } catch (failure) {
      this.failure = failure;
      this.#host.requestUpdate();
    }
  }

  /** Does something to the set as it was seen; whatever comes of it is shown. Throws what the server refuses. */
  async act(does: (seen: Seen) => Promise<ChangeSet>): Promise<ChangeSet> {
    const { set } = this;
    if (!set) throw new Error('nothing to do it to');
    this.busy = true;
    this.#host.requestUpdate();
    try {
      const after = await does({ path: { id: set.id }, ifMatch: set.revision });
      this.#take(after);
      return after;
    } catch (failure) {
      if (failure instanceof ApiProblem && (failure.status === 412 || failure.status === 409))
        await this.#again();
      throw failure;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  /**
   * Edits it on top of what somebody else did meanwhile, as long as `fits` says that this touches nothing of it. Throws
   * what the server refuses.
   */
  async edit(body: SentEdit, fits: (now: ChangeSet) => boolean): Promise<void> {
    const does = (seen: Seen) => session.api.call('PATCH /api/changesets/:id', { ...seen, body });
    try {
      await this.act(does);
    } catch (failure) {
      const isMoved = failure instanceof ApiProblem && failure.status === 412;
      if (!isMoved || !this.set || !fits(this.set)) throw failure;
      await this.act(does);
    }
  }

  /** It is another one by now, and not by what was done here. */
  heard(set: ChangeSet): void {
    this.#take(set);
  }

  async #again(): Promise<void> {
    const now = await readSet(this.#id).catch(() => null);
    if (now) this.#take(now);
  }

  #take(set: ChangeSet): void {
    if (set.id !== this.#id) return;
    this.set = set;
    basket.heard(set);
    this.#host.requestUpdate();
    void this.#look(set);
  }

  async #look({ id, revision, state, count }: ChangeSet): Promise<void> {
    if (state === 'published' || state === 'discarded' || count === 0) this.preview = null;
    else {
      // A set can be read where its outcome cannot be told.
      const preview = await session.api
        .call('POST /api/changesets/:id/preview', { path: { id } })
        .catch(() => null);
      if (this.set?.id !== id || this.set.revision !== revision) return;
      this.preview = preview;
    }
    this.#host.requestUpdate();
  }
}
