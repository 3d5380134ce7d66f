import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import type { Affected, Change } from '../../../rules/behaviour/affected.ts';
import { textDoor } from '../../../rules/behaviour/asked-parameters.ts';
import type { FieldState } from '../../../rules/behaviour/behaviour.ts';
import type { Context } from '../../../rules/behaviour/context.ts';
import type { Needed, Obstacle } from '../../../rules/behaviour/locks.ts';
import type { Only } from '../../../rules/behaviour/record-parts.ts';
import type { CallFacts } from '../../../rules/condition/facts.ts';
import { inOneGo } from '../../../rules/formula/steps.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isBlank, isSame } from '../../model/record-same.ts';
import { serverClock } from '../../session/server-clock.ts';
import { session } from '../../session/session.ts';
import { type RowStates, rowStatesOf } from './record-change.ts';
import { namedIn, namesOf, Turned, toIds, turnRows } from './record-ids.ts';
import { differs, type Make, mapped } from './record-mapped.ts';
import type { RecordRules } from './record-rules.ts';
import type { Missing, RecordTargets } from './record-targets.ts';

/** The record as the form's behaviour sees it now: states, sections, actions and problems. */
export interface Look {
  /** The record by ids. */
  readonly record: JsonObject;
  /** By field id. */
  readonly states: ReadonlyMap<string, FieldState>;
  readonly sections: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly needed: Needed;
  /** What is shown among the fields, by name. */
  readonly blocks: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly rowStates: RowStates;
}

/** Milliseconds for which the moment is what it was. */
const sameMoment = 50;

/** The facts of the organisation that the form asks for, as they were when the record was opened. */
export type Asked = Pick<CallFacts, 'settings' | 'workDays'>;

/** What a change reached since the last look: all else is as that found it. */
export interface Since {
  readonly look: Look;
  readonly affected: Affected;
}

/** Runs the form's behaviour in the browser: fills in, shows and hides, and says what is wrong. */
export class RecordLive {
  readonly #form: FormModel;
  readonly #rules: RecordRules;
  readonly #targets: RecordTargets;
  readonly #asked: Asked;
  /** Values that were filled in from a picked record, by place; they follow the next one that is picked. */
  readonly #filled = new Map<string, Json>();

  constructor(form: FormModel, rules: RecordRules, targets: RecordTargets, asked: Asked) {
    this.#form = form;
    this.#rules = rules;
    this.#targets = targets;
    this.#asked = asked;
  }

  /** Cells in sight are asked about by hundreds: the moment is read once for them. */
  get #context() {
    const { org, who } = session;
    const now = performance.now();
    const known = this.#asking;
    if (known && now - known.at < sameMoment && known.org === org && known.who === who) return known.context;
    const context = this.#makeContext();
    this.#asking = { at: now, org, who, context };
    return context;
  }
  #asking: {
    readonly at: number;
    readonly org: typeof session.org;
    readonly who: typeof session.who;
    readonly context: Context;
  } | null = null;

  #makeContext(): Context {
    const { org, who } = session;
    return {
      call: {
        ...serverClock.callFacts,
        ...this.#asked,
      },
      ...(org ? { orgId: org.id } : {}),
      ...(who ? { userId: who.user.id } : {}),
      target: this.#targets.target,
      virtual: 'too' as const,
      parameter: textDoor(this.#form.parameters),
    };
  }

  /** Answers whether the record refers to records that are not loaded. */
  lacks(edited: JsonObject): boolean {
    return this.#missing(edited).length > 0;
  }

  /** Whether some of them are on their way, so that what is seen of the record is seen without them. */
  get isLoading(): boolean {
    return this.#targets.isFetching;
  }

  /** Fetches them, and waits for those that are on their way. */
  load(edited: JsonObject): Promise<void> {
    return this.#targets.fetch(this.#missing(edited));
  }

  #missing(edited: JsonObject): readonly Missing[] {
    const { behaviour } = this.#rules;
    if (behaviour.references.size === 0) return [];
    return this.#targets.missing(this.#form, this.#ids(edited), behaviour.references);
  }

  /** By ids; the same record is turned once, however often it is asked about. */
  #ids(record: JsonObject): JsonObject {
    return toIds(record, this.#form, this.#rules.rename, this.#turned);
  }
  readonly #turned = new Turned();

  /** What a change of a record that was looked at may make another; undefined: so much that all is looked at. */
  affected(change: Change, edited: JsonObject): Affected | undefined {
    if (this.#day !== serverClock.callFacts.today) return undefined;
    return this.#rules.behaviour.affected(change, this.#ids(edited));
  }
  #day: string | undefined;

  /** The record with everything filled in; the same object when nothing is new. With `affected`, the rest is full already. */
  complete(edited: JsonObject, base: JsonObject | null, affected?: Affected): JsonObject {
    return inOneGo(this.completing(edited, base, affected));
  }

  /** The same step by step. Whoever gives it up has changed nothing: what it notes is noted with its last step. */
  *completing(
    edited: JsonObject,
    base: JsonObject | null,
    affected?: Affected,
  ): Generator<undefined, JsonObject> {
    const { behaviour, rename } = this.#rules;
    yield* this.#turn(edited, base);
    const now = this.#ids(edited);
    const before = base && this.#ids(base);
    const only = affected?.rows;
    const context = this.#context;
    const stale = new Set<string>();
    if (before) yield* this.#noteUntouched(before);
    const unfilled = yield* this.#unfilled(now, before, affected, stale);
    const complete = (record: JsonObject) => behaviour.completing(record, before, context, affected);
    const first = yield* complete(unfilled);
    // Before anything is carried from records that do not stay.
    const begun = yield* this.#fitting(unfilled, first, before);
    const filled = begun === unfilled ? first : yield* complete(begun);
    const appeared = before
      ? yield* this.#withAppearing(filled, before, affected)
      : { made: filled, shown: this.#appeared };
    const fitting = yield* this.#fitting(appeared.made, appeared.made, before);
    const made = fitting === appeared.made ? appeared.made : yield* complete(fitting);
    const noted = yield* this.#toNote(now, begun, made, only, stale);
    const isNew = yield* differs(now, made);
    const named = isNew
      ? yield* namesOf(yield* this.#spoken(made, only), this.#form, rename, edited, now)
      : edited;
    this.#appeared = appeared.shown;
    for (const place of stale) this.#filled.delete(place);
    for (const [place, value] of noted) this.#filled.set(place, value);
    return named;
  }

  /** With `since`, only what was reached is judged anew; what was said of other rows stays. */
  look(edited: JsonObject, base: JsonObject | null, since?: Since): Look {
    return inOneGo(this.looking(edited, base, since));
  }

  /** The same step by step. */
  *looking(edited: JsonObject, base: JsonObject | null, since?: Since): Generator<undefined, Look> {
    const { behaviour } = this.#rules;
    yield* this.#turn(edited, base);
    const record = this.#ids(edited);
    const before = base && this.#ids(base);
    const context = this.#context;
    const only = since?.affected.rows;
    const found = yield* behaviour.inspecting(record, before, context, only);
    const twins = only !== undefined && behaviour.hasTwins(only);
    const stays = (problem: Problem) =>
      isTwin(problem) ? !twins : only !== undefined && this.#isElsewhere(problem, only);
    const problems = [...found.problems, ...(since?.look.problems ?? []).filter(stays)];
    const warnings = [...found.warnings, ...(since?.look.warnings ?? []).filter(stays)];
    const states = this.#form.fields.map(
      ({ id }) => [id, behaviour.fieldState({ field: id }, record, context)] as const,
    );
    this.#day = context.call.today;
    return {
      record,
      states: new Map(states),
      sections: behaviour.sections(record, context),
      folded: behaviour.folded(record, context),
      actions: behaviour.actions(record, context),
      needed: behaviour.needed(record, context),
      blocks: behaviour.blocks(record, context),
      problems,
      warnings,
      rowStates: rowStatesOf(this.#form, record, since?.affected, since?.look.rowStates),
    };
  }

  *#turn(...records: readonly (JsonObject | null)[]): Generator<undefined, void> {
    for (const record of records)
      if (record) yield* turnRows(record, this.#form, this.#rules.rename, this.#turned);
  }

  /** Answers what a record as it was saved says against an action; undefined: nothing. */
  obstacle(action: string, base: JsonObject, preset: boolean): Obstacle | undefined {
    const context = { ...this.#makeContext(), preset };
    return this.#rules.behaviour.obstacleNow(action, this.#ids(base), context);
  }

  /** Options that a choice offers now; on a row by its place. */
  options(path: string, rows: readonly number[], edited: JsonObject): readonly OptionSource[] {
    const record = this.#ids(edited);
    return this.#rules.behaviour.options({ field: path, rows }, record, this.#context);
  }

  /** Answers the records that a reference offers now, as a list's filter by names; undefined: all. */
  offered(path: string, rows: readonly number[], edited: JsonObject): Json | undefined {
    const record = this.#ids(edited);
    return this.#rules.offered({ field: path, rows }, record, this.#context);
  }

  /** Answers the form that is chosen beside a reference; null: none yet; undefined: whoever picks the record picks it. */
  chosenForm(path: string, rows: readonly number[], edited: JsonObject): string | null | undefined {
    return this.#rules.behaviour.chosenForm({ field: path, rows }, this.#ids(edited), this.#context);
  }

  state(path: string, rows: readonly number[], edited: JsonObject): FieldState {
    const record = this.#ids(edited);
    return this.#rules.behaviour.fieldState({ field: path, rows }, record, this.#context);
  }

  /** Without references to records of another form than the one that is chosen beside them in the completed record. */
  *#fitting(
    record: JsonObject,
    completed: JsonObject,
    before: JsonObject | null,
  ): Generator<undefined, JsonObject> {
    const misfits = this.#rules.behaviour.misfits(completed, before, this.#context);
    if (misfits.size === 0) return record;
    return yield* mapped(this.#form, record, undefined, '', {
      make: (place, _path, value) => (misfits.has(place) ? null : value),
    });
  }

  /**
   * With the defaults of fields that come to be shown; they go again with the fields, unless somebody wrote over them.
   */
  *#withAppearing(
    filled: JsonObject,
    before: JsonObject,
    affected: Affected | undefined,
  ): Generator<undefined, { readonly made: JsonObject; readonly shown: ReadonlyMap<string, Json> }> {
    const { behaviour } = this.#rules;
    const context = this.#context;
    let made = filled;
    let known = this.#appeared;
    for (let round = 0; round < 4; round++) {
      const shown = yield* behaviour.appearing(made, before, context);
      if (shown.size === 0 && known.size === 0) break;
      const last = known;
      known = shown;
      const make: Make = (place, _path, value, was) => {
        const appearing = shown.get(place);
        if (appearing !== undefined) return last.has(place) || !isBlank(value) ? value : appearing;
        return last.has(place) && isSame(last.get(place), value) ? (was ?? null) : value;
      };
      const next = yield* mapped(this.#form, made, before, '', { make, only: affected?.rows });
      if (!(yield* differs(made, next))) break;
      made = yield* behaviour.completing(next, before, context, affected);
    }
    return { made, shown: known };
  }
  /** Defaults that stand where a field came to be shown, by place. */
  #appeared: ReadonlyMap<string, Json> = new Map();

  /**
   * Answers the values that an edited record began with, appeared defaults among them: one that somebody emptied is
   * sent as empty.
   */
  begun(began: JsonObject): JsonObject {
    const { byId } = this.#form;
    const defaults = [...this.#appeared].flatMap(([place, value]) => {
      const field = byId.get(place.slice(1));
      return field ? [[field.name, value] as const] : [];
    });
    return defaults.length === 0 ? began : { ...began, ...Object.fromEntries(defaults) };
  }

  /**
   * Values that were filled in and left alone go back to what they were, so that they are filled anew; what a default
   * began with, which other fields make, is not there then. All places that were filled in and may be filled anew are
   * `stale`, until the same stands there again: whoever types that himself later means it.
   */
  *#unfilled(
    record: JsonObject,
    before: JsonObject | null,
    affected: Affected | undefined,
    stale: Set<string>,
  ): Generator<undefined, JsonObject> {
    if (this.#filled.size === 0) return record;
    const { begun, following } = this.#rules;
    const only = affected?.rows;
    const make: Make = (place, path, value, was) => {
      // What nothing fills anew stays.
      if (affected && !path.includes('.') && !affected.fields.has(path)) return value;
      if (!this.#filled.has(place)) return value;
      stale.add(place);
      if (!isSame(this.#filled.get(place), value)) return value;
      if (following.has(path)) return undefined;
      return was === undefined && begun.has(path) ? undefined : (was ?? null);
    };
    return yield* mapped(this.#form, record, before ?? undefined, '', { make, only });
  }

  /** What follows the formula of its default in the record as it was saved, since nobody gave it another value. */
  *#noteUntouched(before: JsonObject): Generator<undefined, void> {
    if (this.#rules.following.size === 0 || this.#noted === before) return;
    const untouched = yield* this.#rules.behaviour.untouched(before, this.#context);
    this.#noted = before;
    for (const [place, value] of untouched) this.#filled.set(place, value);
  }
  #noted: JsonObject | null = null;

  /** What came from picked records and other fields into fields that people may change, by place. */
  *#toNote(
    now: JsonObject,
    begun: JsonObject,
    made: JsonObject,
    only: Only | undefined,
    stale: Set<string>,
  ): Generator<undefined, readonly (readonly [string, Json])[]> {
    const { begun: defaults, carried, following } = this.#rules;
    const noted: [string, Json][] = [];
    const noteCarried: Make = (place, path, value, was) => {
      if (stale.has(place) && isSame(this.#filled.get(place), value)) stale.delete(place);
      if (carried.has(path) && !isBlank(value) && !isSame(value, was)) noted.push([place, value]);
      return value;
    };
    if (carried.size + defaults.size > 0)
      yield* mapped(this.#form, made, now, '', { make: noteCarried, only });
    const noteBegun: Make = (place, path, value, was) => {
      const isBegun = defaults.has(path) && was === undefined;
      // Emptied, it begins anew.
      if (isBegun || (following.has(path) && isBlank(was) && !isBlank(value))) noted.push([place, value]);
      return value;
    };
    if (defaults.size > 0) yield* mapped(this.#form, made, begun, '', { make: noteBegun, only });
    return noted;
  }

  /** Defaults of references are ids, and so is what formulas give; people read names. */
  *#spoken(made: JsonObject, only: Only | undefined): Generator<undefined, JsonObject> {
    let known: ReadonlyMap<Json, JsonObject> | undefined;
    const make: Make = (_, path, value) => {
      if (typeof value !== 'string' || !this.#points(path)) return value;
      known ??= namedIn(made);
      return known.get(value) ?? { id: value };
    };
    return yield* mapped(this.#form, made, undefined, '', { make, only });
  }

  /** Answers whether a problem is about a row that was not looked at, though it may be shown at a field of the record. */
  #isElsewhere({ path, params }: Problem, only: Only): boolean {
    const fields = isList(params?.['fields']) ? params['fields'] : [];
    return [path, ...fields].some((one) => {
      const [, name = '', row = ''] = String(one).split('/');
      const entries = this.#form.byName.get(name);
      return row !== '' && entries?.rows !== undefined && !only.get(entries.path)?.has(Number(row));
    });
  }

  #points(path: string): boolean {
    const field = fieldOfPath(this.#form, path);
    return field !== undefined && (field.target ?? field.inner?.target) !== undefined;
  }
}

/** Two rows that agree though they may not: said of one, about another. */
const isTwin = ({ code, params }: Problem) => code === 'not-unique' && params?.['other'] !== undefined;
