import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { type Effect, type EffectsWorld, rowsOf } from './effects-world.suite.ts';

interface Mailing {
  readonly values: readonly [off: Json, on: Json];
  readonly scheme?: JsonObject;
  /** What of the mails that two invoices go by. Default: how many invoices each has. */
  readonly shows?: (mails: readonly JsonObject[]) => Json;
  readonly comes: readonly [off: Json, on: Json];
}

const sizes = (mails: readonly JsonObject[]): Json =>
  mails.map((mail) => rowsOf(mail, 'invoices').length).sort();

/** Two invoices to one address, for two buyers, by two documents. */
async function mailed(world: EffectsWorld, scheme: JsonObject): Promise<readonly JsonObject[]> {
  const id = await world.make('batch-push-scheme', scheme);
  const buyerEmail = `${id.toLowerCase()}@example.com`;
  for (const buyerName of [world.name(), world.name()]) await world.issued({ buyerName, buyerEmail });
  const mails = await world.mailsTo(buyerEmail, 2);
  await world.desk.act('batch-push-scheme', id, 'disable');
  return mails;
}

function mailing(
  field: string,
  says: string,
  { values, scheme = {}, shows = sizes, comes }: Mailing,
): Effect {
  return {
    of: [`batch-push-scheme.${field}`],
    says,
    isLong: true,
    without: comes[0],
    with: comes[1],
    tried: async (world, isSet) => {
      const said = { pushMode: 'automatic', grouping: 'mailbox', ...scheme };
      const [member = ''] = field.split('.');
      return shows(await mailed(world, { ...said, [member]: values[isSet ? 1 : 0] }));
    },
  };
}

const isAtTheDay = (mails: readonly JsonObject[]): Json =>
  mails.map(({ nextAt }) => String(nextAt).endsWith('T15:59:59.000Z'));
/** The last second of the day in Shanghai. */
const times = [{ time: '23:59:59' }];

/** By which mails invoices go, and what stands on their faces. */
export const mailings: readonly Effect[] = [
  mailing('grouping', 'puts invoices to one mailbox together, or those of one buyer', {
    values: ['mailbox', 'buyer'],
    comes: [[2], [1, 1]],
  }),
  mailing('grouping', 'puts invoices of one document together', {
    values: ['mailbox', 'document'],
    comes: [[2], [1, 1]],
  }),
  mailing('invoiceTypes', 'gathers invoices of the types that it names', {
    values: [['08xdp'], ['10xdp']],
    comes: [[1, 1], [2]],
  }),
  mailing('pushMode', 'sends at once, or at its times', {
    scheme: { times },
    values: ['automatic', 'timed'],
    shows: isAtTheDay,
    comes: [[false], [true]],
  }),
  mailing('times.time', 'is when mails go out', {
    scheme: { pushMode: 'timed' },
    values: [[{ time: '00:00:01' }], times],
    shows: isAtTheDay,
    comes: [[false], [true]],
  }),
  {
    of: ['batch-push-scheme.mailScheme'],
    says: 'is the scheme by which its mails go',
    isLong: true,
    without: [false],
    with: [true],
    tried: async (world, isSet) => {
      const id = await world.make('mail-scheme', {});
      const mailScheme = isSet ? { id } : null;
      const mails = await mailed(world, { pushMode: 'automatic', grouping: 'mailbox', mailScheme });
      return mails.map(({ scheme = null }) => (scheme as JsonObject | null)?.['id'] === id);
    },
  },
  {
    of: ['invoice-item.preferenceText'],
    says: 'stands in the column of rates of the invoice',
    isLong: true,
    without: false,
    with: true,
    tried: async (world, isSet) => {
      const text = '免税';
      const name = world.name();
      const free = { preference: true, preferenceText: text, rate: '0' };
      await world.make('invoice-item', {
        name,
        taxCategory: { number: '3040201010000000000' },
        rate: '0.06',
        ...(isSet ? free : {}),
      });
      const lines = [{ itemName: name, quantity: '1', price: '100', amount: '100' }];
      const settings = { completeItems: true, completePreference: true };
      const invoice = await world.settled(settings, () => world.issued({ buyerName: '买方', lines }));
      return (await world.face(invoice)).includes(text);
    },
  },
  {
    of: ['handler.name', 'handler.number'],
    says: 'stands on the application alone, and not on the invoice',
    isLong: true,
    without: [false, false],
    with: [true, false],
    tried: async (world, isSet) => {
      const name = `经办${world.name()}`;
      const handler = { id: await world.make('handler', { name, phone: '02112345678' }) };
      const buyerName = world.name();
      const invoice = await world.issued({ buyerName, ...(isSet ? { handler } : {}) });
      const { application = null } = await world.desk.read('invoice', invoice);
      const id = String((application as JsonObject | null)?.['id']);
      const shown = await world.desk.read('invoice-application', id);
      return [JSON.stringify(shown).includes(name), (await world.face(invoice)).includes(name)];
    },
  },
];
