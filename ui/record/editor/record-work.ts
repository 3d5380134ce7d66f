import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { afterFrame } from '../../kit/base/after-frame.ts';
import { inSlices } from '../../kit/base/in-slices.ts';
import type { FormModel } from '../../model/form-model.ts';
import { changeOf, pauseFor } from './record-change.ts';
import type { Look, RecordLive, Since } from './record-live.ts';

/** The record that is worked on, as it stands now. */
interface Worked {
  readonly form: FormModel;
  readonly base: JsonObject | null;
  readonly isReadonly: boolean;
  edited: JsonObject;
}

/**
 * Fills in and judges a record that is being typed into: at once what a key reaches, in slices what takes longer, and
 * never what a later key has made stale.
 */
export class RecordWork {
  look: Look | null = null;
  live: RecordLive | null = null;
  readonly #of: Worked;
  readonly #seen: () => void;
  /** The record that `look` is about. */
  #looked: JsonObject = {};
  /** Names of the fields that changed since. */
  readonly #unseen = new Set<string>();
  #turn = 0;
  /** Calls off what is to be judged later. */
  #rest: (() => void) | undefined;

  /** `seen` is called whenever there is a new look. */
  constructor(of: Worked, seen: () => void) {
    this.#of = of;
    this.#seen = seen;
  }

  /** Changes a value; what it reaches is known once it was worked out. */
  put({ name }: Field, value: Json): void {
    this.#of.edited = { ...this.#of.edited, [name]: value };
    this.#unseen.add(name);
  }

  /** Works out what was changed: at once, or, where it reaches many rows, a moment later; answers whether it is later. */
  soon(field: Field): boolean {
    this.rest();
    const since = field.rows ? undefined : this.#since();
    const pause = pauseFor(field, since?.affected, this.#of.form, this.#of.edited);
    if (pause === 0) this.now(since);
    else this.#later(pause);
    return pause > 0;
  }

  /** Does nothing later; what is not worked out is so until somebody asks again. */
  rest(): void {
    this.#rest?.();
    this.#rest = undefined;
  }

  /** After a while, and not before what was typed is seen. */
  #later(pause: number): void {
    const timer = setTimeout(() => {
      this.#rest = afterFrame(() => this.now());
    }, pause);
    this.#rest = () => clearTimeout(timer);
  }

  /** Works out what was changed since the last look. */
  now(since = this.#since()): void {
    const { live } = this;
    const { edited, base } = this.#of;
    if (!live) return;
    if (live.lacks(edited)) return void this.settle();
    const stands = () => this.#of.edited === edited && this.#of.base === base;
    const judging = inSlices(judged(live, edited, base, since), stands);
    if (judging instanceof Promise) void judging.then((found) => found && this.#take(found));
    else this.#take(judging);
  }

  #take({ edited, look }: Judged): void {
    this.#of.edited = edited;
    if (this.live?.lacks(edited)) void this.settle();
    this.#see(look);
  }

  /** What all that changed since the last look may have made another; undefined: anything. */
  #since(): Since | undefined {
    const { look } = this;
    const { form, edited } = this.#of;
    const change = look && changeOf(form, this.#looked, edited, this.#unseen);
    const affected = change ? this.live?.affected(change, edited) : undefined;
    return look && affected ? { look, affected } : undefined;
  }

  /**
   * Waits until everything that is filled in from elsewhere stands there; whatever is typed meanwhile goes in with it.
   */
  async settle(): Promise<void> {
    const { live } = this;
    if (!live) return;
    const of = this.#of;
    const turn = ++this.#turn;
    for (let round = 0; round < 4; ) {
      if (live.isLoading || live.lacks(of.edited)) await live.load(of.edited);
      if (turn !== this.#turn) return;
      const { edited, base } = of;
      const stands = () => turn === this.#turn && of.edited === edited && of.base === base;
      const making = of.isReadonly ? edited : inSlices(live.completing(edited, base), stands);
      const made = making instanceof Promise ? await making : making;
      if (turn !== this.#turn) return;
      if (!made) continue;
      of.edited = made;
      round += 1;
      if (!live.lacks(made)) break;
    }
    while (turn === this.#turn) {
      const { edited, base } = of;
      const stands = () => turn === this.#turn && of.edited === edited && of.base === base;
      const looking = inSlices(live.looking(edited, base), stands);
      const look: Look | undefined = looking instanceof Promise ? await looking : looking;
      if (look) return this.#see(look);
    }
  }

  #see(look: Look): void {
    this.look = look;
    this.#looked = this.#of.edited;
    this.#unseen.clear();
    this.#seen();
  }
}

/** A record with everything filled in, and what is seen of it. */
interface Judged {
  readonly edited: JsonObject;
  readonly look: Look;
}

/** Fills in and looks at what a change reached, step by step. */
function* judged(
  live: RecordLive,
  edited: JsonObject,
  base: JsonObject | null,
  since: Since | undefined,
): Generator<undefined, Judged> {
  const made = yield* live.completing(edited, base, since?.affected);
  return { edited: made, look: yield* live.looking(made, base, since) };
}
