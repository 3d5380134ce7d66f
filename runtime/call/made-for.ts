import { BoundedMap } from '../../metadata/common/bounded-map.ts';
import type { Model } from '../../metadata/model.ts';
import { remember } from '../common/remember.ts';
import type { Call } from './call.ts';
import type { Rights } from './rights.ts';

/**
 * Keeps what is made of a model for those who have the same rights. It goes with either of them: nothing that was made
 * of a model keeps it once another one was published.
 */
export function madeFor<Made>(most: number): (call: Pick<Call, 'rights' | 'served'>) => Map<string, Made> {
  const known = new WeakMap<Rights, WeakMap<Model, Map<string, Made>>>();
  return ({ rights, served }) => {
    const models = remember(known, rights, () => new WeakMap<Model, Map<string, Made>>());
    return remember(models, served.model, () => new BoundedMap<string, Made>(most));
  };
}
