import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Person } from '../../../metadata/contract/common/shared.ts';
import type { Form } from '../../../metadata/model.ts';
import { changeSetForm } from '../../../metadata/names.ts';
import { type Item, isParam } from '../../../rules/changes/item.ts';
import type { State } from '../../../rules/changes/states.ts';
import type { Call } from '../../call/call.ts';
import { changeSetRights } from '../../call/change-set-rights.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { FoundEffects } from './found-effects.ts';
import { changeSetsNotKept } from './refusals.ts';

/** A person, and when he did it. */
export type Signed = {
  readonly id: string;
  readonly name: string;
  readonly at: string;
};

/** A place where an item writes: it decides who may see, write and approve a set. */
export type About =
  | { readonly type: string; readonly org: string | null }
  | { readonly form: string; readonly org: string; readonly right: string };

export type Failure = {
  readonly code: string;
  readonly params?: JsonObject;
  readonly at: string;
};

/** A change set as it is kept. */
export type ChangeSet = {
  readonly id: string;
  readonly revision: number;
  readonly number: string | null;
  readonly name: string | null;
  readonly state: State;
  readonly reason: string | null;
  readonly size: number;
  readonly dangers: number;
  readonly about: readonly About[];
  readonly createdBy: Person;
  readonly createdAt: string;
  readonly modifiedAt: string;
  /** The person who vouches for it: his rights carry it out where it had to be approved. */
  readonly proposed: Signed | null;
  /** Ids of all who changed its items; none of them approves it. */
  readonly editors: readonly string[];
  readonly approved: Signed | null;
  readonly publishedAt: string | null;
  readonly scheduledAt: string | null;
  readonly notAfter: string | null;
  readonly failure: Failure | null;
  /** Id of the set it rolls back. */
  readonly undoes: string | null;
  /** Id of the design it is published with. */
  readonly design: string | null;
  /** Whom it touched when it was published. Null: it was not, or an older server did it. Of a list: not read. */
  readonly effects: FoundEffects | null;
  /** Of a list: none are read. */
  readonly items: readonly Item[];
};

/** The changed members of a set that is kept. Items: all of them as they are to be. */
export type Saved = Partial<
  Pick<
    ChangeSet,
    | 'name'
    | 'state'
    | 'reason'
    | 'proposed'
    | 'editors'
    | 'approved'
    | 'publishedAt'
    | 'scheduledAt'
    | 'notAfter'
    | 'failure'
    | 'undoes'
    | 'design'
    | 'effects'
  >
>;

/** Members of a list: all but the items. */
const listed = [
  'number',
  'name',
  'state',
  'note',
  'size',
  'dangers',
  'about',
  'proposed',
  'editors',
  'approved',
  'publishedAt',
  'scheduledAt',
  'notAfter',
  'failure',
  'undoes',
  'design',
  'createdBy',
  'createdAt',
  'modifiedAt',
] as const;

/** Those of the form that is installed: a package that is older than the server has fewer. */
export function listedOf({ byName }: Form): readonly string[] {
  return listed.filter((name) => name !== 'design' || byName.has(name));
}

/** An installation whose package is older than the server has no form for them, until somebody upgrades it. */
export function formOfSets({ served }: Pick<Call, 'served'>): Form {
  const { formsById, packages } = served.model;
  const form = formsById.get(changeSetForm);
  if (form) return form;
  const installed = packages.find(({ name }) => name === 'platform');
  throw changeSetsNotKept({ package: 'platform', version: installed?.version ?? '' });
}

/** The same for sets that name a design, which an older package has no place for. */
export function requireNaming(call: Pick<Call, 'served'>): void {
  if (formOfSets(call).byName.has('design')) return;
  const installed = call.served.model.packages.find(({ name }) => name === 'platform');
  throw changeSetsNotKept({ package: 'platform', version: installed?.version ?? '' });
}

/** For reading and writing sets themselves, once it is asked what the caller may. */
export function setsCall(call: Call): Call {
  return { ...call, rights: changeSetRights, approved: true };
}

export function changeSetOf(record: WireRecord): ChangeSet {
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : null);
  const list = (name: string) => (Array.isArray(record[name]) ? record[name] : []);
  const object = (name: string) => (isObject(record[name]) ? record[name] : null);
  const rows = list('items').filter(isObject);
  return {
    id: record.id,
    revision: record.revision,
    number: text('number'),
    name: text('name'),
    state: (text('state') ?? 'draft') as State,
    reason: text('note'),
    size: Number(record['size'] ?? 0),
    dangers: Number(record['dangers'] ?? 0),
    about: list('about'),
    createdBy: (object('createdBy') ?? {}) as Person,
    createdAt: text('createdAt') ?? '',
    modifiedAt: text('modifiedAt') ?? '',
    proposed: object('proposed') as Signed | null,
    editors: list('editors') as readonly string[],
    approved: object('approved') as Signed | null,
    publishedAt: text('publishedAt'),
    scheduledAt: text('scheduledAt'),
    notAfter: text('notAfter'),
    failure: object('failure') as Failure | null,
    undoes: text('undoes'),
    design: text('design'),
    effects: object('effects') as FoundEffects | null,
    items: rows.map((row) => ({ ...(row['content'] as JsonObject), id: String(row['id']) }) as Item),
  };
}

/** The members of a record that say this. */
export function bodyOf({ reason, ...saved }: Saved): JsonObject {
  return JSON.parse(
    JSON.stringify({ ...saved, ...(reason !== undefined && { note: reason }) }),
  ) as JsonObject;
}

/** Items as rows: those that are kept have ids, those that go are marked. */
export function rowsOfItems(
  next: readonly Item[],
  before: readonly Item[],
  danger: (item: Item) => boolean,
): JsonObject {
  const known = new Map(before.map((item) => [item.id, JSON.stringify(item)]));
  const stay = new Set(next.map(({ id }) => id));
  const changed = next.flatMap((item): readonly JsonObject[] => {
    const { id, ...content } = item;
    const row = { content: JSON.parse(JSON.stringify(content)) as Json };
    if (!known.has(id)) return [row];
    return known.get(id) === JSON.stringify(item) ? [] : [{ id, ...row }];
  });
  const gone = before.flatMap(({ id }) => (stay.has(id) ? [] : [{ id, $delete: true }]));
  return {
    items: [...changed, ...gone],
    size: next.length,
    dangers: next.filter(danger).length,
    about: JSON.parse(JSON.stringify(aboutOf(next))) as Json,
  };
}

function aboutOf(items: readonly Item[]): readonly About[] {
  const found = new Map<string, About>();
  for (const item of items) {
    const about = placeAbout(item);
    found.set(JSON.stringify(about), about);
  }
  return [...found.values()];
}

const rightsOfActions: Readonly<Record<string, string>> = {
  create: 'create',
  enable: 'enable',
  disable: 'disable',
  delete: 'delete',
};

export function placeAbout(item: Item): About {
  if (isParam(item)) return { type: item.type, org: item.org };
  return { form: item.form, org: item.owner, right: rightsOfActions[item.action] ?? 'edit' };
}
