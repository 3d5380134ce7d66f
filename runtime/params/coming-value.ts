import type { Agreement, ComingValue } from '../../metadata/contract/params/value.ts';
import { effectiveValue } from '../../rules/params/effective.ts';
import { isBefore, type SetValue } from '../../rules/params/set-value.ts';
import { askedOf, maySee, orgOf, type ReadAsk } from './answer-parameter.ts';
import { maskOf, wireOf } from './wire-value.ts';

/** The value that is read next without anybody setting anything; undefined: nothing is set for a day to come. */
export function comingSet(ask: ReadAsk): SetValue | undefined {
  const asked = askedOf(ask);
  const { keys, scopes, date } = asked;
  const later = keys.flatMap((key) =>
    scopes.flatMap((scope) => (key?.get(scope) ?? []).filter((set) => isBefore(set, date))),
  );
  if (later.length === 0) return undefined;
  const dayOf = ({ validFrom }: SetValue) => validFrom ?? '';
  return later
    .toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1))
    .find((set) => effectiveValue({ ...asked, date: dayOf(set) }) === set);
}

/** The same as it is answered; who set it, and when, is told to whoever may see values there. */
export function comingAnswer(
  ask: ReadAsk,
  agreed: (revision: number) => Agreement,
): { readonly coming?: ComingValue } {
  const set = comingSet(ask);
  if (!set || set.validFrom === null) return {};
  const { address, call, sight } = ask;
  const { value, validFrom, org, written } = set;
  return {
    coming: {
      validFrom,
      value: value === null ? null : wireOf(value, address, call.served.model),
      ...maskOf(address, value),
      org: orgOf(call, org),
      ...(written &&
        maySee(sight, org) && { by: { ...written.by }, at: written.at, ...agreed(written.revision) }),
    },
  };
}
