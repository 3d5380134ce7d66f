import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { ScheduleParts } from '../../work/schedule/schedule-parts.ts';
import type { Issuing } from '../issuing/create-issuing.ts';

/** The tools that schemes need to issue by themselves. */
export interface AutomationTools {
  readonly decide: Decisions['decide'];
  readonly issuing: Omit<Issuing, 'acts' | 'run' | 'expire'>;
}

export type AutomationParts = ScheduleParts & AutomationTools;
