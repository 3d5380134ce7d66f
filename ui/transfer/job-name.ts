import { msg, str } from '@lit/localize';
import { say } from '../session/i18n.ts';
import type { Job } from '../session/jobs.ts';
import { session } from '../session/session.ts';

/** What a job is called in the language of whoever reads, not of whoever started it, as far as its form is known. */
export function jobName({ kind, form, name, details }: Job): string {
  const outline = form === null ? undefined : (session.form(form) ?? session.formById(form));
  if (!outline) return name;
  const label = say(outline.label);
  if (kind === 'export') return msg(str`导出${label}`, { id: 'job-export' });
  if (kind !== 'import') return name;
  return details?.['dryRun'] === true
    ? msg(str`试导入${label}`, { id: 'job-rehearsal' })
    : msg(str`导入${label}`, { id: 'job-import' });
}
