import { forms } from '../model/forms.ts';
import './gj-shell.ts';
import { administration } from '../administration/register.ts';
import type { Domain } from '../domain.ts';
import { einvoicing } from '../einvoicing/register.ts';
import { imaging } from '../imaging/register.ts';

/** The domains that this web UI knows beside the pages of every form, for whoever is signed in. */
export const domains: readonly Domain[] = [einvoicing, imaging, administration];

forms.recordChecks = async () =>
  (await Promise.all(domains.map(({ recordChecks }) => recordChecks?.() ?? []))).flat();
