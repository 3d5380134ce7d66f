import type { ReactiveControllerHost } from 'lit';
import type { ChangePreview } from '../../metadata/contract/changes/preview.ts';
import type { SentEdit } from '../../metadata/contract/changes/sent.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { basket } from '../params/basket/basket.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';
import { readSet } from '../params/basket/fill-basket.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';

/** The set one looks at, in the version one saw. */
export interface Seen {
  readonly path: { readonly id: string };
  readonly ifMatch: number;
}

/** Cases that pass now and would fail, those that one may not see among them. */
export function failingCases({ cases: { failing, withheld } }: Pick<ChangePreview, 'cases'>): number {
  return failing.length + withheld;
}

/** One change set, with what publishing it would do. */
export class ChangeData {
  readonly loading: Loading<ChangeSet, string>;
  /** Runs actions on the set, one after another. */
  readonly doing: Doing;
  /** A set can be read where its outcome cannot be seen. */
  readonly #preview: Loading<ChangePreview | null, ChangeSet>;

  constructor(host: ReactiveControllerHost, id: () => string | undefined) {
    this.doing = new Doing(host);
    this.loading = new Loading(host, { key: id, load: readSet, loaded: (set) => basket.heard(set) });
    this.#preview = new Loading(host, {
      key: () => {
        const { set } = this;
        const isOver = set === null || set.state === 'published' || set.state === 'discarded';
        return isOver || set.count === 0 ? undefined : set;
      },
      load: ({ id: of }, signal) =>
        session.api.call('POST /api/changesets/:id/preview', { path: { id: of }, signal }).catch(() => null),
      keeps: true,
    });
  }

  get set(): ChangeSet | null {
    return this.loading.value ?? null;
  }

  /** Null: it is asked, or there is nothing to be published. */
  get preview(): ChangePreview | null {
    return this.#preview.value ?? null;
  }

  get busy(): boolean {
    return this.doing.busy;
  }

  /** Does something to the set as it was seen; whatever comes of it is shown. Throws what the server refuses. */
  async act(does: (seen: Seen) => Promise<ChangeSet>): Promise<ChangeSet> {
    const { set } = this;
    if (!set) throw new Error('nothing to do it to');
    try {
      const after = await does({ path: { id: set.id }, ifMatch: set.revision });
      this.heard(after);
      return after;
    } catch (failure) {
      if (failure instanceof ApiProblem && (failure.status === 412 || failure.status === 409))
        await this.#again(set.id);
      throw failure;
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

  /** Takes over a newer version of the set, if it is the one shown. */
  heard(set: ChangeSet): void {
    if (set.id !== this.set?.id) return;
    this.loading.set(set);
    basket.heard(set);
  }

  async #again(id: string): Promise<void> {
    const now = await readSet(id).catch(() => null);
    if (now) this.heard(now);
  }
}
