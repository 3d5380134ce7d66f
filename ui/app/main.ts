import { forms } from '../model/forms.ts';
import './gj-shell.ts';
import { administration } from '../administration/register.ts';
import type { Domain } from '../domain.ts';
import { einvoicing } from '../einvoicing/register.ts';
import { imaging } from '../imaging/register.ts';
import { bringDrawings } from '../kit/form-icon.ts';

/** The domains that this web UI knows beside the pages of every form, for whoever is signed in. */
export const domains: readonly Domain[] = [einvoicing, imaging, administration];

// Here, as whoever is only asked to sign in fetches no icons.
for (const { drawings } of domains) if (drawings) bringDrawings(drawings);

forms.recordChecks = async () =>
  (await Promise.all(domains.map(({ recordChecks }) => recordChecks?.() ?? []))).flat();
