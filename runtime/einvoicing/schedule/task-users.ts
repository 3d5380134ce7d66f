import { platformCall } from '../../work/schedule/schedule-parts.ts';
import { requireForm } from '../forms/forms.ts';
import type { AutomationParts } from './automation-parts.ts';

/** Organisations that may use a task. */
export async function usersOf(parts: AutomationParts, task: string): Promise<ReadonlySet<string>> {
  const { orgs } = platformCall(parts).served;
  const users = new Set<string>();
  const visit = async (org: string): Promise<void> => {
    const call = platformCall(parts, org);
    const { items } = await parts.store.list(call, requireForm(call, 'automation-task'), {
      view: 'use',
      limit: 1,
      fields: ['number'],
      filter: { fact: 'id', operator: 'equal', value: task },
    });
    if (items.length > 0) users.add(org);
    for (const below of orgs.children(org)) await visit(below);
  };
  await visit(orgs.root);
  return users;
}
