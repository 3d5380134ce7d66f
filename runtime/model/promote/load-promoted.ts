import { append } from '../../../metadata/common/append.ts';
import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { mergeLayers } from '../../../metadata/merge/merge-layers.ts';
import type { Answers } from '../../../metadata/merge/question.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { OpenStore } from '../../storage/store/create-store.ts';
import type { PairsReport } from '../../storage/store/record/store.ts';
import { settingId } from '../../storage/store/record/stored.ts';
import { shipmentOrg } from '../../storage/store/shipped/shipment-body.ts';
import { orgIssues, refusalIssues } from '../packages/data-issues.ts';
import { type DataItem, orderData } from '../packages/order-data.ts';
import type { Loaded } from '../packages/package-data.ts';
import { type Here, hereOf, type Promoted } from './here.ts';
import { formIn, membersIn, type PromotedRecord, recordsOf, valuesFile } from './promoted-files.ts';
import type { FoundRecord } from './tell-records.ts';
import { withCarried } from './travelling-files.ts';
import { changedBody, createdBody, type Secrets, withGiven } from './write-bodies.ts';
import { writePromotedValues } from './write-promoted-values.ts';

interface LoadParts {
  readonly contents: Contents;
  /** Contents of files that came along, by their digests, in base64. */
  readonly carried: ReadonlyMap<string, string>;
  readonly store: OpenStore;
  readonly call: () => Call;
  readonly seal: (plain: string) => string;
  readonly secrets: Secrets;
  /** Called before each record, before the values and at the end; tests die here. */
  readonly onMoment?: ((moment: string) => void) | undefined;
}

interface Outcome {
  created: number;
  changed: number;
  readonly issues: Issue[];
}

/**
 * Brings records and values of a promoted package to where they are to stand, three ways; what stands so already is
 * left alone.
 */
export async function loadPromoted(
  parts: LoadParts,
  promoted: Promoted,
  answers: Answers,
): Promise<Omit<Loaded, 'customised'>> {
  const outcome: Outcome = { created: 0, changed: 0, issues: [] };
  const here = await hereOf(parts, parts.call(), promoted);
  const merged = mergeLayers({
    base: promoted.base,
    theirs: promoted.theirs,
    ours: here.ours,
    package: promoted.name,
    layer: 'local',
    remembered: answers,
  });
  const files = withGiven(merged.files, promoted.theirs, parts.secrets);
  const { model } = parts.call().served;
  const isHere = (item: DataItem) => here.found.get(item.form)?.has(item.key) === true;
  const items = [...files].flatMap(([path, content]) => itemsOf(promoted.name, path, content, here));
  const known = items.filter(({ form }) => model.formsById.has(form));
  const ordered = orderData(known, model, isHere);
  for (const { item, late } of ordered) await writeRecord(parts, outcome, item, here, new Set(late));
  // Records that point at each other are complete only now.
  const again = ordered.filter(({ late }) => late.length > 0);
  if (again.length > 0) {
    const then = await hereOf(parts, parts.call(), promoted);
    for (const { item } of again) await writeRecord(parts, outcome, item, then, new Set());
  }
  parts.onMoment?.('values brought');
  const values = membersIn(files.get(valuesFile), 'values');
  const before = membersIn(here.ours.get(valuesFile), 'values');
  outcome.issues.push(
    ...(await writePromotedValues(parts, promoted.name, { before, values }, (count) => {
      outcome.changed += count;
    })),
  );
  return outcome;
}

/** Those of a file that are to stand here otherwise than they do. */
function itemsOf(owner: string, path: string, content: Json, here: Here): readonly DataItem[] {
  const form = formIn(content);
  const found = here.found.get(form);
  return [...recordsOf(content)].flatMap(([key, record]) => {
    const own = found?.get(key);
    if (own && sameData(withoutWire(own), record)) return [];
    const { values, sharing, assigned, enabled, org } = record;
    return [
      {
        package: owner,
        file: `local/${path}`,
        pointer: `/records/${key}`,
        form,
        set: null,
        key,
        org,
        record: { key, org, assigned, enabled, values, ...(sharing && { sharing }) },
      },
    ];
  });
}

function withoutWire({ wire: _wire, ...record }: FoundRecord): PromotedRecord {
  return record;
}

async function writeRecord(
  parts: LoadParts,
  outcome: Outcome,
  item: DataItem,
  here: Here,
  late: ReadonlySet<string>,
): Promise<void> {
  const call = parts.call();
  const form = call.served.model.formsById.get(item.form);
  const unknown = orgIssues(item, call.served.orgs);
  append(outcome.issues, unknown);
  if (!form || unknown.length > 0) return;
  const own = here.found.get(item.form)?.get(item.key);
  const org = shipmentOrg(call.served.orgs, item.org);
  const writing = { ...call, org: own ? String((own.wire['org'] as JsonObject)['id']) : org };
  parts.onMoment?.('record brought');
  try {
    const id = own
      ? await changeRecord(parts, { ...writing, reason: item.package }, form, { item, own, late })
      : await createRecord(parts, { ...writing, reason: item.package }, form, { item, late });
    if (id === null) return;
    if (own) outcome.changed += 1;
    else outcome.created += 1;
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    append(outcome.issues, refusalIssues(item, call.served.model, failure));
  }
}

interface Writing {
  readonly item: DataItem;
  readonly late: ReadonlySet<string>;
}

async function createRecord(
  { store, contents, carried, secrets }: LoadParts,
  call: Call,
  form: Form,
  { item, late }: Writing,
): Promise<string> {
  const body = createdBody(form, item, { served: call.served, secrets, late });
  const arriving = { call, form, carried };
  if (form.kind === 'setting') {
    const id = settingId(form, call.org);
    const save = (whole: JsonObject) => store.patch(call, form, id, whole, 0);
    return (await withCarried(contents, arriving, body, save)).record.id;
  }
  const { record } = await withCarried(contents, arriving, body, (whole) => store.create(call, form, whole));
  await assign(store, call, form, record.id, item.record.assigned ?? []);
  return record.id;
}

/** Null: nothing had to be written. */
async function changeRecord(
  { store, contents, carried, secrets }: LoadParts,
  call: Call,
  form: Form,
  { item, own, late }: Writing & { readonly own: FoundRecord },
): Promise<string | null> {
  const { id } = own.wire;
  const { sharing, enabled = true, assigned = [] } = item.record;
  const body = changedBody(form, item, own, { served: call.served, secrets, late });
  let written = false;
  if (Object.keys(body).length > 0) {
    await withCarried(contents, { call, form, carried }, body, (whole) =>
      store.patch(call, form, id, whole, own.wire.revision),
    );
    written = true;
  }
  const act = async (action: string, params: JsonObject = {}) => {
    await store.act(call, form, id, { action, params });
    written = true;
  };
  if (sharing !== undefined && sharing !== own.sharing) await act('change-sharing', { sharing });
  if (enabled !== own.enabled) await act(enabled ? 'enable' : 'disable');
  const more = assigned.filter((number) => !own.assigned.includes(number));
  if (more.length > 0) {
    await assign(store, call, form, id, more);
    written = true;
  }
  const fewer = own.assigned.filter((number) => !assigned.includes(number));
  if (fewer.length > 0) {
    await withdraw(store, call, form, id, fewer);
    written = true;
  }
  return written ? id : null;
}

type Pairs = readonly [store: OpenStore, call: Call, form: Form, id: string, numbers: readonly string[]];

async function assign(...[store, call, form, id, numbers]: Pairs): Promise<void> {
  if (numbers.length > 0)
    refuseRefused(await store.assign(call, form, { records: [id], orgs: orgsOf(call, numbers) }));
}

async function withdraw(...[store, call, form, id, numbers]: Pairs): Promise<void> {
  refuseRefused(
    await store.withdraw(call, form, { records: [id], orgs: orgsOf(call, numbers), cascade: true }),
  );
}

function orgsOf({ served: { orgs } }: Call, numbers: readonly string[]): readonly string[] {
  return numbers.map((number) => shipmentOrg(orgs, number));
}

function refuseRefused({ pairs }: PairsReport): void {
  const problems = pairs.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new Refusal({ code: 'content-wrong', status: 422 }, {}, problems, {});
}
