import type { CallOptions, MakeCall } from './call.ts';
import type { Calls } from './calls.ts';
import type { AnyFields, AnyRecord, Filters } from './wire.ts';

/** A form as a program was built to know it; `npx guiju types --forms` writes those of your packages. */
export interface FormTypes {
  /** What is read of a record. */
  readonly record: object;
  /** What is sent of one. */
  readonly sent: object;
  /** The names of actions. */
  readonly action: string;
  /** Its records are rules that hold for some facts and not for others. */
  readonly matches: boolean;
  /** It has one document an organisation, and no others. */
  readonly setting: boolean;
}

/** The names of forms of which something may be so. */
export type FormsThat<
  Forms extends { readonly [form in keyof Forms]: FormTypes },
  What extends 'matches' | 'setting',
  Is extends boolean = true,
> = {
  [name in keyof Forms & string]: Is extends Forms[name][What] ? name : never;
}[keyof Forms & string];

/** Forms that a program was not built for. */
export type AnyForms = { readonly [form: string]: AnyForm };

interface AnyForm extends FormTypes {
  readonly record: AnyRecord;
  readonly sent: AnyFields;
}

/** A record that was read: it has an id, and the revision by which a change says what was seen. */
export type RecordOf<F extends FormTypes> = F['record'] & Seen;

export interface Seen {
  readonly id: string;
  readonly revision: number;
}

type Compared = string | number | boolean;
type Comparison = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'contains' | 'startsWith' | 'endsWith';
/** The values that fields have: one alone, or compared: `{ price: { gte: '10.00' }, number: { startsWith: 'A' } }`. */
export type Where<R> = {
  readonly [field in keyof R]?:
    | Compared
    | ({ readonly [how in Comparison]?: Compared } & {
        readonly in?: readonly Compared[];
        readonly empty?: boolean;
      });
};

export interface ListAsked<R> extends Pick<CallOptions, 'org' | 'signal'> {
  /** Fields as they have to be. Default: as they are. */
  readonly where?: Where<R>;
  /** A condition, for what fields alone do not say: `{ any: [{ fact: 'price', operator: 'isEmpty' }] }`. */
  readonly filter?: object;
  /** Words looked for in number, name and other search fields. */
  readonly q?: string;
  /** Fields to order by; one with a `-` before it goes down. */
  readonly sort?: readonly ((keyof R & string) | `-${keyof R & string}`)[];
  /** The fields that are answered. Default: all. */
  readonly fields?: readonly (keyof R & string)[];
  /** Default: `use`, those the organisation may use. */
  readonly view?: 'use' | 'manage';
  /** Records a page. Default: 100. */
  readonly limit?: number;
}

export interface Page<R> {
  readonly items: readonly R[];
  /** Handed on as `cursor`; null: this is the last page. */
  readonly next: string | null;
  /** Where `count` was asked for. */
  readonly total?: number;
}

/** A write of a batch. */
export type BatchWrite<F extends FormTypes> =
  | { readonly op: 'create'; readonly body: F['sent'] }
  | {
      readonly op: 'patch' | 'put';
      readonly id: string;
      readonly ifMatch: number;
      readonly body: Partial<F['sent']>;
    }
  | { readonly op: 'delete' | 'enable' | 'disable'; readonly id: string; readonly ifMatch: number }
  | {
      readonly op: 'act';
      readonly id: string;
      readonly ifMatch: number;
      readonly action: F['action'] | PlatformAction;
      readonly body?: AnyFields;
    };

/** The actions that the platform brings for records of any form. */
export type PlatformAction = 'enable' | 'disable' | 'change-sharing' | 'transfer';

export type ReadOptions = Pick<CallOptions, 'org' | 'signal'>;
type WriteOptions = Omit<CallOptions, 'ifMatch'>;

/** Records of one form. */
export interface Records<F extends FormTypes> {
  /** Goes through all records, page by page as they are wanted: `for await (const one of records.list())`. */
  list(asked?: ListAsked<RecordOf<F>>): AsyncIterable<RecordOf<F>>;
  page(
    asked?: ListAsked<RecordOf<F>> & { readonly cursor?: string; readonly count?: boolean },
  ): Promise<Page<RecordOf<F>>>;
  read(id: string, options?: ReadOptions): Promise<RecordOf<F>>;
  create(fields: F['sent'], options?: WriteOptions): Promise<RecordOf<F>>;
  /** Changes the fields that are given; `seen`: as it was read. Somebody else changed it since: `conflict`. */
  change(seen: Seen, fields: Partial<F['sent']>, options?: WriteOptions): Promise<RecordOf<F>>;
  /** Changes all fields: those that are not given are cleared. */
  replace(seen: Seen, fields: F['sent'], options?: WriteOptions): Promise<RecordOf<F>>;
  delete(seen: Seen, options?: WriteOptions): Promise<void>;
  act(
    seen: Seen,
    action: F['action'] | PlatformAction,
    body?: AnyFields,
    options?: WriteOptions,
  ): Promise<RecordOf<F>>;
  /** All of it or nothing; with `atomic: false` each by itself, and the answer tells what became of each. */
  batch(
    items: readonly BatchWrite<F>[],
    options?: WriteOptions & { readonly atomic?: boolean },
  ): Promise<Calls['batch']['answer']['items']>;
  history(id: string, options?: ReadOptions): Promise<Calls['history']['answer']>;
}

export function recordsOf<F extends FormTypes>(call: MakeCall, form: string): Records<F> {
  type R = RecordOf<F>;
  const path = { form };
  /** The server's answer is as the form says; the program knows the form. */
  const known = (record: AnyRecord | undefined) => record as unknown as R;
  const writing = (seen: Seen, options: WriteOptions) => ({
    ...options,
    path: { form, id: seen.id },
    ifMatch: seen.revision,
  });

  const page: Records<F>['page'] = async (asked = {}) => {
    const { where, filter, q, sort, fields, view, cursor, count, limit = 100, ...options } = asked;
    const query = {
      ...(q !== undefined && { q }),
      ...(view && { view }),
      ...(filter && { filter: JSON.stringify(filter) }),
      ...(sort && { sort: sort.join(',') }),
      ...(fields && { fields: fields.join(',') }),
      ...(cursor !== undefined && { cursor }),
      ...(count !== undefined && { count }),
      limit,
    };
    const answer = await call('list', { ...options, path, query: { ...filtersOf(where), ...query } });
    return answer as unknown as Page<R>;
  };

  return {
    page,
    async *list(asked = {}) {
      let cursor: string | null | undefined;
      do {
        const { items, next }: Page<R> = await page({ ...asked, ...(cursor && { cursor }) });
        yield* items;
        cursor = next;
      } while (cursor !== null);
    },
    read: async (id, options = {}) => known(await call('read', { ...options, path: { form, id } })),
    create: async (fields, options = {}) =>
      known(await call('create', { ...options, path, body: fields as AnyFields })),
    change: async (seen, fields, options = {}) =>
      known(await call('change', { ...writing(seen, options), body: fields as AnyFields })),
    replace: async (seen, fields, options = {}) =>
      known(await call('replace', { ...writing(seen, options), body: fields as AnyFields })),
    delete: (seen, options = {}) => call('delete', writing(seen, options)),
    act: async (seen, action, body = {}, options = {}) =>
      known(
        await call('act', { ...options, path: { form, id: seen.id, action }, ifMatch: seen.revision, body }),
      ),
    async batch(items, { atomic = true, ...options } = {}) {
      const body = { atomic, items } as unknown as Calls['batch']['body'];
      return (await call('batch', { ...options, path, body })).items;
    },
    history: (id, options = {}) => call('history', { ...options, path: { form, id } }),
  };
}

/** As words of the query: `price[gte]=10`. */
function filtersOf(where: object = {}): Filters {
  return Object.fromEntries(
    Object.entries(where).flatMap(([field, said]): [string, Compared][] => {
      if (typeof said !== 'object' || said === null) return said === undefined ? [] : [[field, said]];
      return Object.entries(said as Readonly<Record<string, Compared | readonly Compared[]>>).map(
        ([how, value]) => [`${field}[${how}]`, Array.isArray(value) ? value.join(',') : (value as Compared)],
      );
    }),
  );
}
