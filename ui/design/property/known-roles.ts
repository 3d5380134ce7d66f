import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { FormKind } from '../../../metadata/source.ts';
import { session } from '../../session/session.ts';
import type { RoleSight } from '../work/role-sight.ts';

export interface KnownRole {
  readonly id: string;
  /** By which fields name it. */
  readonly number: string;
  readonly label: Label;
  readonly administers: boolean;
  readonly grants: readonly JsonObject[];
}

interface SeenForm {
  readonly id: string;
  readonly kind: FormKind;
}

/** Roles, as far as the person may read them. */
export async function knownRoles(): Promise<readonly KnownRole[]> {
  const form = session.formById('role');
  if (!form) return [];
  const { items } = await session.api.call('GET /api/forms/:form/records', {
    path: { form: form.name },
    query: { limit: 100, view: 'use', fields: 'number,name,nameEn,administers,grants' },
  });
  return items.map((one) => ({
    id: one.id,
    number: String(one['number']),
    label: { zh: String(one['name']), en: String(one['nameEn'] || one['name']) },
    administers: one['administers'] === true,
    grants: objects(one['grants']),
  }));
}

/** Answers a role's rights on a form, in whichever scope it is held; null: it sees nothing. */
export function sightOf(role: KnownRole, { id, kind }: SeenForm): RoleSight | null {
  if (role.administers && kind === 'platform')
    return {
      number: role.number,
      actions: ['read', 'create', 'edit'],
      grants: [{ readable: [], writable: [] }],
    };
  const over = role.grants.filter(({ form }) => form === id || (form === '*' && kind !== 'platform'));
  const actions = over.flatMap((grant) => texts(grant['actions']));
  if (!actions.includes('read') && !actions.includes('all')) return null;
  return {
    number: role.number,
    actions: actions.includes('all') ? ['read', 'create', 'edit'] : actions,
    grants: over.map((grant) => ({
      readable: texts(grant['readable']),
      writable: texts(grant['writable']),
    })),
  };
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
