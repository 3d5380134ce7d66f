import type { Context } from 'hono';
import { headerReader, type ReadHeader } from './headers.ts';

/** A request as it came in. */
export interface Arrival {
  readonly request: Request;
  readonly header: ReadHeader;
  /** In every answer, problem and line of log about it. */
  readonly id: string;
  /** Milliseconds on a clock that only goes forward. */
  readonly at: number;
  /** Of a read: the revision this node had followed before anything was read; 0 for all else. */
  revision: number;
  /** Revision of the model it is answered on; 0 as long as nobody has looked at one for it. */
  model: number;
}

/** Notes arrivals. A balancer's request id is kept, so that one line can be followed through both logs. */
export function arrivals(random: (size: number) => Uint8Array): (context: Context) => Arrival {
  const prefix = Buffer.from(random(6)).toString('hex');
  let count = 0;
  return (context) => {
    const header = headerReader(context);
    const given = header('x-request-id');
    const kept = given !== null && given.length <= 64 && /^[\w.-]+$/.test(given);
    if (!kept) count += 1;
    return {
      request: context.req.raw,
      header,
      id: kept ? given : `${prefix}-${count.toString(36)}`,
      at: performance.now(),
      revision: 0,
      model: 0,
    };
  };
}
