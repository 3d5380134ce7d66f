import { isObject, type Json } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { type LogEntry, undoable } from '../../../metadata/design/design-log.ts';
import { goesOn } from '../../../metadata/design/goes-on.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { BoxStay, freshWord } from './box-stay.ts';
import { StepStore } from './step-store.ts';

/** As a browser keeps it. */
interface Kept {
  /** Empty: the one that is begun with them. */
  readonly design: string;
  /** The key under which that design is begun. Absent: kept before designs had keys. */
  readonly key?: string;
  readonly seen: number;
  /** Absent: none, or kept before pages told their own apart. */
  readonly own?: readonly number[];
  /** So many of the first are on their way, or were when the page died. */
  readonly sent?: number;
  readonly steps: readonly DesignStep[];
}

const storePatience = 1_000;

/**
 * Steps that are not with the server yet; they outlive the page. What is sent is written down before, so that whoever
 * did not hear the answer asks again for just that, and nothing is taken twice.
 */
export class UnsentSteps {
  steps: readonly DesignStep[] = [];
  /** Entries of the log that were seen when the first of them was taken: what came since was not known then. */
  seen = 0;
  /** Entries behind those that came of this page: others of this person are of another page, and news here. */
  own: readonly number[] = [];
  /** The design they go into; empty: one that is begun with them. */
  design = '';
  /** So often the log had something that did not come of this page. */
  news = 0;
  #heard = 0;
  #key = '';
  #sent = 0;
  #person = '';
  readonly #store = new StepStore();
  readonly #stay = new BoxStay();

  /** While somebody types on, the last value stands for all before that are not on their way. */
  add(step: DesignStep, isTyped: boolean, log: readonly LogEntry[]): void {
    if (this.steps.length === 0) this.#see(log.length);
    const done = undoable(this.behind(log), this.#person)?.does;
    const said = this.#stay.mark(step, isTyped, done?.do === 'take' ? done.step : undefined);
    if (!said) return;
    const last = this.steps.at(-1);
    const isMore = last !== undefined && this.steps.length > this.#sent && goesOn(last, said);
    void this.#put([...(isMore ? this.steps.slice(0, -1) : this.steps), said]);
  }

  /** The log as it will be with them. */
  behind(log: readonly LogEntry[]): readonly LogEntry[] {
    const by = { id: this.#person, name: '' };
    const entries = this.steps.map(
      (step, at): LogEntry => ({ n: log.length + 1 + at, by, at: '', does: { do: 'take', step } }),
    );
    return [...log, ...entries];
  }

  /**
   * The key under which the design is begun, made before anything is sent: a second call with it gets the same design.
   * Pages of one person have the same, so that they begin one.
   */
  async key(): Promise<string> {
    const fresh = freshWord();
    this.#key ||= (await inTime(this.#store.agreed(keyOf(this.#person), fresh))) ?? fresh;
    return this.#key;
  }

  /** Whether some steps were sent and their answer was not heard. */
  get isUnclear(): boolean {
    return this.#sent > 0;
  }

  /** Whether a design may have been begun with these steps. */
  get isBegun(): boolean {
    return this.design === '' && this.#key !== '' && this.isUnclear;
  }

  /** Answers the steps to send now: the same as before, as long as their outcome is not known. */
  async begin(): Promise<readonly DesignStep[]> {
    if (this.design === '') await this.key();
    this.#sent ||= this.steps.length;
    await inTime(this.#put(this.steps));
    return this.steps.slice(0, this.#sent);
  }

  /** These are with the server, or nowhere any more. */
  done(steps: readonly DesignStep[]): void {
    this.#sent = 0;
    void this.#put(this.steps.filter((step) => !steps.includes(step)));
  }

  /** The server has none of what was sent. */
  giveUp(): void {
    this.#sent = 0;
  }

  /** From now on they go into this design; empty: one that is begun with them, by a new key. */
  goInto(design: string): void {
    this.design = design;
    this.#key = '';
    void this.#store.write(keyOf(this.#person), undefined);
    void this.#put(this.steps);
  }

  /** The design ended: these begin another. */
  leave(): void {
    this.#see(0);
    this.giveUp();
    this.goInto('');
  }

  /** Of what was sent, that which the log has by now is done. */
  heard(log: readonly LogEntry[], person: string): void {
    const came = log.slice(this.seen).filter(({ n, by }) => by.id === person && !this.own.includes(n));
    const found: number[] = [];
    for (const { n, does } of came) {
      const next = this.steps[found.length];
      if (found.length < this.#sent && does.do === 'take' && sameData(does.step, asSent(next))) found.push(n);
    }
    this.took(found);
    if (found.length > 0) this.done(this.steps.slice(0, found.length));
    if (log.slice(this.#heard).some(({ n }) => !this.own.includes(n))) this.news += 1;
    this.#heard = log.length;
  }

  /** These entries came of this page. */
  took(entries: readonly number[]): void {
    this.own = [...new Set([...this.own, ...entries])];
  }

  #see(entries: number): void {
    this.seen = entries;
    this.own = [];
  }

  /** Without those of the steps taken last that were refused, which come back as copies; whether any was among them. */
  refuse(taken: readonly DesignStep[], refused: readonly { readonly step: DesignStep }[]): boolean {
    const isRefused = (step: DesignStep) =>
      taken.includes(step) && refused.some((one) => sameData(one.step, step));
    const left = this.steps.filter((step) => !isRefused(step));
    if (left.length === this.steps.length) return false;
    this.#sent = this.steps.slice(0, this.#sent).filter((step) => !isRefused(step)).length;
    void this.#put(left);
    return true;
  }

  /** Restores the steps of a page that is gone: those not sent, or whose answer it did not hear. */
  async restore(person: string): Promise<void> {
    this.#person = person;
    if (this.steps.length > 0) return;
    const stored = await this.#store.read(person);
    if (!isObject(stored as Json)) return;
    const { design = '', key = '', seen = 0, own = [], sent, steps } = stored as Partial<Kept>;
    if (!Array.isArray(steps)) return;
    this.steps = steps;
    this.seen = seen;
    this.own = own;
    this.design = design;
    this.#key = key;
    // Nothing says how many were sent of what was kept before designs had keys.
    this.#sent = sent ?? steps.length;
  }

  async #put(steps: readonly DesignStep[]): Promise<void> {
    this.steps = steps;
    const { design, seen, own } = this;
    const kept: Kept = { design, key: this.#key, seen, own, sent: this.#sent, steps };
    await this.#store.write(this.#person, steps.length === 0 ? undefined : kept);
  }
}

/** Where the key is kept under which a person begins a design. */
function keyOf(person: string): string {
  return `${person} key`;
}

/** A store of the browser that does not answer keeps nobody from saving. */
function inTime<T>(kept: Promise<T>): Promise<T | undefined> {
  return Promise.race([kept, new Promise<undefined>((resolve) => setTimeout(resolve, storePatience))]);
}

/** A step as it comes back: members that say nothing are not sent. */
function asSent(step: DesignStep | undefined): unknown {
  return JSON.parse(JSON.stringify(step ?? null));
}
