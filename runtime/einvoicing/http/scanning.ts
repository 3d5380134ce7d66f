import { scanning } from '../../../rules/einvoicing/contract/scanning.ts';
import { tooManyAttempts } from '../../access/auth/gate.ts';
import { networkOf } from '../../access/auth/known-networks.ts';
import { Throttle, type ThrottleOptions } from '../../access/auth/throttle.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Ask } from '../../http/pipeline/ask.ts';
import type { Endpoint } from '../../http/pipeline/endpoint.ts';
import { refuseWhenBroken } from '../../http/pipeline/refuse-when-broken.ts';
import { serveCall } from '../../http/pipeline/serve-call.ts';
import type { ScanDesk, ScanVisitor } from '../scanning/create-scan-desk.ts';

/** One and the same for whatever reason a code leads to nothing. */
const codeOver = refusal('scan-code-over', 410);
const receiptOver = refusal('scan-receipt-over', 410);

interface Measure extends ThrottleOptions {
  /** So many cost nothing. */
  readonly free: number;
}

/** Of a network: many customers may stand behind one, in the shop's own as well. */
const byNetwork = {
  misses: { free: 20, first: 2, longest: 900, memory: 3600 },
  searches: { free: 20, first: 2, longest: 900, memory: 3600 },
  sendings: { free: 30, first: 2, longest: 900, memory: 3600 },
} as const satisfies Record<string, Measure>;
/** Of a code, whoever asks: a crowd of networks learns little of its customers, and the shop is not shut for long. */
const byCode = {
  searches: { free: 100, first: 2, longest: 60, memory: 900 },
  sendings: { free: 200, first: 2, longest: 60, memory: 900 },
} as const satisfies Record<string, Measure>;

/** A search is forgiven whoever then asks for an invoice: he has found, or typed, what he looked for. */
const searchesOfCustomer = 5;

/** The page of codes, which strangers fill in. */
export function scanningEndpoints(desk: ScanDesk, clock: () => number): readonly Endpoint[] {
  const counted = (measure: Measure) => {
    const throttle = new Throttle(measure, clock, async () => ({ failures: 0, last: 0 }));
    return {
      throttle,
      /** Counts one, or says how long to wait. */
      take(key: string) {
        const seconds = throttle.wait(key, measure.free);
        if (seconds > 0) throw tooManyAttempts({ seconds });
        throttle.count(key);
      },
      forgive: (key: string, count = 1) => throttle.forgive(key, count),
    };
  };
  const misses = counted(byNetwork.misses);
  const searches = { network: counted(byNetwork.searches), code: counted(byCode.searches) };
  const sendings = { network: counted(byNetwork.sendings), code: counted(byCode.sendings) };

  function visitorOf({ host, served, language, requestId, request }: Ask): ScanVisitor {
    const at = clock();
    return {
      served,
      now: host.now(served.orgs.root),
      language,
      requestId,
      at,
      origin: new URL(request.url).origin,
    };
  }

  /** What leads to nothing counts against the network that guesses. */
  async function found<T>(ask: Ask, find: (visitor: ScanVisitor) => Promise<T | null>, gone = codeOver) {
    refuseWhenBroken(ask);
    const network = networkOf(ask.address);
    misses.take(network);
    const result = await find(visitorOf(ask)).catch((error: unknown) => {
      if (error instanceof Refusal) misses.forgive(network);
      throw error;
    });
    if (result === null) throw gone();
    misses.forgive(network);
    return result;
  }

  return [
    serveCall(scanning.page, async ({ ask, query }) => ({
      body: await found(ask, (visitor) => desk.page(visitor, ask.param('key'), query)),
      headers: unkept,
    })),
    serveCall(scanning.titles, async ({ ask, body }) => {
      const { find } = await body();
      const key = ask.param('key');
      searches.network.take(networkOf(ask.address));
      searches.code.take(key);
      return { body: await found(ask, (visitor) => desk.titles(visitor, key, find)), headers: unkept };
    }),
    serveCall(scanning.apply, async ({ ask, body }) => {
      const filled = await body();
      const [key, network] = [ask.param('key'), networkOf(ask.address)];
      sendings.network.take(network);
      sendings.code.take(key);
      const once = ask.header('idempotency-key') ?? ask.requestId;
      const made = await found(ask, (visitor) => desk.apply(visitor, key, filled, once));
      searches.network.forgive(network, searchesOfCustomer);
      searches.code.forgive(key, searchesOfCustomer);
      sendings.code.forgive(key);
      return { status: 201, body: made, headers: unkept };
    }),
    serveCall(scanning.receipt, async ({ ask }) => ({
      body: await found(ask, (visitor) => desk.receipt(visitor, ask.param('key')), receiptOver),
      headers: unkept,
    })),
    serveCall(scanning.address, async ({ ask, body }) => {
      const { code, amount: gross, number: businessNumber } = await body();
      return { body: { address: await desk.addressOf(ask.call, code, { gross, businessNumber }) } };
    }),
  ];
}

const unkept = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
