import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { basket } from '../basket/basket.ts';
import type { ChangeItem, ChangeSet, Person } from '../basket/change-set.ts';
import { readSet } from '../basket/fill-basket.ts';
import type { Reader } from '../params/parameter-read.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';

interface Org {
  readonly number: string;
  readonly name: string;
}

interface Effective {
  readonly value: Json;
  readonly isSet: boolean;
}

/** An organisation that would read another value. */
export interface ValueChange {
  readonly type: string;
  readonly key: string;
  readonly label: Label | null;
  /** Null: the whole system. */
  readonly org: Org | null;
  readonly from: Effective | null;
  readonly to: Effective | null;
}

export interface Conflict {
  readonly item: string;
  readonly hidden?: true;
  readonly base?: ChangeItem['base'];
  readonly now?: ChangeItem['base'];
  readonly by?: Person | null;
  readonly at?: string | null;
}

/** A rule; a hidden one is not this person's to see. Null: none. */
type Winner = {
  readonly number?: string | null;
  readonly name?: string | null;
  readonly row?: { readonly seq: number };
  readonly hidden?: true;
} | null;

/** Which recent documents another rule would match. */
export interface Matches {
  /** Name of the form that the documents are of. */
  readonly form?: string;
  readonly looked: number;
  /** Why none was looked at. */
  readonly why?: 'unreadable' | 'asks-more';
  /** Documents that are no facts any more, and those there was no time for. */
  readonly skipped?: number;
  readonly more?: number;
  readonly changed: readonly {
    readonly document: { readonly id: string; readonly number: string | null };
    readonly from: Winner;
    readonly to: Winner;
  }[];
}

/** Who reads one of its parameters; of very many only how many there are. */
export interface KeyReaders {
  readonly type: string;
  readonly key: string;
  readonly count: number;
  readonly lastRead: string | null;
  readonly items?: readonly Reader[];
  readonly others?: { readonly lastRead: string } | null;
}

/** What publishing would do, and what stands in its way. */
export interface Preview {
  readonly problems: readonly {
    readonly item: string | null;
    readonly path: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly conflicts: readonly Conflict[];
  /** Cases that read something of it, and those that pass now and would fail. */
  readonly cases: {
    readonly tried: number;
    /** Those that would fail and that one may not see. */
    readonly withheld: number;
    readonly failing: readonly {
      readonly id: string;
      readonly name: string;
      readonly otherwise: readonly {
        readonly path: string;
        readonly expected: Json;
        readonly actual: Json;
      }[];
    }[];
  };
  readonly params: {
    readonly changed: readonly ValueChange[];
    readonly total: number;
    readonly hidden: number;
    readonly untouched: readonly {
      readonly item: string;
      readonly type: string;
      readonly key: string;
      readonly org: Org | null;
      readonly why: 'overrides' | 'locked';
    }[];
    readonly untouchedTotal: number;
  };
  readonly records: readonly {
    readonly item: string;
    readonly form: string;
    readonly number: Json;
    readonly diff: readonly {
      readonly path: string;
      readonly label: Label;
      readonly from: Json;
      readonly to: Json;
    }[];
    readonly matches?: Matches;
  }[];
  readonly readers: readonly KeyReaders[];
  /** The design it is published with, and what that would do. */
  readonly design: {
    readonly id: string;
    readonly name: string;
    /** Items that are tried when both are published. */
    readonly untried: number;
    readonly plan: {
      readonly hash?: string | null;
      readonly issues?: readonly { readonly message: string }[];
      readonly changes?: readonly { readonly message: string }[];
    };
  } | null;
}

/** One change set, with what publishing it would do. */
/** Cases that pass now and would fail, those that one may not see among them. */
export function failingCases({ cases: { failing, withheld } }: Pick<Preview, 'cases'>): number {
  return failing.length + withheld;
}

export class ChangeData implements ReactiveController {
  set: ChangeSet | null = null;
  /** Null: it is asked, or there is nothing to be published. */
  preview: Preview | null = null;
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
  async act(method: string, step: string, body?: Json): Promise<ChangeSet> {
    const { set } = this;
    if (!set) throw new Error('nothing to do it to');
    this.busy = true;
    this.#host.requestUpdate();
    try {
      const path = `/api/changesets/${encodeURIComponent(set.id)}${step && `/${step}`}`;
      const request = { ifMatch: set.revision, ...(body !== undefined && { body }) };
      const { body: after } = await session.api.ask<ChangeSet>(method, path, request);
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
  async edit(change: Json, fits: (now: ChangeSet) => boolean): Promise<void> {
    try {
      await this.act('PATCH', '', change);
    } catch (failure) {
      const isMoved = failure instanceof ApiProblem && failure.status === 412;
      if (!isMoved || !this.set || !fits(this.set)) throw failure;
      await this.act('PATCH', '', change);
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
        .post<Preview>(`/api/changesets/${encodeURIComponent(id)}/preview`)
        .catch(() => null);
      if (this.set?.id !== id || this.set.revision !== revision) return;
      this.preview = preview;
    }
    this.#host.requestUpdate();
  }
}
