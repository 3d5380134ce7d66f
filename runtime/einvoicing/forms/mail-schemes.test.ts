import { expect, it } from 'vitest';
import { mailSchemes } from './mail-schemes.ts';

/** What is answered of a scheme on a server with a system mailbox or without. */
function said(form: string, isConfigured: boolean, scheme: { mailbox: string; enabled: boolean }) {
  const asked = { next: scheme } as never;
  return mailSchemes(isConfigured)
    [form]?.problems?.(asked)
    .map(({ path, code }) => `${path} ${code}`);
}

const unconfigured = '/mailbox mailbox-not-configured';

it.each(['mail-scheme', 'red-mail-scheme'])('%s says so where it can send nothing', (form) => {
  expect([
    said(form, false, { mailbox: 'system', enabled: true }),
    said(form, false, { mailbox: 'system', enabled: false }),
    said(form, false, { mailbox: 'own', enabled: true }),
    said(form, true, { mailbox: 'system', enabled: true }),
  ]).toEqual([[unconfigured], [], [], []]);
});
