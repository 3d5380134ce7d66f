import type { Field } from '../../metadata/field.ts';
import type { Problem } from '../../metadata/issue.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { isList } from '../../metadata/kinds/reading.ts';
import type { FieldState } from '../../rules/behaviour/behaviour.ts';
import { type ApiError, ApiProblem } from '../api.ts';
import { type FormOutline, session } from '../app/session.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { changedNames, copyOf, isGiven, sendingOf, type Wire } from './record-draft.ts';
import type { Changed, Look, RecordLive } from './record-live.ts';
import { mergeRecords } from './record-merge.ts';
import { isSame } from './record-same.ts';

/** Which record: one there is, a new one, a copy, or the setting of the organisation. */
export interface RecordPlace {
  readonly outline: FormOutline;
  /** Id of a record, `new`, or `setting`. */
  readonly record: string;
  readonly copyOf?: string | null;
}

/** Something that is wrong or odd, where it stands. */
export interface Finding {
  /** JSON Pointer by names: `/lines/3/rate`. */
  readonly path: string;
  readonly text: string;
  readonly severity: 'error' | 'warning';
}

export type Outcome = 'saved' | 'refused' | 'conflict' | 'gone';

/** A record that is being read and changed: what it was, what it is to become, and what is said about it. */
export class RecordEditor extends EventTarget {
  readonly place: RecordPlace;
  form!: FormModel;
  /** As the server has it; null: it is new. */
  base: Wire | null = null;
  /** By names, with what is not saved yet. */
  draft: JsonObject = {};
  look: Look | null = null;
  /** Counts what makes all controls begin anew. */
  version = 0;
  busy = false;
  /** Of an organisation whose records the person may manage; others' are only used. */
  managed = true;
  /** What the record became meanwhile, after a save that met it. */
  current: Wire | null = null;
  failure: ApiProblem | null = null;
  readonly #flaws = new Map<string, string>();
  readonly #touched = new Set<string>();
  /** Somebody tried to save it since it was last saved. */
  tried = false;
  #told: readonly ApiError[] = [];
  #live: RecordLive | null = null;
  #say: (problem: Problem) => string = ({ code }) => code;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(place: RecordPlace) {
    super();
    this.place = place;
  }

  get isSetting(): boolean {
    return this.place.outline.kind === 'setting';
  }
  get #path(): string {
    const path = `/api/forms/${encodeURIComponent(this.place.outline.name)}`;
    if (this.isSetting) return `${path}/record`;
    return this.base ? `${path}/records/${this.base.id}` : `${path}/records`;
  }
  /** Address of calls about the record. */
  get path(): string {
    return this.#path;
  }

  /** Whether the person may save it at all, as far as the page can know. */
  get mayEdit(): boolean {
    return this.managed && this.form.can.has(this.base || this.isSetting ? 'edit' : 'create');
  }

  get dirty(): boolean {
    if (this.#flaws.size > 0) return true;
    return changedNames(this.form, this.draft, this.base ?? this.#began).length > 0;
  }
  /** A new record with its defaults: leaving that loses nothing. */
  #began: JsonObject = {};

  async load(): Promise<void> {
    const { outline, record, copyOf: source } = this.place;
    const name = encodeURIComponent(outline.name);
    const read = async (id: string) => {
      const { found, managed } = await readRecord(`/api/forms/${name}/records/${id}`);
      this.managed = managed || record === 'new';
      return found;
    };
    const [{ form, targets }, found] = await Promise.all([
      forms.withTargets(outline.name),
      this.isSetting
        ? session.api.get<Wire>(`/api/forms/${name}/record`)
        : record === 'new'
          ? source
            ? read(source)
            : null
          : read(record),
    ]);
    this.form = form;
    const { openLive } = await import('./record-open.ts');
    const { live, say } = await openLive(form, targets);
    this.#live = live;
    this.#say = say;
    if (found && (this.isSetting || record !== 'new')) this.#begin(found);
    else {
      const { sharing } = form;
      const shared = sharing && sharing.allowed.length > 1 ? { sharing: sharing.default } : {};
      this.draft = { ...(found ? copyOf(found, form) : {}), ...shared };
      this.#began = { ...this.draft };
      await this.#settle();
      this.#began = found ? {} : this.draft;
    }
    await this.#settle();
  }

  #begin(found: Wire): void {
    this.base = found;
    this.draft = found;
    this.#flaws.clear();
    this.#touched.clear();
    this.tried = false;
    this.#told = [];
  }

  /** Waits until everything that is filled in from elsewhere stands there. */
  async #settle(): Promise<void> {
    const live = this.#live;
    if (!live) return;
    const turn = ++this.#turn;
    for (let round = 0; round < 4; round++) {
      if (live.lacks(this.draft)) await live.load(this.draft);
      if (turn !== this.#turn) return;
      if (!this.isReadonly) this.draft = live.complete(this.draft, this.base);
      if (!live.lacks(this.draft)) break;
    }
    this.look = live.look(this.draft, this.base);
    this.#looked = this.draft;
    this.#changed();
  }

  /** At once where nothing has to be fetched: a page that is typed into keeps up. */
  #evaluate(entries?: Field): void {
    const live = this.#live;
    if (!live) return;
    if (live.lacks(this.draft)) {
      void this.#settle();
      return;
    }
    this.#turn++;
    this.draft = live.complete(this.draft, this.base);
    if (live.lacks(this.draft)) void this.#settle();
    const changed = entries && this.look && changedRows(this.look, this.#looked, this.draft, entries);
    this.look = live.look(this.draft, this.base, changed ?? undefined);
    this.#looked = this.draft;
    this.#changed();
  }
  /** The draft that `look` is about. */
  #looked: JsonObject = {};

  /** A value of the record itself. */
  change(field: Field, value: Json): void {
    if (isSame(this.draft[field.name], value) && !field.rows) return;
    this.draft = { ...this.draft, [field.name]: value };
    this.#touched.add(`/${field.name}`);
    this.#told = this.#told.filter(
      ({ path }) => path !== `/${field.name}` && !path.startsWith(`/${field.name}/`),
    );
    clearTimeout(this.#timer);
    // Many rows take a moment: they are judged when one pauses.
    if (field.rows) {
      this.#changed();
      this.#timer = setTimeout(() => this.#evaluate(field), countOf(value) > 200 ? 250 : 40);
    } else this.#evaluate();
  }

  flaw(path: string, sentence: string | null): void {
    if (sentence === null ? !this.#flaws.delete(path) : this.#flaws.get(path) === sentence) return;
    if (sentence !== null) this.#flaws.set(path, sentence);
    this.#touched.add(path);
    this.#changed();
  }

  state(field: Field): FieldState & { readonly fixed: boolean } {
    const known = this.look?.states.get(field.id) ?? { visible: true, required: false, readonly: false };
    const fixed = field.fixed && this.base !== null;
    const may =
      !this.isReadonly && isGiven(field) && (field.path === '' || this.form.writable.has(field.path));
    return { ...known, readonly: known.readonly || fixed || !may, fixed };
  }

  get isReadonly(): boolean {
    return !this.mayEdit;
  }

  get live(): RecordLive | null {
    return this.#live;
  }

  /** Everything to be said about the record now; what nobody has come to yet is not called missing. */
  get findings(): readonly Finding[] {
    const found = new Map<string, Finding>();
    const add = (path: string, text: string, severity: Finding['severity']) => {
      const key = `${severity} ${path} ${text}`;
      if (!found.has(key)) found.set(key, { path, text, severity });
    };
    for (const [path, text] of this.#flaws) add(path, text, 'error');
    for (const { path, message, severity } of this.#told) add(path, message, severity ?? 'error');
    if (!this.isReadonly) {
      const due = ({ path, code }: Problem) => this.tried || (code !== 'required' && this.#isTouched(path));
      const taken = new Set([...found.values()].map(({ path }) => path));
      for (const problem of this.look?.problems ?? [])
        if (due(problem) && !taken.has(problem.path)) add(problem.path, this.#say(problem), 'error');
      for (const problem of this.look?.warnings ?? []) add(problem.path, this.#say(problem), 'warning');
    }
    return [...found.values()];
  }

  #isTouched(path: string): boolean {
    return [...this.#touched].some((one) => path === one || path.startsWith(`${one}/`));
  }

  async save(): Promise<Outcome> {
    clearTimeout(this.#timer);
    this.tried = true;
    this.failure = null;
    this.#told = [];
    if (this.base || Object.keys(this.draft).length > 0) await this.#settle();
    if (this.#flaws.size > 0) {
      this.#changed();
      return 'refused';
    }
    const { method, body } = sendingOf(this.form, this.draft, this.base);
    return this.#send(method, body, this.base?.revision);
  }

  async #send(method: string, body: JsonObject, revision: number | undefined): Promise<Outcome> {
    this.busy = true;
    this.#changed();
    try {
      const request = { body, ...(revision === undefined ? {} : { ifMatch: revision }) };
      const { body: saved } = await session.api.ask<Wire & { $warnings?: readonly ApiError[] }>(
        method,
        this.#path,
        request,
      );
      this.take(saved);
      return 'saved';
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure;
      this.failure = failure;
      if (failure.status === 412) {
        this.current = failure.body['current'] as Wire;
        return 'conflict';
      }
      if (failure.status === 404 && this.base) return 'gone';
      this.#told = failure.errors.filter(({ severity }) => severity !== 'warning');
      return 'refused';
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  /** The record as the server has it now; what it warned of stays beside it. */
  take(saved: Wire & { readonly $warnings?: unknown }): void {
    const { $warnings, ...record } = saved;
    this.#begin(record as Wire);
    this.failure = null;
    this.current = null;
    const warnings = Array.isArray($warnings) ? ($warnings as ApiError[]) : [];
    this.#told = warnings.map((one) => ({ ...one, severity: 'warning' as const }));
    this.tried = warnings.length > 0;
    void this.#settle();
  }

  /** Goes on from what the record became meanwhile, with what was decided about each difference. */
  rebase(current: Wire, draft: JsonObject): void {
    this.base = current;
    this.draft = draft;
    this.current = null;
    this.version++;
    void this.#settle();
  }

  /** Back to what the server has. */
  revert(): void {
    if (this.base) this.#begin(this.base);
    else this.draft = this.#began;
    this.#flaws.clear();
    this.#told = [];
    this.failure = null;
    this.version++;
    void this.#settle();
  }

  /** Another record with the same content: the one it was is gone. */
  becomeNew(): void {
    this.draft = copyOf({ ...this.draft }, this.form);
    this.base = null;
    this.#began = {};
    this.version++;
    void this.#settle();
  }

  /** Reads it anew, after something else changed it; what is not saved yet stays. */
  async reload(): Promise<void> {
    const now = this.isSetting
      ? await session.api.get<Wire>(this.#path)
      : (await readRecord(this.#path)).found;
    if (this.base && this.dirty) {
      this.draft = mergeRecords(this.form, this.base, this.draft, now).settle(new Map());
      this.base = now;
      await this.#settle();
      return;
    }
    this.take(now);
    this.version++;
    this.#changed();
  }

  #changed(): void {
    // What is no longer shown is not asked for.
    for (const path of this.#flaws.keys()) {
      const field = this.form.byName.get(path.slice(1));
      if (field && this.look?.states.get(field.id)?.visible === false) this.#flaws.delete(path);
    }
    this.dispatchEvent(new Event('change'));
  }
}

/** For whoever manages it, else for whoever may use it. */
async function readRecord(path: string): Promise<{ readonly found: Wire; readonly managed: boolean }> {
  try {
    return { found: await session.api.get<Wire>(path, { query: { view: 'manage' } }), managed: true };
  } catch (failure) {
    const hidden = failure instanceof ApiProblem && (failure.status === 404 || failure.status === 403);
    if (!hidden) throw failure;
    return { found: await session.api.get<Wire>(path, { query: { view: 'use' } }), managed: false };
  }
}

/** Which rows became others since the last look; null: so many, or in another order, that all are looked at. */
function changedRows(look: Look, was: JsonObject, now: JsonObject, entries: Field): Changed | null {
  const [before, after] = [was[entries.name], now[entries.name]];
  if (!isList(before) || !isList(after) || before.length !== after.length) return null;
  const rows = new Set<number>();
  for (const [at, row] of after.entries()) if (row !== before[at]) rows.add(at);
  return rows.size > 50 ? null : { look, entries, rows: new Map([[entries.path, rows]]) };
}

function countOf(value: Json): number {
  return Array.isArray(value) ? value.length : 0;
}
