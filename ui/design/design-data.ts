import { msg } from '@lit/localize';
import type { CopyAs } from '../../metadata/design/copy-form.ts';
import { type LogEntry, redoable, stepsOf, undoable } from '../../metadata/design/design-log.ts';
import type { DesignStep } from '../../metadata/design/design-step.ts';
import type { JsonObject } from '../../metadata/json.ts';
import { sameData } from '../../metadata/same-data.ts';
import { failureText } from '../kit/failure-text.ts';
import { ApiProblem, Unreachable } from '../session/api.ts';
import { say } from '../session/i18n.ts';
import { publishes } from '../session/publishes.ts';
import { session } from '../session/session.ts';
import { firstOf, keepChosen, type Move, readDesigns } from './all-designs.ts';
import { BenchDoor } from './bench-door.ts';
import type { Asked, Drawn, SentPackage } from './bench-shapes.ts';
import { notifyHere } from './design-notices.ts';
import type { Conflict, DesignHead, LogAnswer, OpenDesign, Present, Saving } from './design-shapes.ts';
import { UnsentSteps } from './unsent-steps.ts';

/** The shorter, the less is lost where browser and server die at once. */
const typingPause = 300;
const retryAfter = 3_000;
const lookEvery = 4_000;
const presentEvery = 20_000;

/** The design somebody works on: every step is drawn at once and stored by the server. Tells `change`. */
class DesignData extends EventTarget {
  /** Null: nothing was changed yet. */
  head: DesignHead | null = null;
  log: readonly LogEntry[] = [];
  drawn: Drawn | null = null;
  conflict: Conflict | null = null;
  failure: unknown = null;
  present: readonly Present[] = [];
  saving: Saving = 'saved';
  /** Of the packages it stands on. */
  packages: readonly SentPackage[] = [];
  readonly #unsent = new UnsentSteps();
  #bench: BenchDoor | null = null;
  #asked: Asked = {};
  /** What the worker has. */
  #taken: readonly DesignStep[] = [];
  #opening: Promise<void> | null = null;
  #sending: Promise<void> | null = null;
  #drawing: Promise<void> | null = null;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    publishes.addEventListener('change', () => {
      if (this.#opening !== null) void this.#rebase();
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
    const [{ packages }, designs] = await Promise.all([
      session.api.get<{ packages: SentPackage[] }>('/api/design/sources'),
      readDesigns(),
    ]);
    this.packages = packages;
    this.#bench ??= new BenchDoor();
    this.#taken = [];
    await this.#bench.ask({ do: 'open', packages });
    const found = firstOf(designs);
    if (found) await this.#takeUp(found.id);
    await this.#unsent.restore(this.#user, this.head?.id ?? '', this.log.length);
    await this.#draw();
    if (this.#unsent.steps.length > 0) this.#send();
  }

  /** Goes on with another design that this person sees. */
  async choose(id: string): Promise<void> {
    await this.open();
    if (this.head?.id === id) return;
    await this.settle();
    await this.#takeUp(id);
    keepChosen(id);
    await this.#draw();
  }

  async #takeUp(id: string): Promise<void> {
    const { log, present, ...head } = await session.api.get<OpenDesign>(`/api/design/drafts/${id}`, {
      query: { since: 0 },
    });
    this.head = head;
    this.log = log;
    this.present = present;
  }

  /** Something was published: the design goes on upon that. */
  async #rebase(): Promise<void> {
    const { packages } = await session.api.get<{ packages: SentPackage[] }>('/api/design/sources');
    this.packages = packages;
    this.#taken = [];
    await this.#bench?.ask({ do: 'open', packages });
    await this.#draw();
  }

  /** What is to be drawn from now on. */
  async look(asked: Asked): Promise<void> {
    this.#asked = asked;
    await this.open();
    await this.#draw();
  }

  /** The form as all layers say it, called otherwise. */
  async copyOf(form: string, as: CopyAs) {
    return (await this.#bench?.ask({ do: 'copy', form, as })) ?? null;
  }

  /** Its fields as all layers say them. */
  async fieldsOf(form: string) {
    return (await this.#bench?.ask({ do: 'fields', form })) ?? [];
  }

  async filesOf(layer: string) {
    return (await this.#bench?.ask({ do: 'files', layer })) ?? [];
  }

  /** Steps that count, those on their way among them. */
  get steps(): readonly DesignStep[] {
    return [...stepsOf(this.log).map(({ step }) => step), ...this.#unsent.steps];
  }
  get mayUndo(): boolean {
    return this.#unsent.steps.length > 0 || undoable(this.log, this.#user) !== undefined;
  }
  get mayRedo(): boolean {
    return this.#unsent.steps.length === 0 && redoable(this.log, this.#user) !== undefined;
  }
  get #user(): string {
    return session.who?.user.id ?? '';
  }

  /** Draws a step at once and sends it; while somebody types the same property, the last word is sent. */
  async take(step: DesignStep, how: { readonly typing?: boolean } = {}): Promise<void> {
    await this.open();
    this.#unsent.add(step, how.typing ?? false, this.log.length);
    clearTimeout(this.#timer);
    await this.#draw();
    if (how.typing) this.#timer = setTimeout(() => this.#send(), typingPause);
    else this.#send();
  }

  #send(): void {
    this.#sending ??= this.#sendAll().finally(() => {
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

  async #sendAll(overwrite = false): Promise<void> {
    // Who hears of it asks at once when all is with the server: by then it is known that it is on its way.
    await null;
    while (this.#unsent.steps.length > 0 && !this.conflict) {
      this.saving = 'saving';
      const steps = this.#unsent.begin();
      this.#changed();
      try {
        const id = await this.#id();
        const body = { seen: this.#unsent.seen, steps, ...(overwrite && { overwrite }) };
        const answer = await session.api.post<LogAnswer>(`/api/design/drafts/${id}/steps`, body as never);
        this.#learn(answer);
        this.#unsent.done(steps.length, id);
        await this.#draw();
      } catch (failure) {
        this.#unsent.giveUp();
        if (!(await this.#isOver(failure, steps))) return;
      }
    }
    this.saving = 'saved';
  }

  /** Whether what could not be sent is dealt with; else it is tried again later. */
  async #isOver(failure: unknown, steps: readonly DesignStep[]): Promise<boolean> {
    if (failure instanceof ApiProblem && failure.code === 'design-conflict') {
      // What the others said is shown beside one's own.
      await this.refresh().catch(() => {});
      this.conflict = { steps, errors: failure.errors };
      this.saving = 'saved';
      return false;
    }
    if (failure instanceof ApiProblem && failure.code === 'design-closed') {
      // It was published or discarded by somebody else: what is not in it goes into the next one.
      this.head = null;
      this.log = [];
      this.#unsent.seen = 0;
      return true;
    }
    if (failure instanceof ApiProblem && failure.status < 500) {
      this.#unsent.drop(steps.length);
      notifyHere({ text: failureText(failure), kind: 'error' });
      await this.#draw();
      return true;
    }
    this.saving = 'offline';
    if (!(failure instanceof Unreachable)) notifyHere({ text: failureText(failure), kind: 'error' });
    this.#timer = setTimeout(() => this.#send(), retryAfter);
    return false;
  }

  /** Whose word holds where two said the same. */
  async decide(how: 'mine' | 'theirs'): Promise<void> {
    const { conflict } = this;
    if (!conflict) return;
    this.conflict = null;
    if (how === 'theirs') {
      this.#unsent.drop(conflict.steps.length);
      await this.refresh();
      this.#send();
      return;
    }
    this.#sending ??= this.#sendAll(true).finally(() => {
      this.#sending = null;
      this.#changed();
    });
    await this.#sending;
  }

  /** The design's id; it is made with its first step. */
  async #id(): Promise<string> {
    this.head ??= await session.api.post<DesignHead>('/api/design/drafts', {});
    return this.head.id;
  }

  #learn({ log }: LogAnswer): void {
    const known = this.log.length;
    this.log = [...this.log, ...log.filter(({ n }) => n > known)];
    // What was agreed to, or was to go live later, is open again once it is changed.
    if (this.head && this.head.state !== 'open' && this.log.length > known)
      void this.refresh().catch(() => {});
  }

  undo(): Promise<void> {
    return this.#turn('undo');
  }
  redo(): Promise<void> {
    return this.#turn('redo');
  }
  point(name: string): Promise<void> {
    return this.#turn('points', { name });
  }
  returnTo(to: number): Promise<void> {
    return this.#turn('return', { to });
  }

  async #turn(verb: string, more: Readonly<Record<string, string | number>> = {}): Promise<void> {
    await this.settle();
    if (!this.head || this.#unsent.steps.length > 0) return;
    const path = `/api/design/drafts/${this.head.id}/${verb}`;
    this.#learn(await session.api.post<LogAnswer>(path, { seen: this.log.length, ...more }));
    await this.#draw();
  }

  async change(what: { readonly name?: string; readonly shared?: boolean }): Promise<void> {
    this.head = await session.api.put<DesignHead>(`/api/design/drafts/${await this.#id()}`, what);
    this.#changed();
  }

  async discard(): Promise<void> {
    clearTimeout(this.#timer);
    // Who discards was told which change sets name it.
    if (this.head) await session.api.delete(`/api/design/drafts/${this.head.id}?anyway=true`);
    await this.#begin();
  }

  /** Proposed, agreed to, sent back, or to be published at a time. */
  async move(verb: Move, body: JsonObject = {}): Promise<void> {
    await this.settle();
    this.head = await session.api.post<DesignHead>(`/api/design/drafts/${await this.#id()}/${verb}`, body);
    this.#changed();
  }

  /** It went live: what comes next is a design of its own. */
  async published(): Promise<void> {
    await this.#begin();
    await this.#rebase();
  }

  async #begin(): Promise<void> {
    const wasOthers = this.head !== null && this.head.by.id !== this.#user;
    keepChosen(null);
    this.#unsent.drop(this.#unsent.steps.length);
    this.head = null;
    this.log = [];
    this.present = [];
    // Back to what one was at oneself.
    const own = wasOthers ? firstOf(await readDesigns()) : undefined;
    if (own?.by.id === this.#user) await this.#takeUp(own.id);
    await this.#draw();
  }

  /** What others did meanwhile. */
  async refresh(): Promise<void> {
    const { head } = this;
    if (!head) return;
    const path = `/api/design/drafts/${head.id}`;
    const answer = await session.api.get<OpenDesign>(path, { query: { since: this.log.length } });
    const { log: _, present, ...now } = answer;
    this.head = now;
    this.present = present;
    const before = this.log.length;
    this.#learn(answer);
    if (this.log.length > before) await this.#draw();
    else this.#changed();
  }

  /** Looks at what others do, and says where one is, as long as a page is open; answers how to stop. */
  follow(place: () => string): () => void {
    const quietly = (ask: () => Promise<unknown>) => () => {
      if (!document.hidden && this.head) void ask().catch(() => {});
    };
    const here = quietly(async () => {
      const path = `/api/design/drafts/${this.head?.id ?? ''}/present`;
      const { present } = await session.api.post<Pick<OpenDesign, 'present'>>(path, { place: place() });
      this.present = present;
      this.#changed();
    });
    const looking = setInterval(
      quietly(() => this.refresh()),
      lookEvery,
    );
    const telling = setInterval(here, presentEvery);
    // At once where there is a design, else with its first step.
    let heard = '';
    const tells = () => {
      const { id = '' } = this.head ?? {};
      if (id === heard) return;
      heard = id;
      here();
    };
    this.addEventListener('change', tells);
    void this.open().then(tells);
    return () => {
      this.removeEventListener('change', tells);
      clearInterval(looking);
      clearInterval(telling);
    };
  }

  /** One drawing at a time; whatever came meanwhile is in the next. */
  async #draw(): Promise<void> {
    this.#again = true;
    this.#drawing ??= this.#drawAll().finally(() => {
      this.#drawing = null;
    });
    await this.#drawing;
  }

  async #drawAll(): Promise<void> {
    const bench = this.#bench;
    while (this.#again && bench) {
      this.#again = false;
      const { steps } = this;
      // A step that comes back from the server is the same step.
      const other = steps.findIndex((step, at) => !sameData(step, this.#taken[at]));
      const keep = other < 0 ? steps.length : other;
      const ask = { do: 'draw', keep, steps: steps.slice(keep), asked: this.#asked } as const;
      const { refused, drawn } = await bench.ask(ask);
      this.#taken = steps;
      this.drawn = drawn;
      if (this.#unsent.refuse(steps.slice(keep), refused)) {
        const why = refused.flatMap(({ issues }) => issues.map(({ message }) => say(message)));
        notifyHere({
          text: why.join(' ') || msg('没有成功，请再试一次。', { id: 'not-succeeded' }),
          kind: 'error',
        });
        this.#again = true;
      }
    }
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** One a page: the list of forms, the designer and its publishing work on the same. */
export const design = new DesignData();
