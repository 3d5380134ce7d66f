import type { DesignStep } from '../../metadata/design/design-step.ts';
import { isObject, type Json } from '../../metadata/json.ts';
import { sameData } from '../../metadata/same-data.ts';
import { StepStore } from './step-store.ts';

/** As a browser keeps it. */
interface Kept {
  readonly design: string;
  readonly seen: number;
  readonly steps: readonly DesignStep[];
}

/** Steps that are not with the server yet; they outlive the page. */
export class UnsentSteps {
  steps: readonly DesignStep[] = [];
  /** Entries of the log that were seen when the first of them was taken: what came since was not known then. */
  seen = 0;
  #sending = 0;
  #lastWasTyped = false;
  #design = '';
  #person = '';
  readonly #store = new StepStore();

  /** While the same property is typed on, its last value stands for all before. */
  add(step: DesignStep, typed: boolean, seen: number): void {
    if (this.steps.length === 0) this.seen = seen;
    const last = this.steps.at(-1);
    const isSame = this.#lastWasTyped && last !== undefined && saysTheSame(last, step);
    const before = isSame && this.steps.length > this.#sending ? this.steps.slice(0, -1) : this.steps;
    this.#lastWasTyped = typed;
    this.#put([...before, step]);
  }

  /** Those that are sent now. */
  begin(): readonly DesignStep[] {
    this.#sending = this.steps.length;
    return this.steps;
  }

  /** The first of them are with the server, in this design. */
  done(count: number, design: string): void {
    this.#design = design;
    this.#sending = 0;
    this.#put(this.steps.slice(count));
  }

  giveUp(): void {
    this.#sending = 0;
  }

  drop(count: number): void {
    this.#sending = 0;
    this.#put(this.steps.slice(count));
  }

  /** Without those of the steps taken last that were refused, which come back as copies; whether any was among them. */
  refuse(taken: readonly DesignStep[], refused: readonly { readonly step: DesignStep }[]): boolean {
    const isRefused = (step: DesignStep) =>
      taken.includes(step) && refused.some((one) => sameData(one.step, step));
    const left = this.steps.filter((step) => !isRefused(step));
    if (left.length === this.steps.length) return false;
    this.#put(left);
    return true;
  }

  /** What a page that is gone had not sent of this design, or of a new one. */
  async restore(person: string, design: string, seen: number): Promise<void> {
    this.#person = person;
    this.#design = design;
    const stored = await this.#store.read(person);
    if (!isObject(stored as Json) || this.steps.length > 0) return;
    const { design: about, seen: then, steps } = stored as Partial<Kept>;
    if (about !== design || !Array.isArray(steps)) return;
    this.steps = steps;
    this.seen = then ?? seen;
  }

  #put(steps: readonly DesignStep[]): void {
    this.steps = steps;
    const kept: Kept = { design: this.#design, seen: this.seen, steps };
    void this.#store.write(this.#person, steps.length === 0 ? undefined : kept);
  }
}

/** Whether the second has the last word on all that the first speaks of. */
function saysTheSame(first: DesignStep, second: DesignStep): boolean {
  if (first.do === 'set' && second.do === 'set')
    return first.form === second.form && first.target === second.target;
  if (first.do === 'set-menu' && second.do === 'set-menu')
    return (
      first.path === second.path &&
      Object.keys(first.properties).every((property) => property in second.properties)
    );
  return first.do === 'write-file' && second.do === 'write-file' && first.path === second.path;
}
