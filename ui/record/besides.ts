import { html } from 'lit';
import type { Contribution } from '../kit/contribution.ts';
import type { ShownRecord } from './record-domain.ts';

/** What pages of the platform's own forms have above the fields. */
export const ownPanels: readonly Contribution<ShownRecord>[] = [
  {
    fits: ({ editor }) => editor.form.id === 'role',
    load: () => import('./gj-role-rights.ts'),
    show: ({ editor, turn }) => html`<gj-role-rights .editor=${editor} .turn=${turn}></gj-role-rights>`,
  },
  {
    fits: ({ editor }) => editor.base !== null && editor.form.id === 'user',
    load: () => import('../people/gj-no-password.ts'),
    show: ({ editor }) => html`<gj-no-password user=${editor.base?.id ?? ''}></gj-no-password>`,
  },
];
