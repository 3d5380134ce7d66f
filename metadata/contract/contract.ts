import { changes } from './changes/calls.ts';
import type { CallShape } from './common/call.ts';

/** Every call that is said here, by its group. Others still are where they are answered. */
export const contract = { changes } as const;

type Groups = typeof contract;
type Calls = { [group in keyof Groups]: Groups[group][keyof Groups[group]] }[keyof Groups];

/** Each call by how it is asked: `GET /api/changesets/:id`. */
export type Routes = {
  readonly [C in Calls as C extends CallShape ? `${C['method']} ${C['path']}` : never]: C;
};
