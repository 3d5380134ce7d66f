import { forms } from '../model/forms.ts';
import './gj-shell.ts';
import type { Domain } from '../domain.ts';
import { einvoicing } from '../einvoicing/register.ts';
import { imaging } from '../imaging/register.ts';

/** What this web UI knows beside the platform, for whoever is signed in. */
export const domains: readonly Domain[] = [einvoicing, imaging];

forms.recordChecks = async () =>
  (await Promise.all(domains.map(({ recordChecks }) => recordChecks?.() ?? []))).flat();
