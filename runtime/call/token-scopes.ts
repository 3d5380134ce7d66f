import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
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
 * What is wrong with the scopes asked for a token. Those that whoever it speaks for does not have at this moment would
 * open, were they stored nevertheless, on the day on which he is given what they are for; of those that there are not
 * it is told which he could ask for.
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
  return scopes.flatMap((scope, at): readonly Problem[] => {
    const option = options.find(({ value }) => value === scope);
    const place = `${path}/${at}`;
    if (!option) return [{ path: place, code: 'scope-unknown', params: { scope, known } }];
    if (isHeld(option.value)) return [];
    return [{ path: place, code: 'scope-not-held', params: { scope: { ...option.label } } }];
  });
}
