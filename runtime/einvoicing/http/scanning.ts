import { randomUUID } from 'node:crypto';
import { scanning } from '../../../rules/einvoicing/contract/scanning.ts';
import { tooManyAttempts } from '../../access/auth/gate.ts';
import { networkOf } from '../../access/auth/known-networks.ts';
import { Throttle, type ThrottleOptions } from '../../access/auth/throttle.ts';
import { refusal } from '../../common/refusal.ts';
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

/**
 * Of a network: many customers may stand behind one, in the shop's own as well. Whoever shares one with somebody that
 * guesses or floods gets his invoice a minute later; a search for titles, which he can do without, may take longer.
 */
const byNetwork = {
  misses: { free: 20, first: 2, longest: 60, memory: 3600 },
  searches: { free: 20, first: 2, longest: 900, memory: 3600 },
  sendings: { free: 30, first: 2, longest: 60, memory: 3600 },
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
      /** Says how long to wait. */
      hold(key: string) {
        const seconds = throttle.wait(key, measure.free);
        if (seconds > 0) throw tooManyAttempts({ seconds });
      },
      /** Counts one, or says how long to wait. */
      take(key: string) {
        this.hold(key);
        throttle.count(key);
      },
      count: (key: string) => throttle.count(key),
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

  /**
   * What leads to nothing counts against the network that guesses, and nothing else does: neighbours who scan what there
   * is make no wait longer. Keys are too long for it to matter how many are guessed at once.
   */
  async function found<T>(ask: Ask, find: (visitor: ScanVisitor) => Promise<T | null>, gone = codeOver) {
    refuseWhenBroken(ask);
    const network = networkOf(ask.address);
    misses.hold(network);
    const result = await find(visitorOf(ask));
    if (result !== null) return result;
    misses.count(network);
    throw gone();
  }

  const opened = (ask: Ask) => found(ask, (visitor) => desk.open(visitor, ask.param('key')));

  return [
    serveCall(scanning.page, async ({ ask, query }) => ({
      body: await (await opened(ask)).page(query),
      headers: unkept,
    })),
    serveCall(scanning.titles, async ({ ask, body }) => {
      const { find } = await body();
      searches.network.take(networkOf(ask.address));
      const code = await opened(ask);
      searches.code.take(ask.param('key'));
      return { body: await code.titles(find), headers: unkept };
    }),
    serveCall(scanning.apply, async ({ ask, body }) => {
      const filled = await body();
      const [key, network] = [ask.param('key'), networkOf(ask.address)];
      sendings.network.take(network);
      const code = await opened(ask);
      sendings.code.take(key);
      // Without a key each sending is one of its own: others may say ids of requests as they like.
      const once = ask.header('idempotency-key') || randomUUID();
      const { isNew, ...made } = await code.apply(filled, once);
      sendings.code.forgive(key);
      if (isNew) {
        searches.network.forgive(network, searchesOfCustomer);
        searches.code.forgive(key, searchesOfCustomer);
      }
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
