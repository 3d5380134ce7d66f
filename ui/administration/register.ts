import { html } from 'lit';
import type { Domain } from '../domain.ts';

/** People and their rights: what pages of their records have above the fields, and below. */
export const administration: Domain = {
  recordPanels: [
    {
      fits: ({ editor }) => editor.form.id === 'role',
      load: () => import('./people/gj-role-rights.ts'),
      show: ({ editor, turn }) => html`<gj-role-rights .editor=${editor} .turn=${turn}></gj-role-rights>`,
    },
    {
      fits: ({ editor }) => editor.form.id === 'user',
      load: () => import('./people/gj-no-role.ts'),
      show: ({ editor, turn }) => html`<gj-no-role .editor=${editor} .turn=${turn}></gj-no-role>`,
    },
    {
      fits: ({ editor }) => editor.base !== null && editor.form.id === 'user',
      load: () => import('./people/gj-no-password.ts'),
      show: ({ editor }) => html`<gj-no-password user=${editor.base?.id ?? ''}></gj-no-password>`,
    },
    {
      fits: ({ editor }) => editor.base !== null && editor.form.id === 'user',
      load: () => import('./people/gj-linked-accounts.ts'),
      show: ({ editor }) => html`<gj-linked-accounts user=${editor.base?.id ?? ''}></gj-linked-accounts>`,
    },
    {
      fits: ({ editor }) => editor.base !== null && editor.form.id === 'user',
      load: () => import('./two-step/gj-user-two-step.ts'),
      show: ({ editor }) => html`<gj-user-two-step note user=${editor.base?.id ?? ''}></gj-user-two-step>`,
    },
    {
      fits: ({ editor }) => editor.form.id === 'sign-in-provider',
      load: () => import('./people/gj-sign-in-provider.ts'),
      show: ({ editor, turn }) =>
        html`<gj-sign-in-provider .editor=${editor} .turn=${turn}></gj-sign-in-provider>`,
    },
  ],
  savedRemark: async ({ form, base }) => {
    if (form.id !== 'user' || !base) return undefined;
    const { noRoleText } = await import('./people/gj-no-role.ts');
    return noRoleText(form, base);
  },
  recordFoot: [
    {
      fits: ({ editor }) => editor.base !== null && editor.form.id === 'user',
      load: () => import('./people/gj-user-limits.ts'),
      show: ({ editor, turn }) => html`<gj-user-limits .editor=${editor} .turn=${turn}></gj-user-limits>`,
    },
  ],
};
