import { setTimeout } from 'node:timers/promises';
import type { Facts } from '../../../rules/condition/facts.ts';
import { type Matched, match } from '../../../rules/match/match.ts';
import type { MatchContext } from '../../../rules/match/narrow.ts';
import type { Pause } from '../../../rules/match/slices.ts';
import type { Snapshot } from '../../../rules/match/snapshot.ts';
import type { Log } from '../../config/log.ts';

/** The outcome of a second opinion; `skipped`: another one was under way. */
export type ShadowOutcome = 'agreed' | 'differed' | 'failed' | 'skipped';

/**
 * Second shadow: of some matches json-rules-engine judges every rule by itself, without the index and without
 * closures, so that a rule these left out wrongly is found. Nobody waits for it.
 */
export interface ShadowEvaluation {
  /** Perhaps. `matched` is what was answered. */
  ask(
    about: { readonly form: string; readonly snapshot: Snapshot },
    facts: Facts,
    asked: MatchContext,
    matched: Pick<Matched, 'winner'>,
  ): void;
  counts(): Readonly<Record<ShadowOutcome, number>>;
}

export interface ShadowEvaluationOptions {
  /** 0: none, 1: of every match. */
  readonly share: number;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}

export function createShadowEvaluation({ share, random, log }: ShadowEvaluationOptions): ShadowEvaluation {
  const counts: Record<ShadowOutcome, number> = { agreed: 0, differed: 0, failed: 0, skipped: 0 };
  let busy = false;

  const judge: ShadowEvaluation['ask'] = async ({ form, snapshot }, facts, asked, { winner }) => {
    await setTimeout(1, undefined, { ref: false });
    try {
      const alone = await match(snapshot, facts, { ...asked, find: 'engine alone', pause: seldom() });
      const [said, found] = [winner?.id ?? null, alone.winner?.id ?? null];
      counts[said === found ? 'agreed' : 'differed'] += 1;
      if (said !== found)
        log.error(
          { form, org: asked.org, answered: said, found },
          'a match was answered that json-rules-engine by itself answers otherwise',
        );
    } catch (err) {
      counts.failed += 1;
      log.warn({ form, err }, 'a match could not be judged again');
    }
    busy = false;
  };

  return {
    ask(about, facts, asked, matched) {
      if (share === 0 || random() >= share) return;
      if (busy) {
        counts.skipped += 1;
        return;
      }
      busy = true;
      void judge(about, facts, asked, matched);
    },
    counts: () => ({ ...counts }),
  };
}

/** Milliseconds of work, and of letting others work. */
const stretch = 4;
const rest = 36;

/** A tenth of the thread at most. */
function seldom(): Pause {
  let since = performance.now();
  return () => (performance.now() - since < stretch ? undefined : wait());

  async function wait(): Promise<void> {
    await setTimeout(rest, undefined, { ref: false });
    since = performance.now();
  }
}
