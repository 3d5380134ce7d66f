import type { Provisioning } from './provisioning.ts';

/** Whether one of the roles, by their ids, makes whoever has it an administrator. */
export async function administers(
  { store, call, roles: form }: Provisioning,
  roles: readonly string[],
): Promise<boolean> {
  if (roles.length === 0) return false;
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'id', operator: 'in', value: [...new Set(roles)] },
        { fact: 'administers', operator: 'equal', value: true },
      ],
    },
    fields: ['number'],
    limit: 1,
  });
  return items.length > 0;
}
