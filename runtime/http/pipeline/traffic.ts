import type { Principal } from '../../access/auth/gate.ts';
import { RecentTraffic } from '../../common/recent-traffic.ts';
import { tellAnswer } from '../../common/traces/follow-request.ts';
import { currentSpan } from '../../common/traces/trace.ts';
import { residentMemory } from '../../config/config.ts';
import type { Log } from '../../config/log.ts';
import type { Arrival } from './arrival.ts';
import type { Endpoint } from './endpoint.ts';

/** Upper bounds of the buckets of answer times, in milliseconds. */
export const buckets: readonly number[] = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

/** A trace in which an answer took so long. */
export interface Exemplar {
  readonly traceId: string;
  readonly spanId: string;
  readonly milliseconds: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The count of answers of one endpoint since the start. */
export interface Count {
  readonly endpoint: Pick<Endpoint, 'method' | 'path'>;
  /** Answers by class of status: 1xx … 5xx. */
  readonly classes: number[];
  readonly times: number[];
  /** Of each of the times the newest trace that is kept. */
  readonly exemplars: (Exemplar | undefined)[];
  milliseconds: number;
}

/** Counts answers in plain numbers; `/metrics` makes words of them when somebody asks. */
export class Traffic {
  readonly #counts: Count[] = [];
  readonly recent = new RecentTraffic(residentMemory);

  count(endpoint: Pick<Endpoint, 'method' | 'path'>): (status: number, milliseconds: number) => void {
    const count: Count = {
      endpoint,
      classes: [0, 0, 0, 0, 0],
      times: buckets.map(() => 0).concat(0),
      exemplars: [],
      milliseconds: 0,
    };
    this.#counts.push(count);
    return (status, milliseconds) => {
      const group = Math.trunc(status / 100) - 1;
      count.classes[group] = (count.classes[group] ?? 0) + 1;
      count.milliseconds += milliseconds;
      this.recent.note(status, milliseconds);
      let bucket = 0;
      while (bucket < buckets.length && milliseconds > (buckets[bucket] ?? 0)) bucket += 1;
      count.times[bucket] = (count.times[bucket] ?? 0) + 1;
      const span = currentSpan();
      if (!span?.isSampled) return;
      const { traceId, spanId } = span;
      count.exemplars[bucket] = { traceId, spanId, milliseconds, at: Date.now() };
    };
  }

  counts(): readonly Count[] {
    return this.#counts;
  }
}

/** Milliseconds. Reads that went well are many and say little: quicker ones are logged at `debug`. */
const slow = 1000;

/** Hands a response on, having counted it and written its line of log. */
type RecordTraffic = (
  arrival: Arrival,
  response: Response,
  principal: Principal | null,
  code?: string,
) => Response;

export function recordTraffic(
  endpoint: Pick<Endpoint, 'method' | 'path' | 'asks'> & Partial<Pick<Endpoint, 'access'>>,
  traffic: Traffic,
  log: Log,
): RecordTraffic {
  const count = traffic.count(endpoint);
  return ({ request, id, at }, response, principal, code) => {
    const { status } = response;
    const milliseconds = performance.now() - at;
    count(status, milliseconds);
    tellAnswer(id, status, code);
    const reads = endpoint.method === 'GET' || endpoint.asks === true;
    const quiet = reads && status < 400 && milliseconds < slow;
    const level = status >= 500 ? 'warn' : quiet ? 'debug' : 'info';
    if (!log.isLevelEnabled(level)) return response;
    log[level](
      {
        requestId: id,
        method: request.method,
        // Where nobody signs in, what opens a door may stand in its address.
        path: endpoint.access === 'public' ? endpoint.path : new URL(request.url).pathname,
        route: endpoint.path,
        status,
        ms: Math.round(milliseconds * 10) / 10,
        ...(principal ? { user: principal.user.number } : {}),
        ...(code === undefined ? {} : { code }),
      },
      'request',
    );
    return response;
  };
}
