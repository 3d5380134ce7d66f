import type { Agreement, ParameterRead } from '../../../metadata/contract/params/value.ts';
import { spokenReason } from '../../call/spoken-reason.ts';
import { answerParameter, effectiveSet, maySee, type ReadAsk } from '../../params/answer-parameter.ts';

/** Answers the value that was read then, and who had set it; `agreed` tells of a write who else had a hand in it. */
export async function answerThen(
  ask: ReadAsk,
  explain: boolean,
  agreed: (revision: number) => Promise<Agreement>,
): Promise<ParameterRead> {
  const answer = answerParameter(ask, explain);
  const set = effectiveSet(ask);
  if (!set?.written || !maySee(ask.sight, set.org)) return { ...answer, set: null };
  const { revision, at, by, reason } = set.written;
  return {
    ...answer,
    set: { revision, at, by: { ...by }, reason: spokenReason(reason, ask.call), ...(await agreed(revision)) },
  };
}
