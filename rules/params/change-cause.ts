import { addressOf } from './address.ts';
import { systemScope } from './effective.ts';
import type { EffectiveChange, EffectiveState } from './effective-changes.ts';
import type { SetValue } from './set-value.ts';

/** The reason why an organisation reads another value than before. */
export type ChangeCause =
  | 'set'
  | 'unset'
  | 'lock'
  | 'unlock'
  /** The organisation stands elsewhere in the tree, or is there or gone. */
  | 'move'
  /** A value came into force, or ended. */
  | 'date'
  /** The organisation is elsewhere on earth, so that its date is another. */
  | 'zone'
  /** Another version of a package says otherwise. */
  | 'definition';

/** Of a change between two states that one commit, or one midnight, lies between. */
export function changeCause(
  { type, key, org, from, to }: EffectiveChange,
  before: EffectiveState,
  after: EffectiveState,
): ChangeCause {
  if (addressOf(before.model, type, key)?.param !== addressOf(after.model, type, key)?.param)
    return 'definition';
  if (pathOf(before, org) !== pathOf(after, org)) return 'move';
  if (before.date(org) !== after.date(org)) return before.orgs === after.orgs ? 'date' : 'zone';
  const [was, is] = [from?.set, to?.set];
  if (is && !stands(is, before)) return is.locked && was && isAbove(is, was, after) ? 'lock' : 'set';
  if (!was || !isThere(was, after)) return 'unset';
  return was.locked ? 'unlock' : 'set';
}

function pathOf({ orgs }: EffectiveState, org: string | null): string {
  if (org === null) return '';
  return orgs.get(org) ? [org, ...orgs.ancestors(org)].join() : '-';
}

function isAbove({ org: upper }: SetValue, { org: lower }: SetValue, { orgs }: EffectiveState): boolean {
  return lower !== null && upper !== lower && (upper === null || orgs.within(lower, upper));
}

/** Tells whether the very value was set then. */
function stands(set: SetValue, state: EffectiveState): boolean {
  return valuesAt(set, state).includes(set);
}

function isThere(set: SetValue, state: EffectiveState): boolean {
  return valuesAt(set, state).some(({ id }) => id === set.id);
}

function valuesAt({ type, key, org }: SetValue, { values }: EffectiveState): readonly SetValue[] {
  return (
    values
      ?.ofType(type)
      ?.get(key)
      ?.get(org ?? systemScope) ?? []
  );
}
