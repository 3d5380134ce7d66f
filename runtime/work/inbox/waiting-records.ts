import { textOf } from '../../../metadata/common/read.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import { compileCondition } from '../../../rules/condition/compile.ts';
import type { Call } from '../../call/call.ts';
import { type Action, mayAnywhere } from '../../call/rights.ts';
import { Refusal } from '../../common/refusal.ts';
import { reasonOf } from '../../storage/store/history/last-action.ts';
import { askedShape } from '../../storage/store/record/asked-shape.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { Said, Waiting } from './inbox-source.ts';
import { factFields, factNames, factsOf } from './record-facts.ts';

type Lists = Pick<Store, 'list'>;
type Records = Pick<Store, 'list' | 'lastActions' | 'toAct'>;

/** Records that need somebody who may do something to them. */
export interface RecordsAsked {
  readonly form: Form;
  readonly filter: Condition;
  /** One of these the caller has to have on a record; empty: it is enough to see it. */
  readonly actions: readonly Action[];
  /** Default: as the list of the form, whose indexes find the first of many without a look at the others. */
  readonly sort?: readonly string[];
  /** Names of fields that are read beside number and name. Default: none. */
  readonly fields?: readonly string[];
}

/** So many are told one by one. */
const most = 10;

/** None where the form is none of the caller's business, or he may not read what they are found by. */
export async function recordsFor(
  store: Lists,
  call: Call,
  { form, filter, actions, sort = [], fields = [] }: RecordsAsked,
): Promise<{ readonly items: readonly WireRecord[]; readonly more: boolean }> {
  const rights =
    actions.length === 0 ? ['read'] : actions.filter((one) => mayAnywhere(call.rights, form, one));
  const [right] = rights;
  if (right === undefined || !mayAsk(call, form, filter, sort)) return { items: [], more: false };
  const named = [form.title?.name, 'number', 'name', ...fields];
  const { items, next } = await store.list(call, form, {
    view: 'manage',
    filter,
    sort,
    fields: ['modifiedAt', ...[...new Set(named)].filter((name): name is string => isRead(call, form, name))],
    limit: most,
    ...(actions.length > 0 ? { rights: [right] } : {}),
  });
  return { items, more: next !== null };
}

/** Whether somebody may read all that a question goes by. */
function mayAsk(call: Call, form: Form, filter: Condition, sort: readonly string[]): boolean {
  if (!mayAnywhere(call.rights, form, 'read')) return false;
  const { formsById } = call.served.model;
  const target = (id: string) => {
    const found = formsById.get(id);
    return found && askedShape(call.rights, found);
  };
  if (!compileCondition(filter, { shape: askedShape(call.rights, form), target }).ok) return false;
  return sort.every((one) => {
    const name = one.replace(/^-/, '');
    return !form.byName.has(name) || isRead(call, form, name);
  });
}

function isRead({ rights }: Call, form: Form, name: string | undefined): boolean {
  const field = name === undefined ? undefined : form.byName.get(name);
  return field !== undefined && rights.readable(form, field);
}

/** Another text once one of these is another one, or was written. */
export function versionOf(records: readonly Pick<WireRecord, 'id' | 'revision'>[]): string {
  return records.map(({ id, revision }) => `${id} ${revision}`).join(',');
}

/** The list of a form by a condition, as pages show it. */
export function listPath(form: Form, filter: Condition): string {
  return `/forms/${form.name}?${new URLSearchParams({ view: 'manage', filter: JSON.stringify(filter) })}`;
}

function recordPath(form: Form, { id }: WireRecord): string {
  return `/forms/${form.name}/${id}`;
}

/** What a record is called: by its title, its number, or what it is. */
function nameOf(form: Form, record: WireRecord): string | { zh: string; en: string } {
  const title = form.title === undefined ? null : textOf(record[form.title.name]);
  return title || textOf(record['number']) || textOf(record['name']) || { ...form.label };
}

/** One item for each record, and one for those that are too many to be told one by one. */
export async function eachRecord(
  store: Records,
  call: Call,
  asked: RecordsAsked,
  saying: {
    readonly key: string;
    readonly kind: Waiting['kind'];
    /** With `form` and `name` of the record, and with `params`. */
    readonly code: string | ((record: WireRecord) => string);
    /** What titles say beside the form and the name. Default: nothing. */
    readonly params?: Said['params'];
    /** With `form`: that there are more. */
    readonly more: string;
    readonly remedy: Said;
    readonly reason?: (record: WireRecord) => Said | undefined;
    readonly until?: (record: WireRecord) => string | null;
    /** Names of the form's actions that are offered at once, as far as they can be done now. Default: none. */
    readonly decisions?: readonly string[];
    /** How one is told that came back with a reason. Default: as any other. */
    readonly refused?: { readonly kind: Waiting['kind']; readonly code: string };
    readonly zone: (org: string) => string;
  },
): Promise<readonly Waiting[]> {
  const { form, filter } = asked;
  const shown = factFields(form, filter);
  const fields = [...(asked.fields ?? []), ...factNames(form, shown)];
  const { items, more } = await recordsFor(store, call, { ...asked, fields });
  const label = { ...form.label };
  const zone = saying.zone(call.org);
  const ids = items.map(({ id }) => id);
  const done = await store.lastActions(call, form, ids);
  const each: Waiting[] = [];
  for (const record of items) {
    const path = recordPath(form, record);
    const last = done.get(record.id);
    const given = reasonOf(form, last);
    const back = given && saying.refused;
    const by = { by: last?.actor.name ?? '', reason: given?.reason ?? '' };
    each.push({
      key: `${saying.key}.${record.id}`,
      kind: back?.kind ?? saying.kind,
      title: {
        code: back?.code ?? (typeof saying.code === 'string' ? saying.code : saying.code(record)),
        params: { ...saying.params, form: label, name: nameOf(form, record) },
      },
      reason: back ? { code: 'inbox-given-reason', params: by } : saying.reason?.(record),
      facts: factsOf(call, form, shown, { record, zone }),
      ...(last && !back && { sentBy: last.actor }),
      about: {
        form: form.name,
        record: record.id,
        revision: record.revision,
        name: { code: 'inbox-record', params: { form: label, name: nameOf(form, record) } },
      },
      decisions: await offered(store, call, form, record, saying.decisions),
      path,
      remedy: { label: saying.remedy, path },
      since: last?.at ?? textOf(record['modifiedAt']),
      until: saying.until?.(record) ?? null,
      version: String(record.revision),
    });
  }
  if (!more) return each;
  const path = listPath(form, filter);
  const others: Waiting = {
    key: `${saying.key}.more`,
    kind: saying.kind,
    title: { code: saying.more, params: { ...saying.params, form: { ...form.listLabel } } },
    path,
    remedy: { label: { code: 'inbox-see-all' }, path },
    more: true,
    various: true,
    version: versionOf(items),
  };
  return [...each, others];
}

/** Those of these actions that the caller could do to a record as it is now. */
async function offered(
  store: Records,
  call: Call,
  form: Form,
  { id, revision: ifMatch }: WireRecord,
  names: readonly string[] = [],
): Promise<readonly ActionSource[]> {
  const able: ActionSource[] = [];
  for (const name of names) {
    const declared = form.actions.find((action) => action.name === name);
    if (!declared) continue;
    try {
      await store.toAct(call, form, id, { action: name, ifMatch });
      able.push(declared);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
    }
  }
  return able;
}
