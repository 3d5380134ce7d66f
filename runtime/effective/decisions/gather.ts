import { append } from '../../../metadata/common/append.ts';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Configuration, Reads } from '../../../rules/decisions/decision.ts';
import { used } from '../../../rules/decisions/rules.ts';
import type { UsedRecord } from '../../../rules/decisions/trace.ts';
import type { Candidate } from '../../../rules/match/candidate.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import { snapshot } from '../../../rules/match/snapshot.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { effectiveValue } from '../../../rules/params/effective.ts';
import { meantBy } from '../../../rules/params/parameter-door.ts';
import { askOf } from '../../../rules/params/set-values.ts';
import { type Call, readParameters } from '../../call/call.ts';
import { platformUser } from '../../call/system-call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { settingId } from '../../storage/store/record/stored.ts';
import { ruleForm } from '../match/rule-form.ts';
import { createRuleSet, type RuleSet } from '../match/rule-set.ts';
import type { DecisionParts, OrgView } from './decision-parts.ts';
import { maySee } from './may-see.ts';
import type { RecordCache } from './record-cache.ts';
import { recordsThen } from './records-then.ts';
import { type RulesThen, rulesIn } from './rules-in.ts';
import type { Tried } from './trial.ts';
import { noView, usable, usedBy, type View, viewOf } from './view.ts';

/** For whom, when and with what in place of what is stored. */
export interface GatherAsked {
  /** With the moment of the decision, and what was served then. */
  readonly call: Call;
  readonly reads: Reads;
  /** The configuration as it stood with that revision. Default: as it is. */
  readonly revision?: number;
  readonly tried?: Tried;
  /** Everything is read, whatever the rights of the call. */
  readonly whole: boolean;
}

export interface UsedParameter {
  readonly type: string;
  readonly key: string;
  readonly text: string | null;
  /** Id of the organisation it is set for; null: for the whole system, or nowhere. */
  readonly org: string | null;
  readonly revision: number | null;
}

/** A form or parameter that a decision was not shown, since the caller may not see it. */
export interface Unseen {
  /** Name of a form, or type of a parameter. */
  readonly form?: string;
  readonly parameter?: string;
  readonly label: Label;
}

export interface Gathered {
  readonly configuration: Configuration;
  /** Answers the configuration that was asked for so far, beside the records that steps name. */
  used(): {
    readonly records: readonly UsedRecord[];
    readonly settings: readonly UsedRecord[];
    readonly parameters: readonly UsedParameter[];
  };
  /** The rules of a form as they are then; by its id. */
  readonly rules: ReadonlyMap<string, RulesThen>;
  readonly unseen: readonly Unseen[];
  /**
   * Answers whether the organisation has the named record of a form, switched off or not; an unseen form has none to
   * tell.
   */
  has(form: string, name: string): boolean;
}

/** Organisations of which one remembers what they see of a form. */
const mostViews = 50;

/** The configuration of an organisation as one decision reads it: it stays so, whatever is written meanwhile. */
export async function gather(parts: DecisionParts, asked: GatherAsked): Promise<Gathered> {
  const { call, reads, whole } = asked;
  const { served, org, now } = call;
  const { model } = served;
  const isSignedIn = call.user.id !== platformUser.id;
  const rights = [...(reads.rules ?? []), ...(reads.records ?? []), ...(reads.settings ?? [])];
  const forms = [...new Set(rights)].flatMap((id) => model.formsById.get(id) ?? []);
  const seen = forms.filter((form) => whole || maySee(call, form));
  const views = new Map<string, View>();
  const recordCaches = new Map<string, RecordCache>();
  const rules = new Map<string, RulesThen>();
  for (const form of seen) {
    const cache = await cacheOf(parts, asked, form);
    recordCaches.set(form.id, cache);
    views.set(form.id, await viewFor(parts, asked, form, cache));
  }
  for (const form of seen) {
    const view = views.get(form.id);
    if (!view || !(reads.rules ?? []).includes(form.id)) continue;
    const found = await rulesThen(parts, asked, form, view);
    if (found) rules.set(form.id, found);
  }
  const winners = new Map<string, UsedRecord>();
  const settings = new Map<string, UsedRecord>();
  const parameters = new Map<string, UsedParameter>();
  const hidden = new Set<string>();
  const place = readParameters(call, org);
  const values = asked.tried?.values ?? place.values;

  function parameter(type: string, key: string): string | null {
    const stated = asked.tried?.parameters.get(`${type}/${key}`);
    const address = addressOf(model, type, key);
    if (stated !== undefined || !address) {
      parameters.set(`${type}/${key}`, { type, key, text: stated ?? null, org: null, revision: null });
      return stated ?? null;
    }
    if (hidden.has(type)) return null;
    const set = effectiveValue(askOf(address, values, { ...place, org }));
    const text = meantBy(address, set);
    const revision = set?.written?.revision ?? null;
    parameters.set(`${type}/${key}`, { type, key, text, org: set?.org ?? null, revision });
    return text;
  }

  for (const type of reads.parameters ?? []) {
    const scope = call.rights.parameters(type, 'read');
    if (!whole && scope !== 'all' && !scope.has(org)) hidden.add(type);
  }

  const configuration: Configuration = {
    rules: rulesIn({
      parts,
      call,
      forms: rules,
      won: (form, record) => winners.set(`${form} ${record['id']}`, used(form, record)),
    }),
    parameter,
    setting(id) {
      const form = model.formsById.get(id);
      const record = form && views.get(id)?.byId.get(settingId(form, org));
      if (record) settings.set(id, used(id, record));
      return record ?? defaultsOf(form);
    },
    records: (form) => views.get(form)?.ordered ?? [],
    record: (form, reference) => recordIn(views.get(form) ?? noView, reference),
    shape(id) {
      const form = model.formsById.get(id);
      if (!form) throw new Error(`the model has no form ${id}`);
      return form;
    },
    sees: (id) => views.has(id),
    org,
    now,
    zone: parts.zone(org),
    user: isSignedIn ? call.user.name : null,
    userId: isSignedIn ? call.user.id : null,
    pause: timeSlices(),
  };
  return {
    configuration,
    rules,
    has(id, name) {
      const cache = recordCaches.get(id);
      const form = model.formsById.get(id);
      if (!cache || !form || recordIn(views.get(id) ?? noView, name)) return true;
      const isUsed = usedBy(org, served.orgs);
      for (const rule of recordsOf(cache, form, asked.tried))
        if (isNamed(form, rule, name) && isUsed(form, rule)) return true;
      return false;
    },
    used: () => ({
      records: [...winners.values()],
      settings: [...settings.values()],
      parameters: [...parameters.values()],
    }),
    unseen: [
      ...forms.filter((form) => !seen.includes(form)).map(({ name, label }) => ({ form: name, label })),
      ...[...hidden].map((type) => ({
        parameter: type,
        label: model.params.get(type)?.label ?? { zh: type, en: type },
      })),
    ],
  };
}

async function cacheOf(
  parts: DecisionParts,
  { call, revision }: GatherAsked,
  form: Form,
): Promise<RecordCache> {
  if (revision === undefined) return parts.recordCaches.of(call.served, form);
  return recordsThen(parts.reader, form, revision, parts.apply);
}

async function viewFor(
  parts: DecisionParts,
  { call, revision, tried }: GatherAsked,
  form: Form,
  cache: RecordCache,
): Promise<View> {
  const { served, org, now } = call;
  const overrides = tried?.records.get(form.id);
  const isPlain = revision === undefined && !overrides && !tried?.only.has(form.id);
  const state = `${now.localDate} ${parts.labelled()}`;
  const known = isPlain ? parts.views.get(cache)?.get(org) : undefined;
  if (known && known.tree === served.orgs && known.state === state) return known.view;
  const asked = { form, org, tree: served.orgs, date: now.localDate };
  const records = await usable({ ...asked, records: recordsOf(cache, form, tried) });
  const labelOf = (target: string, id: string): JsonObject | undefined => {
    const own = tried?.records.get(target)?.get(id);
    if (!own) return parts.labels.peek(target, id);
    const of = served.model.formsById.get(target);
    const { record } = own;
    return { id, number: record[of?.number?.id ?? ''] ?? null, name: record[of?.title?.id ?? ''] ?? null };
  };
  const wanted = new Map<string, Set<string>>();
  const first = viewOf(form, records, labelOf, wanted);
  if (wanted.size > 0) await parts.labels.load(parts.reader, served, wanted);
  const view = wanted.size > 0 ? viewOf(form, records, labelOf, new Map()) : first;
  if (isPlain) {
    const ofCache = parts.views.get(cache) ?? new BoundedMap<string, OrgView>(mostViews);
    parts.views.set(cache, ofCache.set(org, { tree: served.orgs, state, view }));
  }
  return view;
}

function isNamed({ number }: Form, { record }: RuleRecord, name: string): boolean {
  return record.id === name || (number !== undefined && record[number.id] === name);
}

function* recordsOf({ records }: RecordCache, form: Form, tried: Tried | undefined): Iterable<RuleRecord> {
  const overrides = tried?.records.get(form.id);
  if (!tried?.only.has(form.id)) for (const [id, rule] of records) if (!overrides?.has(id)) yield rule;
  for (const rule of overrides?.values() ?? []) if (rule) yield rule;
}

async function rulesThen(
  parts: DecisionParts,
  { call, revision, tried }: GatherAsked,
  form: Form,
  view: View,
): Promise<RulesThen | null> {
  const set =
    revision === undefined
      ? await parts.ruleSet(call.served, form)
      : await setThen(parts, call, form, revision);
  if (!set) return null;
  const overrides = tried?.records.get(form.id);
  const isOnly = tried?.only.has(form.id) === true;
  const rules = { form, facts: set.facts, view };
  if (!overrides && !isOnly) return { ...rules, snapshot: set.snapshot(), needs: set.needs };
  const before = set.snapshot();
  const put: Candidate[] = [];
  for (const rule of overrides?.values() ?? []) if (rule) append(put, await set.candidatesOf(rule));
  const remove = [...(overrides?.keys() ?? [])].flatMap((id) =>
    before.ranksOfRecord(id).flatMap((rank) => before.ranked[rank]?.id ?? []),
  );
  const { order, emptyMatches } = set.matching;
  const next = isOnly
    ? snapshot(put, { order, emptyMatches })
    : await before.later({ put, remove }, timeSlices());
  const compiled = put.flatMap(({ condition, aim }) => [
    ...(condition && 'node' in condition ? [condition] : []),
    ...(aim ? [aim.whole] : []),
  ]);
  return { ...rules, snapshot: next, needs: set.needs.wider(compiled) };
}

async function setThen(
  parts: DecisionParts,
  { served }: Call,
  form: Form,
  revision: number,
): Promise<RuleSet | null> {
  const known = ruleForm(form, served.model);
  if (!known) return null;
  const { records } = await recordsThen(parts.reader, form, revision, parts.apply);
  const set = createRuleSet(known, {
    some: async (ids) => ids.flatMap((id) => records.get(id) ?? []),
    async *pages() {
      yield [...records.values()];
    },
  });
  await set.load();
  return set;
}

/** Answers the defaults of a setting that was never saved. */
function defaultsOf(form: Form | undefined): JsonObject {
  const defaults = (form?.fields ?? []).flatMap(({ id, default: value }) =>
    value === undefined || isObject(value) ? [] : [[id, value] as const],
  );
  return Object.fromEntries(defaults);
}

function recordIn({ byId, byNumber }: View, reference: Json | undefined): JsonObject | null {
  if (typeof reference === 'string') return byId.get(reference) ?? byNumber.get(reference) ?? null;
  if (!isObject(reference)) return null;
  const { id, number } = reference;
  const found = typeof id === 'string' ? byId.get(id) : undefined;
  return found ?? (typeof number === 'string' ? (byNumber.get(number) ?? null) : null);
}
