import { kinds } from '../../../metadata/kinds/index.ts';
import { router } from '../../session/router.ts';

/** Takes the kind of field out of the address that asks to begin one, so that it is begun once; empty: none is asked for. */
export function takeWanted(): string {
  const { add = '', ...rest } = Object.fromEntries(router.place.query);
  if (add === '') return '';
  router.rewrite(new URLSearchParams(rest));
  return kinds.has(add) ? add : '';
}
