import type { Connection } from '../database/database.ts';
import { networkOf } from './network.ts';
import type { Recall } from './throttle.ts';

interface Failed {
  readonly account: string;
  readonly network: string;
}

interface Row {
  readonly at: number;
  readonly action: string;
  readonly target: string | null;
  readonly detail: string | null;
}

const looked = 2000;
/** An entry counts for so long, in milliseconds: what is remembered may stand in an older one. */
const span = 3600_000;

/**
 * What the audit trail tells of guesses: entries of one account and network each, with a count. A sign-in ends what
 * was wrong before it from the same network. `by` account: read by their index.
 */
export function recallFailures(
  database: Connection,
  keyOf: (failed: Failed) => string,
  by?: 'account',
): Recall {
  return async (key, since) => {
    const rows = await database.all<Row>(
      `select at, action, target, detail from gj_audit
       where at > ? and action in ('sign-in', 'sign-in-failed')${by ? ' and target = ?' : ''}
       order by at desc limit ${looked}`,
      by ? [since - span, key] : [since - span],
    );
    const succeeded = new Map<string, number>();
    let failures = 0;
    let last = 0;
    for (const { at, action, target, detail } of rows) {
      const { address, count = 1, until: said } = JSON.parse(detail ?? '{}') as Detail;
      const until = said === undefined ? at : Date.parse(said);
      const failed = { account: target ?? '', network: networkOf(address ?? '') };
      const pair = JSON.stringify(failed);
      if (action === 'sign-in') succeeded.set(pair, Math.max(at, succeeded.get(pair) ?? 0));
      else if (keyOf(failed) === key && until > Math.max(since, succeeded.get(pair) ?? 0)) {
        failures += count;
        last = Math.max(last, until);
      }
    }
    return { failures, last };
  };
}

interface Detail {
  readonly address?: string;
  readonly count?: number;
  /** When the last that was counted happened. */
  readonly until?: string;
}
