import type { Log } from '../config/log.ts';
import { type SharedClock, tolerated } from '../database/shared-clock.ts';

/**
 * Sets the clock of a node by the database's; whoever runs the server is told once when they part, and once when it is
 * right again.
 */
export function tellingSkew(shared: SharedClock, log: Log): () => Promise<void> {
  let isApart = false;
  return async () => {
    await shared.set();
    if (Math.abs(shared.ahead()) > tolerated === isApart) return;
    isApart = !isApart;
    const ahead = Math.round(shared.ahead() / 100) / 10;
    if (isApart)
      log.warn({ ahead }, "this machine's clock is apart from the database's, in seconds: let NTP set both");
    else log.info({ ahead }, "this machine's clock is right again");
  };
}
