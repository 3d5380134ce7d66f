import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { deskAt, seller, serviceLine } from '../../../runtime/einvoicing/issuing/desk.suite.ts';
import { license } from '../../../runtime/einvoicing/issuing/license.suite.ts';
import type { Effect } from '../history/history.ts';
import type { Outside } from '../place/outside.ts';
import { type Asking, askUntilDone, askUntilKnown } from './asking.ts';
import type { Bench, Random } from './bench.ts';
import { oneOf, whileOpen } from './bench.ts';

/**
 * A desk whose calls are asked until it is known what came of them, each written once. Whichever node answers knows what
 * another one has answered.
 */
function deskOver(askings: readonly Asking[]) {
  let newest = 0;
  return deskAt({
    async ask(method, path, body, headers) {
      const seen = { ...headers, 'guiju-min-revision': String(newest) };
      const answered = await askUntilKnown(askings, randomUUID(), method, path, body, seen);
      newest = Math.max(newest, Number(answered.headers.get('guiju-revision') ?? 0));
      return answered;
    },
  });
}

/** Buyers by whose names applications go to the scheme that issues by itself. */
const bySchemes = '自动';

/** A bureau that issues, a business system that is called back, credit, and a scheme that runs each minute. */
export async function prepareDesk(askings: readonly Asking[], outside: Outside): Promise<void> {
  const desk = deskOver(askings);
  await desk.connect(outside.bureau);
  const [asking] = askings;
  if (!asking) throw new Error('there is no node to ask');
  const { hostname, port } = new URL(outside.business);
  await asking.ask('POST', '/api/forms/allowed-host/records', { host: hostname, ports: port, private: true });
  await desk.make('callback-target', { name: 'ERP', url: outside.business });
  await desk.make('auto-issue-scheme', {
    name: '每分钟',
    frequency: 'daily',
    window: '00:00:00~23:59:59',
    everyMinutes: 1,
    sign: ['positive'],
    merge: 'line',
    push: 'issue',
    priority: 1,
    condition: { fact: 'buyerName', operator: 'contains', value: bySchemes },
  });
  await license({ ask: asking.ask }, seller);
}

/** The buyers of applications, a name each. */
export interface Applications {
  /** Those whose applications were brought to be issued. */
  readonly buyers: string[];
  /** Those whose applications were given up on the way. */
  readonly given: string[];
}

/** Brings applications and issues them, or leaves that to the scheme. */
export function issueInvoices(
  bench: Bench,
  client: string,
  random: Random,
  { buyers, given }: Applications,
): Promise<void> {
  return whileOpen(bench, 5_000, random, async (round) => {
    const first = oneOf(random, bench.askings);
    const desk = deskOver([first, ...bench.askings]);
    const own = round % 3 === 0 ? bySchemes : '买方';
    const buyerName = `${own}${client}${round}`;
    const application = { buyerName, lines: [serviceLine], sourceSystem: 'ERP', dataSource: 'api' };
    try {
      const id = await desk.approved(application);
      if (own !== bySchemes) await desk.act('invoice-application', id, 'issue');
      buyers.push(buyerName);
    } catch {
      // What could not be brought for too long nobody waits for.
      given.push(buyerName);
    }
  });
}

/** Waits until everything that was begun has come to its end, for so many seconds at most. */
export async function untilIssued(
  askings: readonly Asking[],
  outside: Outside,
  buyers: readonly string[],
  patience: number,
): Promise<void> {
  for (const until = performance.now() + patience * 1_000; performance.now() < until; await sleep(2_000)) {
    const effects = await effectsOf(askings, outside, buyers);
    if (effects.every(({ ids }) => ids.length > 0)) return;
  }
}

/** What became of each application: at the bureau, here, and in the business system. */
export async function effectsOf(
  [asking]: readonly Asking[],
  outside: Outside,
  buyers: readonly string[],
): Promise<readonly Effect[]> {
  if (!asking) return [];
  const invoices = new Map<string, string[]>();
  for (let cursor = ''; ; ) {
    const list = `/api/forms/invoice/records?view=manage&limit=200&fields=id,buyerName${cursor}`;
    const { body } = await askUntilDone(asking, 'GET', list);
    for (const { id, buyerName } of body['items'] as readonly JsonObject[])
      invoices.set(String(buyerName), [...(invoices.get(String(buyerName)) ?? []), String(id)]);
    if (body['next'] === null || body['next'] === undefined) break;
    cursor = `&cursor=${encodeURIComponent(String(body['next']))}`;
  }
  return buyers.flatMap((of): readonly Effect[] => {
    const kept = invoices.get(of) ?? [];
    return [
      { what: 'issuing at the bureau', of, ids: outside.issuedTo(of), promise: 'once' },
      { what: 'the invoice', of, ids: kept, promise: 'once' },
      { what: 'the callback', of, ids: outside.deliveredOf(kept[0] ?? ''), promise: 'one-id' },
    ];
  });
}
