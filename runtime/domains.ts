import type { Domain } from './domain.ts';
import type { EinvoicingOptions } from './einvoicing/open-einvoicing.ts';
import { einvoicing } from './einvoicing/register.ts';
import { imaging } from './imaging/register.ts';

/** Lists what `guiju` comes with; only entry points and tests read it, and everybody else is handed it. */
export const domains = createDomains();

export function createDomains(options?: EinvoicingOptions): readonly Domain[] {
  return [einvoicing(options), imaging];
}
