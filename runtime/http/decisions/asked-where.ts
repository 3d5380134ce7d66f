import type { TraceWanted, Where } from '../../../metadata/contract/decisions/asked.ts';
import type { DecideHow } from '../../effective/decisions/asked.ts';
import { requireFewNamed } from '../../effective/decisions/trial.ts';

/** Returns the options of a decision as a caller asks for them. */
export function howOf({ at, asOf, trial }: Where, trace: TraceWanted = null): DecideHow {
  if (trial) requireFewNamed(trial, '/trial');
  return {
    ...(at && { at }),
    ...(asOf !== null && asOf !== undefined && { asOf }),
    ...(trial && { trial }),
    ...(trace && { trace }),
  };
}
