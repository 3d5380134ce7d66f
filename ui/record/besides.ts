/** What pages of one form have besides, fetched with a record of it. */
export const besides: Readonly<Record<string, () => Promise<unknown>>> = {
  role: () => import('./gj-role-rights.ts'),
  user: () => import('../people/gj-no-password.ts'),
};
