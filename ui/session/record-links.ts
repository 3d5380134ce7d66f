import { msg } from '@lit/localize';
import { session } from './session.ts';

export interface RecordLink {
  readonly text: string;
  readonly address: string;
}

/** Pages of their own that records of the platform's forms have beside the generated one, as far as one may see them. */
export function recordLinks(form: string, id: string): readonly RecordLink[] {
  if (form === 'role') return [{ text: msg('权限矩阵', { id: 'role-matrix' }), address: `/roles/${id}` }];
  if (form === 'user' && session.who?.administers)
    return [{ text: msg('重设密码', { id: 'set-password' }), address: `/users/${id}/password` }];
  return [];
}
