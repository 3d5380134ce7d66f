/** What pages of one form have besides, fetched with a record of it. */
export const besides: Readonly<Record<string, () => Promise<unknown>>> = {
  role: () => import('./gj-role-rights.ts'),
  'invoice-application': () => import('../einvoicing/desk/gj-desk-stations.ts'),
  'pending-invoice': () => import('../einvoicing/desk/gj-desk-stations.ts'),
  invoice: () => import('../einvoicing/desk/gj-desk-stations.ts'),
  'red-confirmation': () => import('../einvoicing/desk/gj-desk-stations.ts'),
  'auto-issue-run': () => import('../einvoicing/desk/gj-desk-run.ts'),
  'automation-run': () => import('../einvoicing/desk/gj-desk-run.ts'),
  user: () => import('../people/gj-no-password.ts'),
};
