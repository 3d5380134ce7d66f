import { msg } from '@lit/localize';
import type { FormModel } from '../model/form-model.ts';

/** Whether the form lists the tokens of all users, which nobody makes for another. */
export function isTokens({ kind, name }: Pick<FormModel, 'kind' | 'name'>): boolean {
  return kind === 'platform' && name === 'token';
}

/** Says where tokens are made, and what to do where one is to do less than oneself may. */
export function tokenHint(): string {
  return msg(
    '每个人在“账户与令牌”中新建自己的令牌。要令牌的权限更少，先建一个只有所需角色的用户，再用这个用户登录新建。',
    {
      id: 'tokens-made-by-each',
    },
  );
}
