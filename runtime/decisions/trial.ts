import type { Problem } from '../../metadata/issue.ts';
import { isObject, type JsonObject, pointerTo } from '../../metadata/json.ts';
import type { Form, Model } from '../../metadata/model.ts';
import { nearNames } from '../../metadata/near-names.ts';
import { isParam } from '../../rules/changes/item.ts';
import type { RuleRecord } from '../../rules/match/match-form.ts';
import { changedValues } from '../../rules/params/changed-values.ts';
import type { SetValues } from '../../rules/params/set-values.ts';
import type { Call } from '../call/call.ts';
import { plansOf, valueChanges } from '../changes/carry-out.ts';
import type { ChangesParts } from '../changes/changes-parts.ts';
import { findSet } from '../changes/keep-set.ts';
import { failureProblems } from '../changes/publish-set.ts';
import { refusal } from '../refusal.ts';
import type { BatchItem, TogetherPlan } from '../store/record/store.ts';
import { settingId } from '../store/record/stored.ts';
import type { Books } from './book.ts';

/** What is tried instead of what is stored. */
export interface Trial {
  /** By name of the form: records as they are saved (`id` or `number` of one that is there: it is changed); of a setting its document. */
  readonly records?: Readonly<Record<string, readonly JsonObject[] | JsonObject>>;
  /** By name of the form: ids or numbers of records that are not there. */
  readonly remove?: Readonly<Record<string, readonly string[]>>;
  /** Names of forms of which nothing but the trial is there. */
  readonly only?: readonly string[];
  /** What parameters are set to, as other systems spell it; null: not set. */
  readonly parameters?: readonly {
    readonly type: string;
    readonly key: string;
    readonly raw: string | null;
  }[];
  /** Id of a change set, as if it were published. */
  readonly changeSet?: string;
}

/** The same, once it was judged as if it were saved. */
export interface Tried {
  /** By id of the form, then of the record; null: it is not there. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, RuleRecord | null>>;
  /** Ids of forms. */
  readonly only: ReadonlySet<string>;
  /** By `type/key`. */
  readonly parameters: ReadonlyMap<string, string | null>;
  readonly values: SetValues | undefined;
}

const trialWrong = refusal('decision-trial-wrong', 422);

interface Step {
  readonly form: Form;
  readonly item: BatchItem;
  /** Where it stands in what was sent. */
  readonly path: string;
}

/** Saves it all and takes it back: what is said of a trial is what saving would say, and nothing stays. */
export async function readTrial(
  parts: { readonly changes: ChangesParts; readonly books: Books },
  call: Call,
  trial: Trial,
): Promise<Tried> {
  const { model } = call.served;
  const problems: Problem[] = [];
  const only = (trial.only ?? []).flatMap((name, at) => {
    const form = formOf(model, name, `/only/${at}`, problems);
    return form ? [form.id] : [];
  });
  const records = new Map<string, Map<string, RuleRecord | null>>();
  const steps = await stepsOf(parts, call, trial, problems);
  for (const { form, id } of await removed(parts, call, trial, problems))
    overridesOf(records, form).set(id, null);
  if (problems.length > 0) throw trialWrong({ count: problems.length }, problems);
  const set = trial.changeSet === undefined ? undefined : await findSet(parts.changes, call, trial.changeSet);
  const { order, plans } = set
    ? plansOf(parts.changes, { call, items: set.items, rights: call.rights, reason: null })
    : { order: [], plans: [] };
  const own: readonly TogetherPlan[] = steps.map(({ form, item }) => () => ({
    call: { ...call, approved: true },
    form,
    item,
  }));
  if (plans.length + own.length > 0) {
    const touched = [
      ...order.map((item) => (isParam(item) ? undefined : model.formsById.get(item.form))),
      ...steps.map(({ form }) => form),
    ];
    const outcome = await parts.changes.store.together(call, [...plans, ...own], {
      rehearsal: true,
      async look(tx, done) {
        for (const [at, form] of touched.entries()) {
          const record = done[at]?.record;
          if (!form || !record) continue;
          const [found] = await parts.books.readerOn(tx, call.served, form).some([record]);
          overridesOf(records, form).set(record, found ?? null);
        }
      },
    });
    const wrong = outcome.failures.flatMap(({ index, refusal: { code, params, problems: found } }) => {
      const step = steps[index - order.length];
      if (!step) return [];
      const head: Problem = { path: step.path, code, params };
      return found.length > 0 ? found.map((one) => ({ ...one, path: step.path + one.path })) : [head];
    });
    const ofSet = set
      ? failureProblems(set.items, order, outcome.failures).map((one) => ({
          ...one,
          path: `/changeSet${one.path}`,
        }))
      : [];
    if (wrong.length + ofSet.length > 0)
      throw trialWrong({ count: wrong.length + ofSet.length }, [...ofSet, ...wrong]);
  }
  return {
    ...{ records, only: new Set(only) },
    parameters: new Map((trial.parameters ?? []).map(({ type, key, raw }) => [`${type}/${key}`, raw])),
    values: set
      ? changedValues(call.served.parameters, valueChanges(call, set.items))
      : call.served.parameters,
  };
}

/** What is tried of a form; of a setting its one document. */
export function bodiesIn(trial: Pick<Trial, 'records'> | undefined, form: string): readonly JsonObject[] {
  const own = trial?.records?.[form];
  if (own === undefined) return [];
  return Array.isArray(own) ? own : [own as JsonObject];
}

function overridesOf(records: Map<string, Map<string, RuleRecord | null>>, form: Form) {
  const own = records.get(form.id) ?? new Map<string, RuleRecord | null>();
  records.set(form.id, own);
  return own;
}

/** Forms that others point at come first, so that a trial may point at what stands in it. */
async function stepsOf(
  { books }: { readonly books: Books },
  call: Call,
  { records = {} }: Trial,
  problems: Problem[],
): Promise<readonly Step[]> {
  const { model } = call.served;
  const given = Object.keys(records).flatMap((name) => {
    const form = formOf(model, name, `/records${pointerTo(name)}`, problems);
    return form ? [{ form, name }] : [];
  });
  const order = pointedAtFirst(given.map(({ form }) => form));
  given.sort((a, b) => order.indexOf(a.form) - order.indexOf(b.form));
  const steps: Step[] = [];
  for (const { form, name } of given) {
    const path = `/records${pointerTo(name)}`;
    const { records: stored } = await books.of(call.served, form);
    if (form.kind === 'setting') {
      const [body] = bodiesIn({ records }, name);
      const id = settingId(form, call.org);
      const item: BatchItem = { op: 'patch', id, body: isObject(body) ? body : {} };
      // Where nothing was saved yet, it is written to what holds by default.
      steps.push({ form, path, item: stored.has(id) ? item : { ...item, ifMatch: 0 } });
      continue;
    }
    for (const [at, body] of bodiesIn({ records }, name).entries()) {
      const { id: said, ...rest } = body;
      const number = form.number && body[form.number.name];
      const found = typeof said === 'string' ? said : idOf(stored.values(), form, number);
      const item: BatchItem = found ? { op: 'patch', id: found, body: rest } : { op: 'create', body: rest };
      steps.push({ form, item, path: `${path}/${at}` });
    }
  }
  return steps;
}

function idOf(records: Iterable<RuleRecord>, form: Form, number: unknown): string | undefined {
  const id = form.number?.id;
  if (id === undefined || typeof number !== 'string' || number === '') return undefined;
  for (const { record } of records) if (record[id] === number) return record.id;
  return undefined;
}

async function removed(
  { books }: { readonly books: Books },
  call: Call,
  { remove = {} }: Trial,
  problems: Problem[],
): Promise<readonly { readonly form: Form; readonly id: string }[]> {
  const gone: { readonly form: Form; readonly id: string }[] = [];
  for (const [name, names] of Object.entries(remove)) {
    const path = `/remove${pointerTo(name)}`;
    const form = formOf(call.served.model, name, path, problems);
    if (!form) continue;
    const { records } = await books.of(call.served, form);
    for (const [at, one] of names.entries()) {
      const id = records.has(one) ? one : idOf(records.values(), form, one);
      if (id === undefined)
        problems.push({ path: `${path}/${at}`, code: 'record-unknown', params: { id: one } });
      else gone.push({ form, id });
    }
  }
  return gone;
}

function formOf(model: Model, name: string, path: string, problems: Problem[]): Form | undefined {
  const form = model.forms.get(name);
  if (!form)
    problems.push({
      path,
      code: 'form-unknown',
      params: { form: name, near: nearNames(name, model.forms.keys()) },
    });
  return form;
}

function pointedAtFirst(forms: readonly Form[]): readonly Form[] {
  const order: Form[] = [];
  const visit = (form: Form, above: ReadonlySet<string>): void => {
    if (order.includes(form)) return;
    const targets = new Set(targetsOf(form.fields));
    for (const other of forms)
      if (other !== form && targets.has(other.id) && !above.has(other.id))
        visit(other, new Set([...above, form.id]));
    order.push(form);
  };
  for (const form of forms) visit(form, new Set());
  return order;
}

function targetsOf(fields: Form['fields']): readonly string[] {
  return fields.flatMap((field) => [
    ...(field.target === undefined ? [] : [field.target]),
    ...(field.inner?.target === undefined ? [] : [field.inner.target]),
    ...(field.rows ? targetsOf(field.rows.fields) : []),
  ]);
}
