import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { Model } from '../../metadata/model.ts';
import type { Rights } from './rights.ts';

/**
 * Whether somebody has a right beyond what everybody has, by the scope of a token that opens it; other scopes open
 * nothing else.
 */
const held: Readonly<Record<string, (rights: Rights, model: Model) => boolean>> = {
  administer: (rights) => rights.administers,
  provision: (rights) => rights.administers,
  publish: (rights) => rights.designs('publish'),
  reveal: (rights, { params }) =>
    [...params.keys()].some((type) => {
      const scope = rights.parameters(type, 'reveal');
      return scope === 'all' || scope.size > 0;
    }),
};

/** Every scope there is, as tokens have them. */
export const tokenScopes: readonly string[] = ['read', 'write', ...Object.keys(held)];

/** What scopes are for whose word does not say it. */
const said: Readonly<Record<string, Label>> = {
  provision: { zh: 'provision（SCIM 同步）', en: 'provision (SCIM)' },
};

/**
 * Finds problems in the scopes asked for a token. One that whoever it speaks for does not have at this moment would
 * open, were it stored nevertheless, on the day on which he is given what it is for; for one that does not exist, the
 * problem names those he could ask for.
 */
export function scopesRefused(
  rights: Rights,
  model: Model,
  scopes: readonly Json[],
  path = '/scopes',
): readonly Problem[] {
  const options = model.formsById.get('token')?.byName.get('scopes')?.options ?? [];
  const isHeld = (scope: string) => held[scope]?.(rights, model) ?? true;
  const known = options.map(({ value }) => value).filter(isHeld);
  const named = known.map((value) => (said[value] ? { ...said[value] } : value));
  return scopes.flatMap((scope, at): readonly Problem[] => {
    const option = options.find(({ value }) => value === scope);
    const place = `${path}/${at}`;
    if (!option) return [{ path: place, code: 'scope-unknown', params: { scope, known, named } }];
    if (isHeld(option.value)) return [];
    return [{ path: place, code: 'scope-not-held', params: { scope: { ...option.label } } }];
  });
}
