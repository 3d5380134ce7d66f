import { columns, type Item } from './item.ts';

/** The people and places of the bench, which the server by hand simply knows. */
export interface Known {
  readonly org: { readonly id: string; readonly number: string; readonly name: string };
  readonly user: { readonly id: string; readonly number: string; readonly name: string };
}

export type HandRow = Item & { id: string; createdAt: string; modifiedAt: string; revision: number };

/** A row as it is answered: flags made of bits, people and places by name. */
export function answered(
  row: Omit<HandRow, 'paper' | 'urgent'> & { paper: unknown; urgent: unknown },
  { org, user }: Known,
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
    org,
    sharing: 'private',
    enabled: true,
    createdAt: row.createdAt,
    createdBy: user,
    modifiedAt: row.modifiedAt,
    modifiedBy: user,
    revision: row.revision,
  };
}

export const stored = [...columns, 'id', 'createdAt', 'modifiedAt', 'revision'] as const;
export const columnList = stored.map((name) => `\`${name}\``).join(', ');
export const places = stored.map(() => '?').join(', ');
export const cell = (value: unknown) =>
  typeof value === 'boolean' ? Number(value) : (value as string | number | null);
