import type { Form } from '../../../../metadata/model.ts';
import type { SharedRecord } from '../../../../rules/sharing/strategy.ts';
import type { Call, Together } from '../../../call/call.ts';
import type { Stored } from '../record/stored.ts';

/** A record that takes a number, and leaves its former one. */
interface NumberMove {
  readonly before: Stored | null;
  readonly next: Stored;
}

/**
 * What records that are only tried together take of values that one record may have, and what they leave to others:
 * nothing of it is in the database. Absent where the call writes, or tries its records each alone.
 */
export function triedTogether({ rehearsal, together }: Call): TriedTogether | undefined {
  return rehearsal && together ? new TriedTogether(together) : undefined;
}

export class TriedTogether {
  readonly #kept: Together;

  constructor(kept: Together) {
    this.#kept = kept;
  }

  /** Whether a record that has it in the database would have left it by now. */
  left(value: string, owner: string): boolean {
    return this.#of(`left ${value}`).has(owner) || this.#of('gone').has(owner);
  }

  /** The number of another record that would have it by now. Undefined: nobody would. */
  takenBy(value: string, own: string): string | undefined {
    const taken = this.#of(`taken ${value}`);
    for (const [other, number] of taken) if (other !== own) return number;
    return undefined;
  }

  take(value: string, own: string, number: string): void {
    this.#note(`taken ${value}`, own, number);
    this.#kept.get(`left ${value}`)?.delete(own);
  }

  leave(value: string, owner: string): void {
    this.#note(`left ${value}`, owner, '');
  }

  /** A record that would be deleted leaves all it has. */
  go(owner: string): void {
    this.#note('gone', owner, '');
  }

  /** The records that would have a number by now, of those that have it in the database. */
  namesakes(form: Form, number: string, found: readonly SharedRecord[]): readonly SharedRecord[] {
    const value = numberKey(form, number);
    const taken = [...this.#of(`taken ${value}`).values()].map((text) => JSON.parse(text) as SharedRecord);
    const others = new Set(taken.map(({ id }) => id));
    return [...found.filter(({ id }) => !others.has(id) && !this.left(value, id)), ...taken];
  }

  moveNumber(form: Form, { before, next }: NumberMove): void {
    const id = form.number?.id ?? '';
    const [former, number] = [before?.[id], next[id]];
    const { org, sharing } = next;
    if (typeof former === 'string' && former !== number) this.leave(numberKey(form, former), next.id);
    if (
      typeof number === 'string' &&
      (former !== number || org !== before?.org || sharing !== before.sharing)
    )
      this.take(numberKey(form, number), next.id, JSON.stringify({ id: next.id, org, sharing, number }));
  }

  #of(key: string): ReadonlyMap<string, string> {
    return this.#kept.get(key) ?? none;
  }

  #note(key: string, owner: string, said: string): void {
    const kept = this.#kept.get(key);
    if (kept) kept.set(owner, said);
    else this.#kept.set(key, new Map([[owner, said]]));
  }
}

const none: ReadonlyMap<string, string> = new Map();

/** Of two writes that give a number, or of which one leaves it to the other, the later one waits. */
export function numberKey(form: Form, number: string): string {
  return `number ${form.id} ${number}`;
}
