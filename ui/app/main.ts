import { forms } from '../model/forms.ts';
import './gj-shell.ts';
import { administration } from '../administration/register.ts';
import type { Domain } from '../domain.ts';
import { einvoicing } from '../einvoicing/register.ts';
import { imaging } from '../imaging/register.ts';

/** What this web UI knows beside what every form has, for whoever is signed in. */
export const domains: readonly Domain[] = [einvoicing, imaging, administration];

forms.recordChecks = async () =>
  (await Promise.all(domains.map(({ recordChecks }) => recordChecks?.() ?? []))).flat();
