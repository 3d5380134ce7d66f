import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { SentItem } from '../../../metadata/contract/changes/sent.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { FieldSet } from '../../../metadata/model.ts';
import type { Loosely } from '../../../metadata/shape/shape.ts';
import {
  type Item,
  isParam,
  type ParamAction,
  type ParamItem,
  placeOf,
  type RecordAction,
  type RecordItem,
  withItems,
} from '../../../rules/changes/item.ts';
import { referencesIn } from '../../../rules/changes/references.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { changedValues } from '../../../rules/params/changed-values.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import { settingProblems } from '../../../rules/params/setting.ts';
import type { Call } from '../../call/call.ts';
import { nearForms } from '../../call/near-forms.ts';
import { commonValidators } from '../../common/validator.ts';
import { scopeName } from '../../params/scope-name.ts';
import { storedValue } from '../../params/wire-value.ts';
import { valueChanges } from './carry-out.ts';
import { placeAbout } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { mayRead, mayWrite } from './item-rights.ts';
import { paramBase, recordBase, recordNow } from './now-of.ts';
import { changeSetWrong } from './refusals.ts';

/** An item as somebody sends it, of whichever sort; its shape was judged by the schema of the call. */
type ItemSent = Loosely<SentItem> & Pick<SentItem, 'action'>;

interface Reading {
  readonly parts: ChangesParts;
  readonly call: Call;
  /** By whose model it is judged. */
  readonly judged: Call['served'];
  readonly problems: Problem[];
}

interface HowToRead {
  /** The items of the set already, of which a secret's mask says that it stays. Default: none. */
  readonly known?: readonly Item[];
  /** Ids of those that are taken out by the same edit. Default: none. */
  readonly remove?: readonly string[];
  /** By whose model names and values are judged. Default: the one in service. */
  readonly judged?: Call['served'];
}

/**
 * Reads the sent items as they are kept: every mistake with its place, values judged as a write of them would be, and
 * only places that the caller may write himself.
 */
export async function readItems(
  parts: ChangesParts,
  call: Call,
  sent: readonly ItemSent[],
  { known = [], remove = [], judged = call.served }: HowToRead = {},
): Promise<readonly Item[]> {
  const problems: Problem[] = [];
  const items: Item[] = [];
  const places: string[] = [];
  for (const [at, one] of sent.entries()) {
    const path = `/items/${at}`;
    const found: Problem[] = [];
    const item = one.form === undefined ? readParam(one) : await readRecord(one);
    if (item && found.length === 0) {
      items.push(item);
      places.push(path);
    }
    append(
      problems,
      found.map((problem) => ({ ...problem, path: path + problem.path })),
    );

    function readParam(sentItem: ItemSent): ParamItem | undefined {
      return paramOf({ parts, call, judged, problems: found }, sentItem, known);
    }
    function readRecord(sentItem: ItemSent): Promise<RecordItem | undefined> {
      return recordOf({ parts, call, judged, problems: found }, sentItem);
    }
  }
  const wrong = valueProblems({ served: judged }, items, withItems(known, items, remove));
  for (const [at, found] of wrong.entries())
    append(
      problems,
      found.map((problem) => ({ ...problem, path: `${places[at]}${problem.path}` })),
    );
  if (problems.length > 0) throw changeSetWrong({ count: problems.length }, problems);
  return items;
}

function paramOf(
  { parts, call, judged: served, problems }: Reading,
  sent: ItemSent,
  known: readonly Item[],
): ParamItem | undefined {
  const { type = '', key = '', validFrom = null, validTo = null } = sent;
  const action = sent.action as ParamAction;
  const address = addressOf(served.model, type, key);
  const org = sent.org === undefined || sent.org === null ? null : served.orgs.byNumber(sent.org)?.id;
  if (org === undefined)
    problems.push({ path: '/org', code: 'org-unknown', params: { org: sent.org ?? null } });
  const place = { type, org: org ?? null };
  const sees = mayRead(served, call.rights, place) || mayWrite(served, call.rights, place);
  if (!address || (org !== undefined && !sees))
    problems.push({ path: '/key', code: 'parameter-unknown', params: { type, key } });
  else if (org !== undefined && !mayWrite(served, call.rights, place))
    problems.push({
      path: '',
      code: 'parameter-forbidden',
      params: { type, org: scopeName({ served }, org) },
    });
  if (!address || org === undefined || problems.length > 0) return undefined;
  const item = { id: sent.id ?? parts.newId(), action, type, key, org, validFrom, validTo };
  const base = paramBase(served, item);
  if (action !== 'set') {
    if (!base) problems.push({ path: '', code: 'item-nothing-set' });
    return { ...item, base };
  }
  const before = valueIn(known, item) ?? base ?? undefined;
  const kept = storedValue(sent, address, { model: served.model, seal: parts.seal, before });
  if (!kept.ok) {
    append(problems, kept.problems);
    return undefined;
  }
  const { locked = base?.locked ?? false } = sent;
  return { ...item, ...kept.value, locked, base: seen(base, sent) };
}

/** Finds the value that an item of the set already has at the same place. */
function valueIn(
  known: readonly Item[],
  item: Omit<ParamItem, 'base'>,
): { readonly value: Json } | undefined {
  const place = placeOf({ ...item, base: null });
  const own = known.find((one) => placeOf(one) === place);
  return own && isParam(own) && own.value !== undefined ? { value: own.value } : undefined;
}

/** Takes the revision that a caller says he saw as the base's. */
function seen<B extends { readonly revision: number }>(base: B | null, { ifMatch }: ItemSent): B | null {
  return base && ifMatch !== undefined ? { ...base, revision: ifMatch } : base;
}

async function recordOf(
  { parts, call, judged: served, problems }: Reading,
  sent: ItemSent,
): Promise<RecordItem | undefined> {
  const { forms } = served.model;
  const form = forms.get(sent.form ?? '');
  const org = sent.org === undefined || sent.org === null ? call.org : served.orgs.byNumber(sent.org)?.id;
  if (org === undefined || !call.rights.uses(org))
    problems.push({ path: '/org', code: 'org-unknown', params: { org: sent.org ?? null } });
  if (!form) {
    const name = sent.form ?? '';
    problems.push({
      path: '/form',
      code: 'form-unknown',
      params: { form: name, near: nearForms(name, served, call) },
    });
  }
  if (!form || org === undefined || problems.length > 0) return undefined;
  const action = sent.action as RecordAction;
  const body = withoutMasks(sent.body ?? {}, form, problems);
  const common = { id: sent.id ?? parts.newId(), action, form: form.id, org };
  if (action === 'create') {
    const item: RecordItem = {
      ...common,
      owner: org,
      body,
      ...(sent.as !== undefined && { as: sent.as }),
      base: null,
    };
    judge(item);
    return item;
  }
  const wanted = form.kind === 'setting' ? {} : { record: sent.record ?? '' };
  // The stored record is read as it is in service; of a form that is only designed there is none.
  const live = call.served.model.formsById.get(form.id);
  const there =
    live && (form.kind === 'setting' || isId(sent.record ?? ''))
      ? await recordNow(parts.store, call, live, { org, ...wanted })
      : null;
  const item: RecordItem = {
    ...common,
    owner: ownerOf(there) ?? org,
    record: there?.id ?? sent.record ?? '',
    ...(action === 'change' && { body }),
    base: seen(recordBase(there, form, action === 'change' ? body : {}), sent),
  };
  const isThere = there !== null || (live === undefined && form.kind === 'setting');
  const known = isThere && (mayRead(served, call.rights, placeAbout(item)) || (await canRead(item)));
  if (!known) problems.push({ path: '/record', code: 'record-unknown', params: { id: sent.record ?? '' } });
  else judge(item);
  return item;

  function judge(one: RecordItem): void {
    if (!form) return;
    if (mayWrite(served, call.rights, placeAbout(one))) append(problems, bodyProblems({ served }, one));
    else problems.push({ path: '', code: 'item-forbidden', params: { form: { ...form.label } } });
  }

  async function canRead(one: RecordItem): Promise<boolean> {
    if (!live) return false;
    const found = parts.store.read({ ...call, org: one.org }, live, one.record ?? '', 'use');
    return found.then(
      () => true,
      () => false,
    );
  }
}

function ownerOf(record: JsonObject | null): string | undefined {
  const org = record?.['org'];
  return isObject(org) && typeof org['id'] === 'string' ? org['id'] : undefined;
}

/** A secret's mask means "as it was"; a new secret is not kept where others read it. */
function withoutMasks(body: JsonObject, shape: FieldSet, problems: Problem[], path = '/body'): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = shape.byName.get(name);
    if (field?.kind.secret && value !== null) {
      if (value !== field.kind.write(value, field))
        problems.push({ path: `${path}/${name}`, code: 'item-secret' });
      continue;
    }
    const rows = field?.rows;
    kept[name] =
      rows && Array.isArray(value)
        ? value.map((row: Json, at) =>
            isObject(row) ? withoutMasks(row, rows, problems, `${path}/${name}/${at}`) : row,
          )
        : value;
  }
  return kept;
}

type Judged = Pick<Call, 'served'>;

/**
 * Finds what is wrong of values that are put into a set, as a write of them would: at places where they cannot be set,
 * for a period that ends before it begins or is another value's too. `whole`: the set with them, as what it takes away
 * makes room. A lock above is none of it: somebody may open it before the set is published.
 */
function valueProblems(
  judged: Judged,
  put: readonly Item[],
  whole: readonly Item[],
): readonly (readonly Problem[])[] {
  const values = changedValues(judged.served.parameters, valueChanges(judged, whole));
  return put.map((item) => {
    if (!isParam(item) || item.action !== 'set') return [];
    const { type, key, org } = item;
    const address = addressOf(judged.served.model, type, key);
    const here =
      values
        .ofType(type)
        ?.get(key)
        ?.get(org ?? systemScope) ?? [];
    const next = here.find((one) => isAt(item, one));
    return address && next ? settingProblems(next, here, address.param) : [];
  });
}

function isAt({ validFrom, validTo }: ParamItem, other: Pick<ParamItem, 'validFrom' | 'validTo'>): boolean {
  return other.validFrom === validFrom && other.validTo === validTo;
}

/**
 * Finds where the body of an item has not the shape of a record of its form. References to records that the set itself
 * makes are left out.
 */
export function bodyProblems(
  { served }: Judged,
  { form: id, body = {} }: Pick<RecordItem, 'form' | 'body'>,
): readonly Problem[] {
  const form = served.model.formsById.get(id);
  if (!form) return [{ path: '/form', code: 'form-unknown', params: { form: id } }];
  const made = referencesIn(body);
  const isMade = (at: string) => made.some(({ path }) => at === path || at.startsWith(`${path}/`));
  return commonValidators()
    .body(form, body)
    .filter(({ path }) => !isMade(path))
    .map((problem) => ({ ...problem, path: `/body${problem.path}` }));
}
