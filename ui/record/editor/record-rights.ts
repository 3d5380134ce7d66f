import type { Obstacle } from '../../../rules/behaviour/locks.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { Look, RecordLive } from './record-live.ts';
import type { FoundRecord } from './record-place.ts';
import type { Wire } from './record-sending.ts';

/** The record as it is saved, and the rules by which it is judged. */
export interface Judged {
  readonly form: FormModel;
  /** Null: it is new. */
  readonly base: Wire | null;
  readonly live: RecordLive | null;
  readonly look: Look | null;
}

/**
 * What a person may do to a record: by his right where it was created, and by what the record says as it is saved, which
 * is judged here by the rules that the store judges by. Whoever offers an action asks this, so that nothing is offered
 * that would be refused.
 */
export class RecordRights {
  /** Of an organisation whose records the person may manage; others' are only used. */
  readonly managed: boolean;
  readonly #may: FoundRecord['may'];
  readonly #shipped: boolean;
  #known = { base: null as Wire | null, look: null as Look | null, by: new Map<string, Obstacle | null>() };

  /** `null`: a record that is not saved yet, which is his. */
  constructor(found: Omit<FoundRecord, 'record'> | null) {
    this.managed = found?.managed ?? true;
    this.#may = found?.may ?? null;
    this.#shipped = found?.shipped ?? false;
  }

  /** Whether he has the right to an action, whatever the record says. */
  has(action: string, { form }: Judged): boolean {
    return this.managed && form.can.has(action) && (this.#may?.has(action) ?? true);
  }

  /** What the record says against an action, whoever would do it; undefined: nothing. */
  obstacle(action: string, { base, live, look }: Judged): Obstacle | undefined {
    if (!base || !live) return undefined;
    // A page asks it of every field that it draws.
    if (this.#known.base !== base || this.#known.look !== look)
      this.#known = { base, look, by: new Map<string, Obstacle | null>() };
    const { by } = this.#known;
    const known = by.get(action);
    if (known !== undefined) return known ?? undefined;
    const found = live.obstacle(action, base, this.#shipped);
    by.set(action, found ?? null);
    return found;
  }
}
