import type { Result } from '../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { loadPatterns } from '../../metadata/common/pattern.ts';
import type { Form } from '../../metadata/model.ts';
import type { OptionSource } from '../../metadata/source.ts';
import { isVirtual } from '../../metadata/virtual.ts';
import { test } from '../condition/closure.ts';
import { usesPatterns } from '../condition/compile.ts';
import { FactAlmanac, holdsByRule } from '../condition/evaluate.ts';
import type { Facts } from '../condition/facts.ts';
import type { FilterNode } from '../condition/filter.ts';
import { toFilter } from '../condition/to-filter.ts';
import { inOneGo, withPauses } from '../formula/steps.ts';
import { type Affected, affectedBy, type Change } from './affected.ts';
import { type At, findField } from './at.ts';
import { chosenForm, misfits } from './chosen-form.ts';
import { compileForm, type FormRules, type ShapeRules, type When } from './compile-form.ts';
import { completeRecord } from './complete.ts';
import type { FormContext } from './condition-place.ts';
import {
  type Asking,
  type Context,
  factsOf,
  holds,
  type Inspection,
  pickFacts,
  pickKnown,
  recordPart,
} from './context.ts';
import { untouchedPlaces } from './following.ts';
import { appearingDefaults, type WithoutHidden, withoutHidden } from './hidden-values.ts';
import { hasTwins, inspectRecord } from './inspect.ts';
import { isGiven, isVisible } from './inspect-fields.ts';
import { type Needed, neededBy, type Obstacle, obstacleTo } from './locks.ts';
import { type Only, partsAt } from './record-parts.ts';
import { claimsOf, type UniqueClaim } from './unique-claims.ts';

/**
 * The behaviour of a form: judges and completes its records by the form's metadata, the same in Node and in a browser.
 * Records are plain objects by field ids; paths in problems are by today's names, as the record was sent. Verdicts that
 * decide something are json-rules-engine's; those that only draw a page are the closures', which say the same at once.
 */
export interface Behaviour {
  readonly form: Form;
  /** Paths of references whose records `Context.target` should know: for conditions, carried and computed fields. */
  readonly references: ReadonlySet<string>;
  /** Those of them that lead to what is filled in when a record is read. */
  readonly virtualReferences: ReadonlySet<string>;
  /** Ids of the settings whose documents `Context.call.settings` should know: conditions ask them. */
  readonly settings: ReadonlySet<string>;
  /** Whether `Context.call.workDays` should be known: formulas go by them. */
  readonly byCalendar: boolean;
  /** Defaults, carried and computed fields filled in, in a copy. Before is null for a new record. */
  complete(record: JsonObject, before: JsonObject | null, context: Context, affected?: Affected): JsonObject;
  /** The same step by step: whoever drives it may let others run, or give it up. */
  completing(
    record: JsonObject,
    before: JsonObject | null,
    context: Context,
    affected?: Affected,
  ): Generator<undefined, JsonObject>;
  /** What a change of a record that was completed and looked at may have made another. */
  affected(change: Change, record: JsonObject): Affected;
  /** Whether rows that have to be unlike each other are among those named. */
  hasTwins(only: Only): boolean;
  /** The same with the pauses of the context. */
  completed(record: JsonObject, before: JsonObject | null, context: Context): Promise<JsonObject>;
  /** Fills in the fields that are not kept, in a copy, with the pauses of the context. */
  evaluated(record: JsonObject, context: Context): Promise<JsonObject>;
  /** Paths of the fields that follow the formulas of their defaults. */
  readonly following: readonly string[];
  /** Fields of a saved record, by place, that follow the formulas of their defaults, as nobody gave them another value. */
  untouched(record: JsonObject, context: Context): Generator<undefined, ReadonlyMap<string, Json>>;
  /** A completed record without what this save hides, and with the defaults of what it shows; by json-rules-engine. */
  withoutHidden(record: JsonObject, before: JsonObject | null, context: Context): Promise<WithoutHidden>;
  /**
   * Defaults of what the record shows and did not show before, by place, step by step: a page fills them in as they
   * appear.
   */
  appearing(
    record: JsonObject,
    before: JsonObject,
    context: Context,
  ): Generator<undefined, ReadonlyMap<string, Json>>;
  /** Every mistake of a completed record, by json-rules-engine. */
  inspect(record: JsonObject, before: JsonObject | null, context: Context): Promise<Inspection>;
  /** The same at once, for a page; with `only`, of entries only the rows named. */
  inspectNow(record: JsonObject, before: JsonObject | null, context: Context, only?: Only): Inspection;
  /** The same step by step: whoever drives it may let others run, or give it up. */
  inspecting(
    record: JsonObject,
    before: JsonObject | null,
    context: Context,
    only?: Only,
  ): Generator<undefined, Inspection>;
  /** Keys that no other record may have, for the store to compare. */
  claims(record: JsonObject, context: Context): Promise<readonly UniqueClaim[]>;
  /** Returns what keeps an action from being done to a record as it was saved; undefined: nothing that it says. */
  obstacle(action: string, record: JsonObject, context: Context): Promise<Obstacle | undefined>;
  /** The same at once, for a page. */
  obstacleNow(action: string, record: JsonObject, context: Context): Obstacle | undefined;
  /** Finds the fields that actions need which the record offers, and saving it does not: a page marks them. */
  needed(record: JsonObject, context: Context): Needed;
  /** Tells whether an action is offered, by json-rules-engine. */
  offers(action: string, record: JsonObject, context: Context): Promise<boolean>;
  /** By id of the number fields that have some: the name of the series whose condition holds first. */
  series(record: JsonObject, context: Context): Promise<ReadonlyMap<string, string>>;
  fieldState(at: At, record: JsonObject, context: Context): FieldState;
  /** Tabs by name and groups as `tab/group` that are shown. */
  sections(record: JsonObject, context: Context): ReadonlySet<string>;
  /** Names of the groups that stand folded away now, as `tab/group`, as long as nobody opens them. */
  folded(record: JsonObject, context: Context): ReadonlySet<string>;
  /** Names of the blocks that are shown among the fields, where their groups are. */
  blocks(record: JsonObject, context: Context): ReadonlySet<string>;
  /** Names of actions that a page shows. */
  actions(record: JsonObject, context: Context): ReadonlySet<string>;
  /** Options of a choice that can be picked now. */
  options(at: At, record: JsonObject, context: Context): readonly OptionSource[];
  /** Returns the id of the form that is chosen beside a reference; null: none yet; undefined: picked with the record. */
  chosenForm(at: At, record: JsonObject, context: Context): string | null | undefined;
  /** References that no longer fit what is chosen beside them, by place: a page empties them. */
  misfits(record: JsonObject, before: JsonObject | null, context: Context): ReadonlyMap<string, Json>;
  /** Returns the filter of records that can be picked in a reference now; undefined: all. */
  pickFilter(at: At, record: JsonObject, context: Context): Result<FilterNode> | undefined;
}

export interface FieldState {
  readonly visible: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
}

/**
 * Compiled once for a form; keep it by `form.hash`. Throws on conditions that a publish would have refused, unless
 * only a part of the model is known, as in a page: there, what asks for the rest is left to the server.
 */
export function behaviour(form: Form, known: FormContext, of: 'whole' | 'part' = 'whole'): Behaviour {
  const { rules, issues } = compileForm(form, known);
  const [flaw] = issues;
  if (flaw && of === 'whole')
    throw new Error(`form ${form.id} was published unchecked: ${flaw.code} at ${flaw.pointer}`);
  const topOf = (record: JsonObject) => recordPart(record, undefined, undefined);
  return {
    form,
    references: rules.references,
    virtualReferences: new Set(
      rules.steps.filter(({ field }) => isVirtual(field)).flatMap(({ references }) => references),
    ),
    settings: rules.settings,
    byCalendar: rules.byCalendar,
    complete: (record, before, context, affected) =>
      inOneGo(completeRecord(rules, record, before, context, affected)),
    completing: (record, before, context, affected) =>
      completeRecord(rules, record, before, context, affected),
    affected: (change, record) =>
      affectedBy(rules, change, (id) => {
        const rows = record[id];
        return Array.isArray(rows) ? rows.length : 0;
      }),
    hasTwins: (only) => hasTwins(rules, only),
    completed: (record, before, context) =>
      withPauses(completeRecord(rules, record, before, context), context.pause),
    evaluated: (record, context) =>
      withPauses(completeRecord(rules, record, null, { ...context, virtual: 'only' }), context.pause),
    following: rules.followers.flatMap(({ steps }) => steps.map(({ field }) => field.path)),
    untouched: (record, context) => untouchedPlaces(rules, record, context),
    withoutHidden: (record, before, context) =>
      answerByEngine(withoutHidden(rules, record, before, context), context.pause),
    appearing: (record, before, context) =>
      stepsByClosures(appearingDefaults(rules, record, before, context)),
    inspect: async (record, before, context) =>
      answerByEngine(
        inspectRecord(rules, record, before, await withPatterns(rules, record, context)),
        context.pause,
      ),
    inspectNow: (record, before, context, only) =>
      answerByClosures(inspectRecord(rules, record, before, context, only)),
    inspecting: (record, before, context, only) =>
      stepsByClosures(inspectRecord(rules, record, before, context, only)),
    claims: (record, context) => answerByEngine(claimsOf(rules, topOf(record), context, 'others')),
    obstacle: (action, record, context) => answerByEngine(obstacleTo(rules, action, topOf(record), context)),
    obstacleNow: (action, record, context) =>
      answerByClosures(obstacleTo(rules, action, topOf(record), context)),
    needed: (record, context) => answerByClosures(neededBy(rules, record, context)),
    offers: (action, record, context) => {
      const top = topOf(record);
      return answerByEngine(holds(rules.actions.get(action) ?? false, factsOf(top, top, context)));
    },
    async series(record, context) {
      const chosen = new Map<string, string>();
      const top = topOf(record);
      const facts = factsOf(top, top, context);
      for (const [field, all] of rules.series)
        for (const { name, when } of all)
          if (await answerByEngine(holds(when, facts))) {
            chosen.set(field, name);
            break;
          }
      return chosen;
    },
    fieldState: (at, record, context) => {
      const top = topOf(record);
      const { said, part } = findField(rules, top, at);
      const facts = factsOf(part, top, context);
      return {
        visible: answerByClosures(isVisible(rules, said, part, top, context)),
        required: holdsNow(said.required, facts),
        readonly: !isGiven(said.field) || holdsNow(said.readonly, facts),
      };
    },
    sections: (record, context) => shown(rules.layout, record, context),
    folded: (record, context) => shown(rules.folded, record, context),
    blocks: (record, context) => shown(rules.blocks, record, context),
    actions: (record, context) => shown(rules.actions, record, context),
    options: (at, record, context) => {
      const top = topOf(record);
      const { said, part } = findField(rules, top, at);
      const filter = said.optionsFilter;
      const options = (said.field.options ?? said.field.inner?.options ?? []).filter(({ hidden }) => !hidden);
      if (!filter) return options;
      return options.filter(({ value }) =>
        answerByClosures(holds(filter, pickFacts({ value }, part, top, context))),
      );
    },
    chosenForm: (at, record, context) => {
      const top = topOf(record);
      const { said, part } = findField(rules, top, at);
      return chosenForm(said, factsOf(part, top, context));
    },
    misfits: (record, before, context) => misfits(rules, record, before, context),
    pickFilter: (at, record, context) => {
      const top = topOf(record);
      const { said, part } = findField(rules, top, at);
      return said.optionsFilter && toFilter(said.optionsFilter, pickKnown(part, top, context));
    },
  };
  function shown(whens: typeof rules.layout, record: JsonObject, context: Context): ReadonlySet<string> {
    const top = topOf(record);
    const facts = factsOf(top, top, context);
    return new Set([...whens].filter(([, when]) => holdsNow(when, facts)).map(([name]) => name));
  }
}

/** At once, for a page that is being typed into. */
function answerByClosures<T>(asking: Asking<T>): T {
  return inOneGo(stepsByClosures(asking));
}

function holdsNow(when: When, facts: Facts): boolean {
  return typeof when === 'boolean' ? when : test(when)(facts);
}

/** The same with a step at each question. */
function* stepsByClosures<T>(asking: Asking<T>): Generator<undefined, T> {
  let step = asking.next();
  while (!step.done) {
    yield;
    step = asking.next(step.value ? test(step.value.compiled)(step.value.facts) : false);
  }
  return step.value;
}

/** By json-rules-engine; facts asked several times in a row, as those of a record are, are read once. */
async function answerByEngine<T>(asking: Asking<T>, pause?: Context['pause']): Promise<T> {
  let facts: Facts | undefined;
  let almanac: FactAlmanac | undefined;
  let step = asking.next();
  while (!step.done) {
    const question = step.value;
    if (question && (!almanac || facts !== question.facts)) {
      facts = question.facts;
      almanac = new FactAlmanac(facts);
    }
    const answer = question && almanac ? holdsByRule(question.compiled, almanac) : false;
    step = asking.next(typeof answer === 'boolean' ? answer : await answer);
    const resting = pause?.();
    if (resting) await resting;
  }
  return step.value;
}

/** Conditions kept in a record may match patterns: these are loaded when one does. */
async function withPatterns(rules: FormRules, record: JsonObject, context: Context): Promise<Context> {
  if (context.patterns || !askedForPatterns(rules.record, record)) return context;
  return { ...context, patterns: await loadPatterns() };
}

function askedForPatterns(shape: ShapeRules, record: JsonObject): boolean {
  const conditions = shape.fields.filter(({ asks }) => asks);
  const top = recordPart(record, undefined, undefined);
  const here =
    conditions.length > 0 &&
    partsAt(top, shape.entries).some(({ values }) =>
      conditions.some(({ field }) => usesPatterns(values[field.id])),
    );
  return here || shape.rows.some((rows) => askedForPatterns(rows, record));
}
