import type { Problem } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import type { Model } from '../../metadata/model.ts';
import type { Rights } from './rights.ts';

/** What a scope of a token opens beyond what everybody has; those that are not named here open nothing else. */
const held: Readonly<Record<string, (rights: Rights, model: Model) => boolean>> = {
  administer: (rights) => rights.administers,
  publish: (rights) => rights.designs('publish'),
  reveal: (rights, { params }) =>
    [...params.keys()].some((type) => {
      const scope = rights.parameters(type, 'reveal');
      return scope === 'all' || scope.size > 0;
    }),
};

/**
 * Scopes that whoever a token speaks for does not have at this moment: stored nevertheless, they would open on the day
 * on which he is given what they are for.
 */
export function scopesNotHeld(
  rights: Rights,
  model: Model,
  scopes: readonly Json[],
  path = '/scopes',
): readonly Problem[] {
  const options = model.formsById.get('token')?.byName.get('scopes')?.options ?? [];
  return scopes.flatMap((scope, at): readonly Problem[] => {
    const isHeld = held[String(scope)]?.(rights, model) ?? true;
    if (isHeld) return [];
    const label = options.find(({ value }) => value === scope)?.label;
    return [
      { path: `${path}/${at}`, code: 'scope-not-held', params: { scope: label ? { ...label } : scope } },
    ];
  });
}
