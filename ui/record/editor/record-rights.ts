import type { Label } from '../../../metadata/common/label.ts';
import type { Obstacle } from '../../../rules/behaviour/locks.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { Look, RecordLive } from './record-live.ts';
import { type FoundRecord, type RecordPlace, readRecord } from './record-place.ts';
import type { Wire } from './record-sending.ts';

/** The record as it is saved, and the rules by which it is judged. */
export interface Judged {
  readonly form: FormModel;
  /** Null: it is new. */
  readonly base: Wire | null;
  readonly live: RecordLive | null;
  readonly look: Look | null;
}

/** What keeps an action from being done: the record by itself, or what the server alone knows of. */
export type Against = Obstacle | { readonly from: 'server'; readonly because: Label };

/**
 * What a person may do to a record: by his right where it was created, by what the record says as it is saved, which is
 * judged here by the rules that the store judges by, and by what the server told with it of what is beyond those rules.
 * Whoever offers an action asks this, so that nothing is offered that would be refused.
 */
export class RecordRights {
  /** Of an organisation whose records the person may manage; others' are only used. */
  readonly managed: boolean;
  readonly #may: FoundRecord['may'];
  readonly #shipped: boolean;
  readonly #reasons: FoundRecord['against'];
  #known = { base: null as Wire | null, look: null as Look | null, by: new Map<string, Obstacle | null>() };

  /** `null`: a record that is not saved yet, which is his. */
  constructor(found: Omit<FoundRecord, 'record'> | null) {
    this.managed = found?.managed ?? true;
    this.#may = found?.may ?? null;
    this.#shipped = found?.shipped ?? false;
    this.#reasons = found?.against ?? null;
  }

  /** Whether each version of the record is to be asked about: the server knows more of it than its rules do. */
  get goesByServer(): boolean {
    return this.#reasons !== null;
  }

  /** Whether he has the right to an action, whatever the record says. */
  has(action: string, { form }: Judged): boolean {
    return this.managed && form.can.has(action) && (this.#may?.has(action) ?? true);
  }

  /** What is against an action, whoever would do it; undefined: nothing. */
  against(action: string, judged: Judged): Against | undefined {
    const because = judged.base ? this.#reasons?.get(action) : undefined;
    return this.#obstacle(action, judged) ?? (because && { from: 'server', because });
  }

  /** Whether an action is shown: what the server alone has against it is told where it is, all else takes it away. */
  shows(action: string, judged: Judged): boolean {
    const against = this.against(action, judged);
    return this.has(action, judged) && (against === undefined || against.from === 'server');
  }

  #obstacle(action: string, { base, live, look }: Judged): Obstacle | undefined {
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

interface Entitled {
  readonly base: Wire | null;
  readonly place: RecordPlace;
  rights: RecordRights;
}

/** Asks the server again what it would do to a record that became another one, where it alone knows; then `done`. */
export async function renewRights(editor: Entitled, done: () => void): Promise<void> {
  const { base, place, rights } = editor;
  if (!base || !rights.goesByServer) return;
  try {
    const found = await readRecord(place.outline.name, base.id);
    if (base !== editor.base) return;
    editor.rights = new RecordRights(found);
    done();
  } catch {
    // Nobody can tell now: what was told before stays, and the server judges whatever is asked of it.
  }
}
