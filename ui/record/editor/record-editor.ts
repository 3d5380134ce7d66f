import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import type { SavedRecord } from '../../../metadata/contract/records/record.ts';
import type { Field } from '../../../metadata/field.ts';
import type { FieldState } from '../../../rules/behaviour/behaviour.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isSame } from '../../model/record-same.ts';
import { ApiProblem } from '../../session/api.ts';
import { session } from '../../session/session.ts';
import { needsPlace } from './one-tree.ts';
import { changeOf, pauseFor } from './record-change.ts';
import { type Finding, type Flaw, findingsOf, inReadingOrder, worthSaying } from './record-findings.ts';
import type { Rename } from './record-ids.ts';
import type { Look, RecordLive, Since } from './record-live.ts';
import type { openLive } from './record-open.ts';
import { type FoundRecord, type RecordPlace, readPlace, readRecord, readSetting } from './record-place.ts';
import { changedNames, copyOf, isGiven, type Sending, sendingOf, type Wire } from './record-sending.ts';
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
  look: Look | null = null;
  /** Counts what makes all controls begin anew. */
  version = 0;
  busy = false;
  /** Of an organisation whose records the person may manage; others' are only used. */
  managed = true;
  #may: FoundRecord['may'] = null;
  /** The record as others saved it meanwhile, after a save that met it. */
  current: Wire | null = null;
  failure: ApiProblem | null = null;
  readonly #flaws = new Map<string, Flaw>();
  readonly #touched = new Set<string>();
  /** Somebody tried to save the record since it was last saved. */
  tried = false;
  #problems: readonly FieldProblem[] = [];
  #live: RecordLive | null = null;
  #rename: Rename = (value) => value;
  #say: (problem: Problem) => string = ({ code }) => code;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
  /** Whether the person may save it at all, as far as the page can know. */
  get mayEdit(): boolean {
    return this.base || this.isSetting ? this.may('edit') : this.managed && this.form.can.has('create');
  }
  /** Answers whether the person may do an action to the record, which takes the right where it was created. */
  may(action: string): boolean {
    return this.managed && this.form.can.has(action) && (this.#may?.has(action) ?? true);
  }

  get dirty(): boolean {
    if (this.#flaws.size > 0) return true;
    return changedNames(this.form, this.edited, this.#began).length > 0;
  }
  /** As it stood when one began, with everything filled in: leaving that loses nothing. */
  #began: JsonObject = {};
  #untouched = true;

  async load(): Promise<void> {
    const [{ openLive }, { form, targets, found }] = await Promise.all([opener(), readPlace(this.place)]);
    this.#shape(form, await openLive(form, targets));
    const fresh = this.place.record === 'new' && !this.isSetting;
    this.managed = fresh || (found?.managed ?? true);
    this.#may = fresh ? null : (found?.may ?? null);
    if (found && !fresh) this.#begin(found.record);
    else this.#beginNew(found ? copyOf(found.record, form) : null);
    await this.#settle();
  }

  #shape(form: FormModel, { live, rename, say }: Awaited<ReturnType<typeof openLive>>): void {
    this.form = form;
    this.#live = live;
    this.#rename = rename;
    this.#say = say;
  }

  /**
   * Goes on under the model that was published meanwhile, with all that is not saved. Answers the fields whose
   * unsaved values have no place any more; null: the form is as it was.
   */
  async reshape(): Promise<readonly Field[] | null> {
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
    this.#problems = [];
    this.failure = null;
    for (const path of this.#flaws.keys()) if (!form.byName.has(path.slice(1))) this.#flaws.delete(path);
    await this.#settle();
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
    this.#problems = warnings.map((one) => ({ ...one, severity: 'warning' as const }));
    this.tried = warnings.length > 0;
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
    this.#flaws.clear();
    this.#touched.clear();
    this.tried = false;
    this.#problems = [];
    this.failure = null;
  }

  /** Waits until everything that is filled in from elsewhere stands there; whatever is typed meanwhile goes in with it. */
  async #settle(): Promise<void> {
    const live = this.#live;
    if (!live) return;
    const turn = ++this.#turn;
    for (let round = 0; round < 4; round++) {
      if (live.isLoading || live.lacks(this.edited)) await live.load(this.edited);
      if (turn !== this.#turn) return;
      if (!this.isReadonly) this.edited = live.complete(this.edited, this.base);
      if (!live.lacks(this.edited)) break;
    }
    this.#see(live.look(this.edited, this.base));
  }

  #see(look: Look): void {
    this.look = look;
    this.#looked = this.edited;
    this.#unseen.clear();
    if (this.#untouched) this.#began = this.edited;
    this.#changed();
  }

  /** At once where nothing has to be fetched: a page that is typed into keeps up. */
  #evaluate(): void {
    const live = this.#live;
    if (!live) return;
    if (live.lacks(this.edited)) return void this.#settle();
    const since = this.#since();
    this.edited = live.complete(this.edited, this.base, since?.affected);
    if (live.lacks(this.edited)) void this.#settle();
    this.#see(live.look(this.edited, this.base, since));
  }
  /** The record that `look` is about. */
  #looked: JsonObject = {};
  /** Names of the fields that changed since. */
  readonly #unseen = new Set<string>();

  /** Nobody has changed anything yet. */
  get isUntouched(): boolean {
    return this.#untouched;
  }

  /** Fills in a first value, which leaving may lose; a field that somebody was faster to fill in keeps his. */
  offer(field: Field, value: Json): void {
    if (this.#isTouched(`/${field.name}`)) return;
    this.edited = { ...this.edited, [field.name]: value };
    this.#unseen.add(field.name);
    this.#evaluate();
  }

  change(field: Field, value: Json): void {
    if (isSame(this.edited[field.name], value) && !field.rows) return;
    this.#untouched = false;
    this.edited = { ...this.edited, [field.name]: value };
    this.#unseen.add(field.name);
    this.#touched.add(`/${field.name}`);
    this.#problems = this.#problems.filter(
      ({ path }) => path !== `/${field.name}` && !path.startsWith(`/${field.name}/`),
    );
    clearTimeout(this.#timer);
    const pause = pauseFor(field, this.#since()?.affected, this.form, this.edited);
    if (pause > 0) {
      this.#changed();
      this.#timer = setTimeout(() => this.#evaluate(), pause);
    } else this.#evaluate();
  }

  /** What all that changed since the last look may have made another; undefined: anything. */
  #since(): Since | undefined {
    const { look } = this;
    const change = look && changeOf(this.form, this.#looked, this.edited, this.#unseen);
    const affected = change ? this.#live?.affected(change, this.edited) : undefined;
    return look && affected ? { look, affected } : undefined;
  }

  flaw(path: string, sentence: string | null, cells: Flaw['cells'] = () => []): void {
    const flaw = this.#flaws.get(path);
    if (sentence === null) this.#flaws.delete(path);
    else this.#flaws.set(path, { sentence, cells });
    if ((flaw?.sentence ?? null) === sentence) return;
    this.#touched.add(path);
    this.#changed();
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
    return !this.mayEdit || (this.base !== null && this.#live?.locked(this.base) !== undefined);
  }

  get live(): RecordLive | null {
    return this.#live;
  }

  /** Everything to be said about the record now; what nobody has come to yet is not called missing. */
  get findings(): readonly Finding[] {
    const due = ({ path, code }: Problem) => this.tried || (code !== 'required' && this.#isTouched(path));
    const { problems = [], warnings = [] } = (!this.isReadonly && this.look) || {};
    const judged = { problems: problems.filter(due), warnings, say: this.#say };
    return inReadingOrder(findingsOf(this.#flaws, this.#problems, judged), this.form);
  }

  #isTouched(path: string): boolean {
    return [...this.#touched].some((one) => path === one || path.startsWith(`${one}/`));
  }

  async save(): Promise<Outcome> {
    clearTimeout(this.#timer);
    this.tried = true;
    this.failure = null;
    this.#problems = [];
    if (this.base || Object.keys(this.edited).length > 0) await this.#settle();
    if (this.#flaws.size > 0) {
      this.#changed();
      return 'refused';
    }
    return this.#send(this.#sending);
  }

  get #sending(): Sending {
    return sendingOf(this.form, this.edited, this.base, this.#live?.begun(this.#began) ?? this.#began);
  }

  /** Answers the body that a save would send, for the basket; null: some field is not right yet. */
  async unsent(): Promise<Sending | null> {
    this.tried = true;
    await this.#settle();
    return this.findings.some(({ severity }) => severity === 'error') ? null : this.#sending;
  }

  #write({ method, body }: Sending): Promise<SavedRecord> {
    const { name: form } = this.place.outline;
    if (method === 'POST') return session.api.call('POST /api/forms/:form/records', { path: { form }, body });
    const { id = '', revision: ifMatch = 0 } = this.base ?? {};
    if (this.isSetting)
      return session.api.call(`${method} /api/forms/:form/record`, { path: { form }, body, ifMatch });
    return session.api.call(`${method} /api/forms/:form/records/:id`, { path: { form, id }, body, ifMatch });
  }

  async #send(sending: Sending): Promise<Outcome> {
    this.busy = true;
    this.#changed();
    try {
      const { form, edited } = this;
      this.take(await this.#write(sending));
      remember(form, edited);
      return 'saved';
    } catch (failure) {
      if (!(failure instanceof ApiProblem)) throw failure;
      if (failure.status === 412) {
        this.current = failure.body['current'] as Wire;
        return 'conflict';
      }
      this.failure = failure;
      if (failure.status === 404 && this.base) return 'gone';
      this.#problems = failure.errors.filter(({ severity }) => severity !== 'warning');
      return 'refused';
    } finally {
      this.busy = false;
      this.#changed();
    }
  }

  /** The record as the server has it now. */
  take(saved: Wire): void {
    this.#begin(saved);
    this.current = null;
    void this.#settle();
  }

  /** Says what was found about the record as it is saved, by whoever would do something with it. */
  tell(problems: readonly FieldProblem[]): void {
    this.#problems = problems;
    this.tried = true;
    this.#changed();
  }

  /** Goes on from what the record became meanwhile, with what was decided about each difference. */
  rebase(current: Wire, edited: JsonObject): void {
    this.base = this.#began = current;
    this.edited = edited;
    this.#untouched = false;
    this.current = null;
    this.#restart();
  }

  /** Back to what the server has. */
  revert(): void {
    if (this.base) this.#begin(this.base);
    else this.#beginNew(null);
    this.#restart();
  }

  /** Another record with the same content: the one it was is gone. */
  becomeNew(): void {
    this.#beginNew(copyOf(this.edited, this.form));
    this.#restart();
  }

  #restart(): void {
    this.version += 1;
    void this.#settle();
  }

  /** Reads it anew, after something else changed it; what is not saved yet stays. */
  async reload(): Promise<void> {
    const { name } = this.place.outline;
    const reading = this.isSetting ? readSetting(name) : readRecord(name, this.base?.id ?? '');
    const [{ record }, { mergeRecords }] = await Promise.all([reading, import('./record-merge.ts')]);
    if (this.base && this.dirty) {
      const merge = mergeRecords(this.form, this.base, this.edited, record);
      // A field that both changed is asked about when it is saved.
      if (merge.conflicts.length > 0) return;
      this.edited = merge.settle(new Map());
      this.base = this.#began = record;
      return this.#settle();
    }
    this.take(record);
    this.version += 1;
    this.#changed();
  }

  #changed(): void {
    // A field that is no longer shown is not asked for.
    for (const path of this.#flaws.keys()) {
      const field = this.form.byName.get(path.slice(1));
      if (field && this.look?.states.get(field.id)?.visible === false) this.#flaws.delete(path);
    }
    this.dispatchEvent(new Event('change'));
  }
}
