import type {
  DesignChange,
  DesignHead,
  DesignLog,
  DesignPackage,
  Present,
} from '../../../metadata/contract/design/parts.ts';
import {
  type LogEntry,
  redoable,
  stepsOf,
  undoable,
  wholeSteps,
} from '../../../metadata/design/design-log.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { ApiProblem, Unreachable } from '../../session/api.ts';
import { publishes } from '../../session/publishes.ts';
import { session } from '../../session/session.ts';
import { firstOf, keepChosen, ownOf, readDesigns } from './all-designs.ts';
import type { Drawn, DrawQuestion } from './bench-shapes.ts';
import type { DesignMove, DesignTurn } from './design-calls.ts';
import * as calls from './design-calls.ts';
import { notifyFailure, notifyRefused } from './design-notices.ts';
import { type Conflict, isOpen, type Saving } from './design-shapes.ts';
import { Drawing, type Refused } from './drawing.ts';
import { begunBefore, isGone, isRefused } from './step-failure.ts';
import { UnsentSteps } from './unsent-steps.ts';

/** The shorter, the less is lost where browser and server die at once. */
const typingPause = 300;
const retryAfter = 3_000;
/** The design somebody works on, drawn and stored step by step. Tells `change`, and `ended` of one that ended elsewhere. */
export class DesignData extends EventTarget {
  /** Null: nothing was changed yet. */
  head: DesignHead | null = null;
  log: readonly LogEntry[] = [];
  conflict: Conflict | null = null;
  failure: unknown = null;
  present: readonly Present[] = [];
  /** Of the packages it stands on. */
  packages: readonly DesignPackage[] = [];
  readonly #unsent = new UnsentSteps();
  readonly drawing = new Drawing(
    () => stepsOf(this.#unsent.behind(this.log)).map(({ step }) => step),
    (taken, refused) => this.#refuse(taken, refused),
  );
  #opening: Promise<void> | null = null;
  #sending: Promise<void> | null = null;
  #isOffline = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    publishes.addEventListener('change', () => {
      if (this.#opening !== null) void this.#rebase().then(() => this.refresh().catch(() => {}));
    });
  }

  /** Loads what it stands on once; what was left open is gone on with. */
  open(): Promise<void> {
    this.#opening ??= this.#open().catch((failure: unknown) => {
      this.#opening = null;
      this.failure = failure;
      this.#changed();
    });
    return this.#opening;
  }

  async #open(): Promise<void> {
    this.failure = null;
    const [sources, designs] = await Promise.all([
      session.api.call('GET /api/design/sources'),
      readDesigns(),
    ]);
    this.packages = sources.packages;
    await this.drawing.open(sources);
    await this.#unsent.restore(this.#user);
    await this.#resume(designs);
    await this.#draw();
    if (this.#unsent.steps.length > 0) this.#send();
  }

  /** Takes up the design that the kept steps belong to; without kept steps, the one that this person was at. */
  async #resume(designs: readonly DesignHead[]): Promise<void> {
    const { steps, design: into, isBegun } = this.#unsent;
    if (steps.length === 0) {
      const found = firstOf(designs);
      if (found) await this.#takeUp(found.id);
    } else if (into === '') {
      const own = ownOf(designs);
      if (own && !isBegun) await this.#takeUp(own.id);
    } else {
      await this.#takeUp(into).catch((failure: unknown) => {
        if (!isGone(failure)) throw failure;
        this.#leave();
      });
      keepChosen(this.head?.id ?? null);
    }
  }

  /** Goes on with another design that this person sees; not before all of this one is with the server. */
  async choose(id: string): Promise<void> {
    await this.open();
    if (this.head?.id === id) return;
    await this.settle();
    if (this.#unsent.steps.length > 0) return;
    await this.#takeUp(id);
    keepChosen(id);
    await this.#draw();
  }

  async #takeUp(id: string): Promise<void> {
    const { log, present, ...head } = await calls.readDesign(id);
    this.head = head;
    this.log = log;
    this.present = present;
    this.#unsent.heard(log, this.#user);
    if (isOpen(head.state)) this.#unsent.goInto(id);
    else this.#leave();
  }

  /** Leaves a design that was published or discarded: steps that are not in it go into the next one. */
  #leave(): void {
    this.head = null;
    this.log = [];
    this.present = [];
    this.#unsent.leave();
  }

  /** Something was published: the design goes on upon that. */
  async #rebase(): Promise<void> {
    const sources = await session.api.call('GET /api/design/sources');
    this.packages = sources.packages;
    await this.drawing.open(sources);
    await this.#draw();
  }

  /** Draws these parts of the design from now on. */
  async look(asked: DrawQuestion): Promise<void> {
    this.drawing.asked = asked;
    await this.open();
    await this.#draw();
  }

  get drawn(): Drawn | null {
    return this.drawing.drawn;
  }
  /** Steps that count, those on their way among them; what was typed in one go is one of them. */
  get steps(): readonly DesignStep[] {
    return wholeSteps(this.#unsent.behind(this.log));
  }
  /** Another number whenever something came of others, or of another page. */
  get news(): number {
    return this.#unsent.news;
  }
  get mayUndo(): boolean {
    return this.#unsent.steps.length > 0 || undoable(this.log, this.#user) !== undefined;
  }
  get mayRedo(): boolean {
    return this.#unsent.steps.length === 0 && redoable(this.log, this.#user) !== undefined;
  }
  get saving(): Saving {
    if (this.#unsent.steps.length === 0) return 'saved';
    return this.#isOffline ? 'offline' : 'saving';
  }
  get #user(): string {
    return session.who?.user.id ?? '';
  }

  /** Draws a step at once and sends it; while somebody types the same property, the last word is sent. */
  async take(step: DesignStep, how: { readonly typing?: boolean } = {}): Promise<void> {
    if (!this.drawn) await this.open();
    this.#unsent.add(step, how.typing ?? false, this.log);
    clearTimeout(this.#timer);
    if (!how.typing) this.#changed();
    await this.#draw();
    if (how.typing) this.#timer = setTimeout(() => this.#send(), typingPause);
    else this.#send();
  }

  #send(overwrite = false): void {
    this.#sending ??= this.#sendAll(overwrite).finally(() => {
      this.#sending = null;
      this.#changed();
    });
  }

  /** Once all is with the server, or cannot get there. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#unsent.steps.length > 0) this.#send();
    await this.#sending;
  }

  async #sendAll(overwrite: boolean): Promise<void> {
    // Listeners that hear of the sending ask at once whether all is stored: by then `#sending` has to be set.
    await null;
    while (this.#unsent.steps.length > 0 && !this.conflict) {
      this.#isOffline = false;
      this.#changed();
      const { isBegun, isUnclear } = this.#unsent;
      const steps = await this.#unsent.begin();
      try {
        if (isUnclear) await this.refresh();
        else if (!this.head && !isBegun) await this.#join();
        if (this.#unsent.isUnclear) await this.#sendThese(steps, overwrite);
        await this.#draw();
      } catch (failure) {
        if (!(await this.#isOver(failure, steps))) return;
      }
    }
  }

  /** Goes on with the design that this person began on another page meanwhile. */
  async #join(): Promise<void> {
    const own = ownOf(await readDesigns());
    if (own) await this.#takeUp(own.id);
  }

  /** A design is made with its first steps, in one call. */
  async #sendThese(steps: readonly DesignStep[], overwrite: boolean): Promise<void> {
    if (!this.head) return this.#begin(steps);
    const { id } = this.head;
    const { seen, own } = this.#unsent;
    const body = { seen, own, steps, ...(overwrite && { overwrite }) };
    const answer = await session.api.call('POST /api/design/drafts/:id/steps', { path: { id }, body });
    this.#unsent.took(answer.log.slice(-steps.length).map(({ n }) => n));
    this.#learn(answer);
    this.#unsent.done(steps);
  }

  async #begin(steps: readonly DesignStep[]): Promise<void> {
    const body = { key: await this.#unsent.key(), steps };
    const { log = [], ...head } = await session.api.call('POST /api/design/drafts', { body });
    this.head = head;
    this.log = log;
    this.#unsent.goInto(head.id);
    this.#unsent.took(log.slice(0, steps.length).map(({ n }) => n));
    this.#unsent.done(steps);
    if (!isOpen(head.state)) this.#leave();
  }

  /** Answers whether the next sending may follow a failed one; else it waits for a decision, or is tried again later. */
  async #isOver(failure: unknown, steps: readonly DesignStep[]): Promise<boolean> {
    if (failure instanceof ApiProblem && failure.code === 'design-conflict') {
      this.#unsent.giveUp();
      // The other's steps are shown beside one's own.
      await this.refresh().catch(() => {});
      this.conflict = { steps, errors: failure.errors };
      return false;
    }
    if (isGone(failure)) {
      this.#leave();
      return true;
    }
    const begun = begunBefore(failure);
    if (begun !== undefined) {
      // Some of what it was begun with fits no longer: the rest goes into it.
      try {
        await this.#takeUp(begun);
        this.#unsent.giveUp();
        return true;
      } catch (other) {
        return this.#isOver(other, steps);
      }
    }
    if (isRefused(failure)) {
      this.#unsent.done(steps);
      notifyFailure(failure);
      await this.#draw();
      return true;
    }
    this.#isOffline = true;
    if (!(failure instanceof Unreachable)) notifyFailure(failure);
    this.#timer = setTimeout(() => this.#send(), retryAfter);
    return false;
  }

  /** Decides a conflict: one's own steps overwrite the other's, or are dropped. */
  async decide(how: 'mine' | 'theirs'): Promise<void> {
    const { conflict } = this;
    if (!conflict) return;
    this.conflict = null;
    if (how === 'theirs') this.#unsent.done(conflict.steps);
    await this.#draw();
    this.#send(how === 'mine');
    await this.#sending;
  }

  /** The design's id; it is made with its first steps, or without any. */
  async #id(): Promise<string> {
    await this.settle();
    if (!this.head) await this.#join();
    if (!this.head) await this.#begin([]);
    return this.head?.id ?? '';
  }

  #learn({ log }: DesignLog): boolean {
    const known = this.log.length;
    this.log = [...this.log, ...log.filter(({ n }) => n > known)];
    this.#unsent.heard(this.log, this.#user);
    // A design that was approved, or scheduled, is open again once it is changed.
    const isChanged = this.log.length > known;
    if (isChanged && (this.head?.state ?? 'open') !== 'open') void this.refresh().catch(() => {});
    return isChanged;
  }

  /** Undoes or does again what this person did last; names a moment, or returns to one. */
  async turn(turn: DesignTurn): Promise<void> {
    await this.settle();
    if (!this.head || this.#unsent.steps.length > 0) return;
    this.#learn(await calls.takeTurn(this.head.id, this.log.length, turn));
    await this.#draw();
  }

  async change(what: DesignChange): Promise<void> {
    this.head = await calls.changeDesign(await this.#id(), what);
    this.#changed();
  }

  async discard(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
    if (this.head) await calls.discardDesign(this.head.id);
    await this.#moveOn();
  }

  /** Proposed, agreed to, sent back, or to be published at a time. */
  async move(move: DesignMove): Promise<void> {
    await this.settle();
    this.head = await calls.moveDesign(await this.#id(), move);
    this.#changed();
  }

  /** Moves on after a publish: the next steps begin a design of their own. */
  async published(): Promise<void> {
    await this.#moveOn();
    await this.#rebase();
  }

  async #moveOn(): Promise<void> {
    const wasOthers = this.head !== null && this.head.by.id !== this.#user;
    keepChosen(null);
    this.#unsent.done(this.#unsent.steps);
    this.#leave();
    // Back to what one was at oneself.
    const own = wasOthers ? firstOf(await readDesigns()) : undefined;
    if (own?.by.id === this.#user) await this.#takeUp(own.id);
    await this.#draw();
  }

  /** Reads the steps of others since the last look. */
  async refresh(): Promise<void> {
    const { head } = this;
    if (!head) return;
    const answer = await calls.readDesign(head.id, this.log.length);
    const { log: _, present, ...now } = answer;
    // Whoever published it from here goes on by himself, as does one who chose another meanwhile.
    if (this.head?.id !== head.id) return;
    if (!isOpen(now.state)) return this.#goOn(now);
    this.head = now;
    this.present = present;
    if (this.#learn(answer)) await this.#draw();
    else this.#changed();
  }

  /** One ended elsewhere: what is not with the server yet goes into the next. */
  async #goOn(ended: DesignHead): Promise<void> {
    this.dispatchEvent(new CustomEvent('ended', { detail: ended }));
    keepChosen(null);
    this.#leave();
    await this.#rebase();
    if (this.#unsent.steps.length > 0) this.#send();
  }

  /** Takes over who else works on the design now. */
  meet(present: readonly Present[]): void {
    this.present = present;
    this.#changed();
  }

  async #draw(): Promise<void> {
    await this.drawing.draw();
    this.#changed();
  }

  /** Drops steps that can no longer be taken and tells about them; answers whether there was any. */
  #refuse(taken: readonly DesignStep[], refused: readonly Refused[]): boolean {
    if (!this.#unsent.refuse(taken, refused)) return false;
    notifyRefused(refused);
    return true;
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** One a page: the list of forms, the designer and its publishing work on the same. */
export const design = new DesignData();
