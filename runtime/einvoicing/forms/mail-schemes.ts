import type { Problem } from '../../../metadata/common/issue.ts';
import type { SpecialForm } from '../../storage/store/save/parts.ts';
import type { StoredAs } from './forms.ts';

/** Schemes by which mails go out: one of the system's mailbox sends nothing where nobody configured that. */
export function mailSchemes(isConfigured: boolean): Readonly<Record<string, SpecialForm>> {
  const scheme: SpecialForm = {
    problems({ next }) {
      const { mailbox, enabled }: StoredAs<'mail-scheme' | 'red-mail-scheme'> = next;
      return isConfigured || !enabled || mailbox === 'own' ? [] : [unconfigured];
    },
  };
  return { 'mail-scheme': scheme, 'red-mail-scheme': scheme };
}

const unconfigured: Problem = { path: '/mailbox', code: 'mailbox-not-configured', severity: 'warning' };
