import type { ListData } from './list-data.ts';
import type { SavedView, Seen } from './saved-views.ts';

export type ViewAction = 'replace' | 'rename' | 'share' | 'unshare' | 'prefer' | 'unprefer' | 'remove';

/** What a list shows, kept under a name. */
export class ListKeeping {
  readonly #data: ListData;

  constructor(data: ListData) {
    this.#data = data;
  }

  /** Answers what takes it back, where that is not said by another action. */
  async change(
    view: SavedView,
    action: Exclude<ViewAction, 'rename'>,
  ): Promise<(() => Promise<void>) | undefined> {
    const { views } = this.#data;
    if (!views) return undefined;
    if (action === 'remove') return this.#remove(view);
    if (action === 'replace') await views.replace(view, this.#seen);
    else if (action === 'share' || action === 'unshare')
      await views.change(view, { shared: action === 'share' });
    else await views.change(view, { preferred: action === 'prefer' });
    this.#data.clean();
    return undefined;
  }

  /** `view`: the one that gets the name. Undefined: what is shown now becomes one, and is shown under it. */
  async name(
    view: SavedView | undefined,
    { name, shared, preferred }: Pick<SavedView, 'name' | 'shared' | 'preferred'>,
  ): Promise<void> {
    const { views } = this.#data;
    if (!views) return;
    if (view) await views.change(view, { name });
    else await this.#data.show(await views.create(name, shared, preferred, this.#seen));
  }

  get #seen(): Seen {
    const { state, columns } = this.#data;
    return { state, columns };
  }

  async #remove(view: SavedView): Promise<(() => Promise<void>) | undefined> {
    const { views } = this.#data;
    const seen = await views?.read(view);
    if (!views || !seen) return undefined;
    await views.remove(view);
    this.#data.change({ saved: null });
    return async () => {
      const { name, shared, preferred } = view;
      const made = await views.create(name, shared, preferred, seen);
      if (this.#data.views === views) await this.#data.show(made);
    };
  }
}
