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
