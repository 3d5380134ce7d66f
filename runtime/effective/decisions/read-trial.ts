import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import type { Trial } from '../../../metadata/contract/decisions/asked.ts';
import type { Form } from '../../../metadata/model.ts';
import { isParam } from '../../../rules/changes/item.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import { changedValues } from '../../../rules/params/changed-values.ts';
import type { Call } from '../../call/call.ts';
import type { Layouts } from '../../storage/store/record/layouts.ts';
import type { BatchItem, TogetherDone, TogetherPlan } from '../../storage/store/record/store.ts';
import { type Stored, settingId } from '../../storage/store/record/stored.ts';
import { findNamed } from '../../storage/store/sql/find-named.ts';
import { plansOf, valueChanges } from '../changes/carry-out.ts';
import type { ChangesParts } from '../changes/changes-parts.ts';
import { findSet } from '../changes/keep-set.ts';
import { failureProblems } from '../changes/publish-set.ts';
import type { RecordCaches } from './record-cache.ts';
import { bodiesIn, type Tried, trialWrong } from './trial.ts';
import { type FindForm, type TrialAsked, targetsOf, trialForms } from './trial-forms.ts';
import { callInService, documentUnder } from './under-design.ts';

interface TrialParts {
  readonly changes: ChangesParts;
  readonly recordCaches: RecordCaches;
  readonly layouts: Layouts;
}

interface Step {
  readonly form: Form;
  readonly item: BatchItem;
  /** The place of the record in the trial that was sent. */
  readonly path: string;
}

/**
 * Saves it all and takes it back: what is said of a trial is what saving would say, and nothing stays. Under a design,
 * records of forms that only it has are left out: there is no table to save them to, and no decision reads them.
 */
export async function readTrial(parts: TrialParts, asked: TrialAsked, trial: Trial): Promise<Tried> {
  const { call } = asked;
  const problems: Problem[] = [];
  const find = trialForms(asked);
  const only = (trial.only ?? []).flatMap((name, at) => find(name, `/only/${at}`, problems)?.id ?? []);
  const records = new Map<string, Map<string, RuleRecord | null>>();
  const reading: Reading = { ...parts, call, find, problems };
  const steps = await stepsOf(reading, trial);
  for (const { form, id } of await removed(reading, trial)) overridesOf(records, form).set(id, null);
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
          const [found] = await parts.recordCaches.readerOn(tx, call.served, form).some([one.record]);
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
    records,
    only: new Set(only),
    parameters: new Map((trial.parameters ?? []).map(({ type, key, raw }) => [`${type}/${key}`, raw])),
    values:
      items.length > 0
        ? changedValues(call.served.parameters, valueChanges(call, items))
        : call.served.parameters,
  };
}

/** Answers whether there is a table to save the form's records to. */
function hasTable({ served: { base } }: Call, form: string): boolean {
  return base === undefined || base.model.formsById.has(form);
}

/** Takes a record of a form that a design changes from the planned write: the changed fields have no columns yet. */
function asWritten({ served }: Call, form: Form, found: RuleRecord, { stored }: TogetherDone): RuleRecord {
  return stored && served.table(form).former ? { ...found, record: stored } : found;
}

function overridesOf(records: Map<string, Map<string, RuleRecord | null>>, form: Form) {
  const own = records.get(form.id) ?? new Map<string, RuleRecord | null>();
  records.set(form.id, own);
  return own;
}

interface Reading extends TrialParts {
  readonly call: Call;
  readonly find: FindForm;
  readonly problems: Problem[];
}

/** Forms that others point at come first, so that a trial may point at what stands in it. */
async function stepsOf(reading: Reading, { records = {} }: Trial): Promise<readonly Step[]> {
  const { call, find, problems } = reading;
  const given = Object.keys(records).flatMap((name) => {
    const form = find(name, `/records${pointerTo(name)}`, problems);
    return form && hasTable(call, form.id) ? [{ form, name }] : [];
  });
  const order = pointedAtFirst(given.map(({ form }) => form));
  given.sort((a, b) => order.indexOf(a.form) - order.indexOf(b.form));
  const steps: Step[] = [];
  for (const { form, name } of given) {
    const path = `/records${pointerTo(name)}`;
    const bodies = bodiesIn({ records }, name);
    if (form.kind === 'setting') {
      const [body] = bodies;
      const id = settingId(form, call.org);
      const named = isObject(body) ? documentUnder(call, form.id, body) : {};
      const item: BatchItem = { op: 'patch', id, body: named };
      // A setting that was never saved is written over its defaults.
      const isSaved = (await readerOf(reading, form).some([id])).length > 0;
      steps.push({ form, path, item: isSaved ? item : { ...item, ifMatch: 0 } });
      continue;
    }
    const said = bodies.map((body) => documentUnder(call, form.id, body));
    const numbers = said.flatMap((body) => (typeof body['id'] === 'string' ? [] : numberIn(form, body)));
    const stored = await storedOf(reading, form, numbers);
    for (const [at, { id, ...rest }] of said.entries()) {
      const found = typeof id === 'string' ? id : stored.get(numberIn(form, rest)[0] ?? '')?.id;
      const item: BatchItem = found ? { op: 'patch', id: found, body: rest } : { op: 'create', body: rest };
      steps.push({ form, item, path: `${path}/${at}` });
    }
  }
  return steps;
}

function readerOf({ recordCaches, changes, call }: Reading, form: Form) {
  return recordCaches.readerOn(changes.database, call.served, form);
}

function numberIn(form: Form, body: JsonObject): readonly string[] {
  const number = form.number && body[form.number.name];
  return typeof number === 'string' && number !== '' ? [number] : [];
}

/** By the names that were given: what the caller does not see, and what is not there, are missing alike. */
async function storedOf(
  { changes, layouts, call: asked }: Reading,
  { id }: Form,
  names: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  if (names.length === 0) return new Map();
  // A design has no columns of its own to look into.
  const call = callInService(asked);
  return findNamed(changes.database, call, layouts.byId(call.served, id), [...new Set(names)]);
}

async function removed(
  reading: Reading,
  { remove = {} }: Trial,
): Promise<readonly { readonly form: Form; readonly id: string }[]> {
  const { call, find, problems } = reading;
  const gone: { readonly form: Form; readonly id: string }[] = [];
  for (const [name, names] of Object.entries(remove)) {
    const path = `/remove${pointerTo(name)}`;
    const form = find(name, path, problems);
    if (!form || !hasTable(call, form.id)) continue;
    const stored = await storedOf(reading, form, names);
    for (const [at, one] of names.entries()) {
      const id = stored.get(one)?.id;
      if (id === undefined)
        problems.push({ path: `${path}/${at}`, code: 'record-unknown', params: { id: one } });
      else gone.push({ form, id });
    }
  }
  return gone;
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
