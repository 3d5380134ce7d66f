import type { Problem } from '../../metadata/issue.ts';
import { isObject, pointerTo } from '../../metadata/json.ts';
import type { Form } from '../../metadata/model.ts';
import { nearNames } from '../../metadata/near-names.ts';
import { isParam } from '../../rules/changes/item.ts';
import type { RuleRecord, StoredRule } from '../../rules/match/match-form.ts';
import { changedValues } from '../../rules/params/changed-values.ts';
import type { Call, Served } from '../call/call.ts';
import { plansOf, valueChanges } from '../changes/carry-out.ts';
import type { ChangesParts } from '../changes/changes-parts.ts';
import { findSet } from '../changes/keep-set.ts';
import { failureProblems } from '../changes/publish-set.ts';
import type { BatchItem, TogetherDone, TogetherPlan } from '../store/record/store.ts';
import { settingId } from '../store/record/stored.ts';
import type { Books } from './book.ts';
import { bodiesIn, type Trial, type Tried, trialWrong } from './trial.ts';
import { documentUnder } from './under-design.ts';

interface Step {
  readonly form: Form;
  readonly item: BatchItem;
  /** Where it stands in what was sent. */
  readonly path: string;
}

/**
 * Saves it all and takes it back: what is said of a trial is what saving would say, and nothing stays. Under a design,
 * records of forms that only it has are left out: there is no table to save them to, and no decision reads them.
 */
export async function readTrial(
  parts: { readonly changes: ChangesParts; readonly books: Books },
  call: Call,
  trial: Trial,
): Promise<Tried> {
  const problems: Problem[] = [];
  const only = (trial.only ?? []).flatMap((name, at) => {
    const form = formOf(call.served, name, `/only/${at}`, problems);
    return form ? [form.id] : [];
  });
  const records = new Map<string, Map<string, RuleRecord | null>>();
  const steps = await stepsOf(parts, call, trial, problems);
  for (const { form, id } of await removed(parts, call, trial, problems))
    overridesOf(records, form).set(id, null);
  if (problems.length > 0) throw trialWrong({ count: problems.length }, problems);
  const set = trial.changeSet === undefined ? undefined : await findSet(parts.changes, call, trial.changeSet);
  const items = (set?.items ?? []).filter((item) => isParam(item) || hasTable(call, item.form));
  const { order, plans } = plansOf(parts.changes, { call, items, rights: call.rights, reason: null });
  const own: readonly TogetherPlan[] = steps.map(({ form, item }) => () => ({
    call: { ...call, approved: true },
    form,
    item,
  }));
  if (plans.length + own.length > 0) {
    const touched = [
      ...order.map((item) => (isParam(item) ? undefined : call.served.model.formsById.get(item.form))),
      ...steps.map(({ form }) => form),
    ];
    const outcome = await parts.changes.store.together(call, [...plans, ...own], {
      rehearsal: true,
      async look(tx, done) {
        for (const [at, form] of touched.entries()) {
          const one = done[at];
          if (!form || !one) continue;
          const [found] = await parts.books.readerOn(tx, call.served, form).some([one.record]);
          overridesOf(records, form).set(one.record, found ? asWritten(call, form, found, one) : null);
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
    values:
      items.length > 0
        ? changedValues(call.served.parameters, valueChanges(call, items))
        : call.served.parameters,
  };
}

/** Whether there is a table to save its records to. */
function hasTable({ served: { base } }: Call, form: string): boolean {
  return base === undefined || base.model.formsById.has(form);
}

/** What a design makes of a form has no columns yet, and is taken from what would be written. */
function asWritten({ served }: Call, form: Form, found: RuleRecord, { stored }: TogetherDone): RuleRecord {
  return stored && served.table(form).former ? { ...found, record: stored as unknown as StoredRule } : found;
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
  const given = Object.keys(records).flatMap((name) => {
    const form = formOf(call.served, name, `/records${pointerTo(name)}`, problems);
    return form && hasTable(call, form.id) ? [{ form, name }] : [];
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
      const named = isObject(body) ? documentUnder(call, form.id, body) : {};
      const item: BatchItem = { op: 'patch', id, body: named };
      // Where nothing was saved yet, it is written to what holds by default.
      steps.push({ form, path, item: stored.has(id) ? item : { ...item, ifMatch: 0 } });
      continue;
    }
    for (const [at, body] of bodiesIn({ records }, name).entries()) {
      const { id: said, ...rest } = documentUnder(call, form.id, body);
      const number = form.number && rest[form.number.name];
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
    const form = formOf(call.served, name, path, problems);
    if (!form || !hasTable(call, form.id)) continue;
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

/** By the name of today, or as a design calls it. */
function formOf({ model, base }: Served, name: string, path: string, problems: Problem[]): Form | undefined {
  const today = base?.model.forms.get(name);
  const form = (today && model.formsById.get(today.id)) ?? model.forms.get(name);
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
