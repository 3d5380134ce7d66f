import type { Principal } from '../../auth/principal.ts';
import type { Log } from '../../config/log.ts';
import type { Arrival } from './arrival.ts';
import type { Endpoint } from './endpoint.ts';
import type { Traffic } from './traffic.ts';

/** Milliseconds. Reads that went well are many and say little: quicker ones are logged at `debug`. */
const slow = 1000;

/** Hands a response on, having counted it and written its line of log. */
export type RecordTraffic = (
  arrival: Arrival,
  response: Response,
  principal: Principal | null,
  code?: string,
) => Response;

export function recordTraffic(
  endpoint: Pick<Endpoint, 'method' | 'path' | 'asks'>,
  traffic: Traffic,
  log: Log,
): RecordTraffic {
  const count = traffic.count(endpoint);
  return ({ request, id, at }, response, principal, code) => {
    const { status } = response;
    const milliseconds = performance.now() - at;
    count(status, milliseconds);
    const reads = endpoint.method === 'GET' || endpoint.asks === true;
    const quiet = reads && status < 400 && milliseconds < slow;
    const level = status >= 500 ? 'warn' : quiet ? 'debug' : 'info';
    if (!log.isLevelEnabled(level)) return response;
    log[level](
      {
        requestId: id,
        method: request.method,
        path: new URL(request.url).pathname,
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
