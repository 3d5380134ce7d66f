import { columns, type Item } from './item.ts';

/** The people and places of the bench, which the server by hand simply knows. */
export interface Known {
  readonly org: { readonly id: string; readonly number: string; readonly name: string };
  readonly user: { readonly id: string; readonly number: string; readonly name: string };
}

export type HandRow = Item & {
  id: string;
  org: string;
  sharing: string;
  enabled: unknown;
  createdAt: string;
  createdBy: string;
  modifiedAt: string;
  modifiedBy: string;
  revision: number;
};

/** People and places by id, in memory. */
export interface Labels {
  readonly orgs: ReadonlyMap<string, object>;
  readonly users: ReadonlyMap<string, object>;
}

export function labelsOf({ org, user }: Known): Labels {
  return { orgs: new Map([[org.id, org]]), users: new Map([[user.id, user]]) };
}

/** What a new row has beside the item. */
export function own({ org, user }: Known, id: string, at: string, revision: number) {
  const who = { createdBy: user.id, modifiedBy: user.id };
  return {
    id,
    org: org.id,
    sharing: 'private',
    enabled: true,
    createdAt: at,
    modifiedAt: at,
    ...who,
    revision,
  };
}

/** A row as it is answered: flags made of bits, people and places by name. */
export function answered(
  row: Omit<HandRow, 'paper' | 'urgent'> & { paper: unknown; urgent: unknown },
  { orgs, users }: Labels,
) {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    status: row.status,
    channel: row.channel,
    priority: row.priority,
    amount: row.amount,
    tax: row.tax,
    rate: row.rate,
    quantity: row.quantity,
    signedOn: row.signedOn,
    dueOn: row.dueOn,
    sentAt: row.sentAt,
    paper: row.paper === null ? null : Boolean(row.paper),
    urgent: row.urgent === null ? null : Boolean(row.urgent),
    buyerTaxNo: row.buyerTaxNo,
    buyerName: row.buyerName,
    phone: row.phone,
    email: row.email,
    place: row.place,
    remark: row.remark,
    org: orgs.get(row.org),
    sharing: row.sharing,
    enabled: Boolean(row.enabled),
    createdAt: row.createdAt,
    createdBy: users.get(row.createdBy),
    modifiedAt: row.modifiedAt,
    modifiedBy: users.get(row.modifiedBy),
    revision: row.revision,
  };
}

export const stored = [
  ...columns,
  ...([
    'id',
    'org',
    'sharing',
    'enabled',
    'createdAt',
    'createdBy',
    'modifiedAt',
    'modifiedBy',
    'revision',
  ] as const),
] as const;
export const columnList = stored.map((name) => `\`${name}\``).join(', ');
export const places = stored.map(() => '?').join(', ');
export const cell = (value: unknown) =>
  typeof value === 'boolean' ? Number(value) : (value as string | number | null);
