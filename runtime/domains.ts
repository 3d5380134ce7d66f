import type { Domain } from './domain.ts';
import { einvoicing } from './einvoicing/register.ts';

/** Lists what `guiju` comes with; only entry points and tests read it, and everybody else is handed it. */
export const domains: readonly Domain[] = [einvoicing];
