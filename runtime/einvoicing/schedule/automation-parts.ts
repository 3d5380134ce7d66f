import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { ScheduleParts } from '../../work/schedule/schedule-parts.ts';
import type { Issuing } from '../issuing/create-issuing.ts';

/** What issues by itself does so with these. */
export interface AutomationTools {
  readonly decide: Decisions['decide'];
  readonly issuing: Omit<Issuing, 'acts' | 'run' | 'expire'>;
}

export type AutomationParts = ScheduleParts & AutomationTools;
