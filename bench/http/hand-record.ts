/** The record of the bench: twenty columns, as ours and the server by hand keep and answer it. */
export interface Item {
  number: string;
  name: string;
  status: string;
  channel: string | null;
  priority: number | null;
  amount: string | null;
  tax: string | null;
  rate: string | null;
  quantity: string | null;
  signedOn: string | null;
  dueOn: string | null;
  sentAt: string | null;
  paper: boolean | null;
  urgent: boolean | null;
  buyerTaxNo: string | null;
  buyerName: string | null;
  phone: string | null;
  email: string | null;
  place: string | null;
  remark: string | null;
}

export const columns = [
  ...['number', 'name', 'status', 'channel', 'priority', 'amount', 'tax', 'rate', 'quantity', 'signedOn'],
  ...['dueOn', 'sentAt', 'paper', 'urgent', 'buyerTaxNo', 'buyerName', 'phone', 'email', 'place', 'remark'],
] as const satisfies readonly string[];

const statuses = ['draft', 'open', 'paid', 'late', 'void'];
const channels = ['leqi', 'rpa', 'tax'];

/** The same item for the same number, without a random source. */
export function item(at: number): Item {
  const mixed = (at * 2654435761) % 4294967296;
  const day = (offset: number) =>
    new Date(Date.UTC(2026, 0, 1) + ((mixed + offset) % 900) * 86_400_000).toISOString().slice(0, 10);
  return {
    number: `B${String(at).padStart(7, '0')}`,
    name: `办公用品 ${at}`,
    status: statuses[mixed % 5] ?? 'open',
    channel: channels[mixed % 3] ?? 'leqi',
    priority: mixed % 1000,
    amount: `${mixed % 1_000_000}.${String((mixed % 99) + 1)
      .padStart(2, '0')
      .replace(/0$/, '')}`,
    tax: String(mixed % 13_000),
    rate: '0.13',
    quantity: `${mixed % 500}.0000000000001`,
    signedOn: day(0),
    dueOn: day(30),
    sentAt: `${day(3)}T08:15:30.123Z`,
    paper: mixed % 2 === 0,
    urgent: mixed % 7 === 0,
    buyerTaxNo: '91440300708461136T',
    buyerName: `购买方有限公司 ${mixed % 5000}`,
    phone: '13800138000',
    email: `buyer${mixed % 5000}@example.com`,
    place: '上海市浦东新区',
    remark: '按合同约定开具发票，备注栏注明项目名称与地址。',
  };
}

/** The people and places of the bench, which the server by hand simply knows. */
export interface BenchWorld {
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
interface Labels {
  readonly orgs: ReadonlyMap<string, object>;
  readonly users: ReadonlyMap<string, object>;
}

export function labelsOf({ org, user }: BenchWorld): Labels {
  return { orgs: new Map([[org.id, org]]), users: new Map([[user.id, user]]) };
}

/** Answers the members that a new row has beside the item. */
export function own({ org, user }: BenchWorld, id: string, at: string, revision: number) {
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
