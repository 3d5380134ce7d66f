import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import type { Field } from '../../../metadata/field.ts';
import type { FieldState } from '../../../rules/behaviour/behaviour.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isSame } from '../../model/record-same.ts';
import { ApiProblem } from '../../session/api.ts';
import { needsPlace } from './one-tree.ts';
import { type Finding, type Flaw, worthSaying } from './record-findings.ts';
import type { Rename } from './record-ids.ts';
import type { Look, RecordLive } from './record-live.ts';
import type { openLive } from './record-open.ts';
import { type RecordPlace, readPlace, readRecord, readSetting } from './record-place.ts';
import { RecordRemarks } from './record-remarks.ts';
import type { LostField } from './record-reshape.ts';
import { type Against, RecordRights, renewRights } from './record-rights.ts';
import { copyOf, isChangedIn, isGiven, type Sending, sendingOf, type Wire } from './record-sending.ts';
import { RecordSteps } from './record-steps.ts';
import { RecordWork } from './record-work.ts';
import { metBy, writeRecord } from './record-writing.ts';
import { remember, remembered } from './remembered.ts';

const opener = onceLoaded(() => import('./record-open.ts'));
const reshaper = onceLoaded(() => import('./record-reshape.ts'));

export type Outcome = 'saved' | 'refused' | 'conflict' | 'gone';

/** A record that is being read and changed: what it was, what it is to become, and what is said about it. */
export class RecordEditor extends EventTarget {
  readonly place: RecordPlace;
  form!: FormModel;
  /** As the server has it; null: it is new. */
  base: Wire | null = null;
  /** By names, with what is not saved yet. */
  edited: JsonObject = {};
  /** Counts what makes all controls begin anew. */
  version = 0;
  busy = false;
  rights = new RecordRights(null);
  /** The record as others saved it meanwhile, after a save that met it. */
  current: Wire | null = null;
  failure: ApiProblem | null = null;
  /** As the server had it before it was last saved here; null: it was new. */
  former: Wire | null = null;
  /** The record of others in which the last save set its own changes, without a question. */
  merged: Wire | null = null;
  readonly #remarks = new RecordRemarks();
  readonly #steps = new RecordSteps();
  readonly #work = new RecordWork(this, () => this.#seen());
  #rename: Rename = (value) => value;
  #say: (problem: Problem) => string = ({ code }) => code;

  constructor(place: RecordPlace) {
    super();
    this.place = place;
  }

  /** Nobody fills it in: its form is drawn for whoever designs that. */
  get isDesigned(): boolean {
    return false;
  }
  get isSetting(): boolean {
    return this.place.outline.kind === 'setting';
  }
  /** Whether the person may save records like it at all, as far as the page can know. */
  get mayEdit(): boolean {
    return this.rights.has(this.base || this.isSetting ? 'edit' : 'create', this);
  }
  /** Answers whether the server would do an action to the record as it is saved. */
  may(action: string): boolean {
    return this.rights.has(action, this) && this.obstacle(action) === undefined;
  }
  /** What is against an action to the record as it is saved, whoever would do it; undefined: nothing. */
  obstacle(action: string): Against | undefined {
    return this.rights.against(action, this);
  }

  /** Somebody tried to save the record since it was last saved. */
  get tried(): boolean {
    return this.#remarks.tried;
  }
  get dirty(): boolean {
    return this.#remarks.isFlawed || isChangedIn(this.form, this.edited, this.#began);
  }

  /** As it stood when one began, with everything filled in: leaving that loses nothing. */
  get began(): JsonObject {
    return this.#began;
  }
  #began: JsonObject = {};
  #untouched = true;

  async load(): Promise<void> {
    const [{ openLive }, { form, targets, found }] = await Promise.all([opener(), readPlace(this.place)]);
    this.#shape(form, await openLive(form, targets));
    const fresh = this.place.record === 'new' && !this.isSetting;
    this.rights = new RecordRights(fresh ? null : found);
    if (found && !fresh) this.#begin(found.record);
    else this.#beginNew(found ? copyOf(found.record, form) : null);
    await this.#work.settle();
  }

  #shape(form: FormModel, { live, rename, say }: Awaited<ReturnType<typeof openLive>>): void {
    this.form = form;
    this.#work.live = live;
    this.#rename = rename;
    this.#say = say;
  }

  /** Goes on under the model published meanwhile; answers fields whose unsaved values have no place; null: it is as it was. */
  async reshape(): Promise<readonly LostField[] | null> {
    const { base } = this;
    // Of what is only designed the server has nothing new to tell.
    const record = this.place.designed ? 'new' : base && !this.isSetting ? base.id : this.place.record;
    const { form, targets, found } = await readPlace({ ...this.place, record, copyOf: null });
    if (form.hash === this.form.hash) return null;
    const [{ openLive }, { reshape }] = await Promise.all([opener(), reshaper()]);
    const opened = await openLive(form, targets);
    // Saved, or read anew, while this was on its way: it stands under the new model already.
    if (base !== this.base) return this.reshape();
    const from = { form: this.form, rename: this.#rename };
    const editing = { base, began: this.#began, edited: this.edited };
    const made = reshape(editing, from, { form, rename: opened.rename }, found?.record ?? null);
    this.#shape(form, opened);
    this.base = made.base;
    this.#began = made.began;
    this.edited = made.edited;
    this.#steps.forget();
    this.#remarks.answered = [];
    this.failure = null;
    this.#remarks.dropFlaws((name) => !form.byName.has(name));
    await this.#work.settle();
    return made.lost;
  }

  /** What the server warned of stays beside the record. */
  #begin({ $warnings, ...rest }: Wire & { readonly $warnings?: unknown }): void {
    const record = rest as Wire;
    this.base = record;
    this.edited = record;
    this.#began = record;
    this.#untouched = true;
    this.#forget();
    const warnings = worthSaying($warnings);
    this.#remarks.answered = warnings.map((one) => ({ ...one, severity: 'warning' as const }));
    this.#remarks.tried = warnings.length > 0;
  }

  /** A new one with its defaults; a copy is worth saving as it is. */
  #beginNew(copy: JsonObject | null): void {
    const { sharing } = this.form;
    const shared = sharing && sharing.allowed.length > 1 ? { sharing: sharing.default } : {};
    this.base = null;
    this.edited = { ...(copy ?? remembered(this.form)), ...shared };
    this.#began = {};
    this.#untouched = copy === null;
    this.#forget();
  }

  #forget(): void {
    this.#remarks.forget();
    this.#steps.forget();
    this.failure = null;
  }

  #seen(): void {
    if (this.#untouched) this.#began = this.edited;
    this.#remarks.seen(this.edited);
    this.#changed();
  }

  /** Nobody has changed anything yet. */
  get isUntouched(): boolean {
    return this.#untouched;
  }

  /** Fills in a first value, which leaving may lose; a field that somebody was faster to fill in keeps his. */
  offer(field: Field, value: Json): void {
    if (this.#remarks.isTouched(`/${field.name}`)) return;
    this.#work.put(field, value);
    this.#work.now();
  }

  change(field: Field, value: Json): void {
    if (isSame(this.edited[field.name], value) && !field.rows) return;
    this.#untouched = false;
    this.failure = null;
    this.#steps.note(field.name, this.edited, Date.now());
    this.#work.put(field, value);
    this.#remarks.touch(`/${field.name}`);
    if (this.#work.soon(field)) this.#changed();
  }

  /** Goes a step back in what is not saved, or forth again; answers whether there was one. */
  turn(how: 'undo' | 'redo'): boolean {
    if (this.isReadonly || this.busy) return false;
    const record = this.#steps[how](this.edited);
    if (record) this.resume(record);
    return record !== undefined;
  }

  /** Goes on with a record as somebody typed it before. */
  resume(edited: JsonObject): void {
    this.edited = edited;
    this.#untouched = false;
    void this.#work.settle();
  }

  flaw(path: string, sentence: string | null, flaw: Partial<Flaw> = {}): void {
    const { cells = () => [], text } = flaw;
    if (this.#remarks.flaw(path, sentence, { cells, text })) this.#changed();
  }

  /** Typed texts that are no values, by path. */
  get flaws(): ReadonlyMap<string, Flaw> {
    return this.#remarks.flaws;
  }

  state(field: Field): FieldState & { readonly fixed: boolean } {
    const known = this.look?.states.get(field.id) ?? { visible: true, required: false, readonly: false };
    const fixed = field.fixed && this.base !== null;
    const may =
      !this.isReadonly && isGiven(field) && (field.path === '' || this.form.writable.has(field.path));
    const required = known.required || needsPlace(this.form, field, this.base);
    return { ...known, required, readonly: known.readonly || fixed || !may, fixed };
  }

  get isReadonly(): boolean {
    return !this.mayEdit || this.obstacle('edit') !== undefined;
  }

  get live(): RecordLive | null {
    return this.#work.live;
  }

  /** What is seen of it, as far as it is worked out. */
  get look(): Look | null {
    return this.#work.look;
  }

  /** Everything to be said about the record now; what nobody has come to yet is not called missing. */
  get findings(): readonly Finding[] {
    const look = this.isReadonly ? null : this.look;
    return this.#remarks.findings({ form: this.form, look, say: this.#say });
  }

  async save(): Promise<Outcome> {
    this.#work.rest();
    this.#remarks.tried = true;
    this.failure = null;
    this.merged = null;
    this.#remarks.answered = [];
    if (this.base || Object.keys(this.edited).length > 0) await this.#work.settle();
    if (this.#remarks.isFlawed) {
      this.#changed();
      return 'refused';
    }
    return this.#send();
  }

  get #sending(): Sending {
    return sendingOf(this.form, this.edited, this.base, this.live?.begun(this.#began) ?? this.#began);
  }

  /** Answers the body that a save would send, for the basket; null: some field is not right yet. */
  async unsent(): Promise<Sending | null> {
    this.#remarks.tried = true;
    await this.#work.settle();
    return this.findings.some(({ severity }) => severity === 'error') ? null : this.#sending;
  }

  /** What others saved elsewhere in the record meanwhile is taken up; where both changed the same, somebody is asked. */
  async #send(): Promise<Outcome> {
    this.busy = true;
    this.#changed();
    try {
      for (;;) {
        const { form, base, edited } = this;
        try {
          await this.takeBeside(await writeRecord(this, this.#sending), edited);
          this.former = base;
          remember(form, edited);
          return 'saved';
        } catch (failure) {
          const met = await metBy(failure, this);
          if (!met) return this.#refused(failure);
          if (!met.merged) {
            this.current = met.current;
            return 'conflict';
          }
          this.merged = met.current;
          this.base = this.#began = met.current;
          this.edited = met.merged;
          this.#steps.forget();
          await this.#work.settle();
        }
      }
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  #refused(failure: unknown): Outcome {
    if (!(failure instanceof ApiProblem)) throw failure;
    this.failure = failure;
    if (failure.status === 404 && this.base) return 'gone';
    this.#remarks.answered = failure.errors.filter(({ severity }) => severity !== 'warning');
    return 'refused';
  }

  /** The record as the server has it now. */
  take(saved: Wire): void {
    this.#begin(saved);
    this.current = null;
    void this.#work.settle();
    void renewRights(this, () => this.#changed());
  }

  /** The same, beside what was typed since it was `sent`; by default, since one began. */
  async takeBeside(saved: Wire, sent = this.#began): Promise<void> {
    if (this.edited === sent && !this.#remarks.isFlawed) return this.take(saved);
    const { typedOn } = await import('./record-typed-on.ts');
    const edited = typedOn(this.form, sent, this.edited, saved);
    const flaws = new Map(this.flaws);
    this.take(saved);
    if (isChangedIn(this.form, edited, saved)) this.resume(edited);
    for (const [path, flaw] of flaws) this.flaw(path, flaw.sentence, flaw);
  }

  /** Says what was found about the record as it is saved, by whoever would do something with it. */
  tell(problems: readonly FieldProblem[]): void {
    this.#remarks.answered = problems;
    this.#remarks.tried = true;
    this.#changed();
  }

  /** Goes on from what the record became meanwhile, with what was decided about each difference. */
  rebase(current: Wire, edited: JsonObject): void {
    this.base = this.#began = current;
    this.edited = edited;
    this.#untouched = false;
    this.current = null;
    this.#steps.forget();
    this.restart();
  }

  /** Back to what the server has. */
  revert(): void {
    if (this.base) this.#begin(this.base);
    else this.#beginNew(null);
    this.restart();
  }

  /** Another record with the same content: the one it was is gone. */
  becomeNew(): void {
    this.#beginNew(copyOf(this.edited, this.form));
    this.restart();
  }

  /** All controls begin anew. */
  restart(): void {
    this.version += 1;
    void this.#work.settle();
  }

  /** Reads it anew, after something else changed it; what is not saved yet stays. */
  async reload(): Promise<void> {
    const { base, isSetting } = this;
    const { name } = this.place.outline;
    const reading = isSetting ? readSetting(name) : readRecord(name, base?.id ?? '');
    const [{ record }, { mergeRecords }] = await Promise.all([reading, import('./record-merge.ts')]);
    // Saved while it was on its way: what was read may be older than that.
    if (base !== this.base) return this.reload();
    if (base && this.dirty) {
      const merge = mergeRecords(this.form, base, this.edited, record);
      // A field that both changed is asked about when it is saved.
      if (merge.conflicts.length > 0) return;
      this.edited = merge.settle(new Map());
      this.base = this.#began = record;
      // A step back leads to no record that others have changed since.
      this.#steps.forget();
      return this.#work.settle();
    }
    this.take(record);
    this.restart();
  }

  #changed(): void {
    // A field that is no longer shown is not asked for.
    this.#remarks.dropFlaws((name) => {
      const field = this.form.byName.get(name);
      return field !== undefined && this.look?.states.get(field.id)?.visible === false;
    });
    this.dispatchEvent(new Event('change'));
  }
}
