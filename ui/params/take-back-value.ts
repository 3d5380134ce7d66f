import type { SeenSetting } from '../../metadata/contract/params/value.ts';
import type { Parameter, Scope } from './parameter-data.ts';
import { saveEdited, takeAway, type WrittenValue } from './parameter-read.ts';
import { isSecret } from './parameter-words.ts';

interface Written {
  readonly parameter: Parameter;
  readonly scope: Scope;
  readonly reason: string;
  /** What the place itself said before, and says by now. */
  readonly before: readonly SeenSetting[];
  readonly after: readonly SeenSetting[];
}

/**
 * The way back from one value that was written: what was set is taken away again, what was replaced or taken away is as
 * it was; a value that somebody wrote since stays. Undefined: nobody knows what a secret was.
 */
export function takeBackValue(written: Written): (() => Promise<WrittenValue>) | undefined {
  const { parameter, scope, reason, before, after } = written;
  const isStill =
    (one: SeenSetting) =>
    ({ id, revision }: SeenSetting) =>
      id === one.id && revision === one.revision;
  const now = after.find((one) => !before.some(isStill(one)));
  const former = before.find((one) => !after.some(isStill(one)));
  if (!former) return now && (() => takeAway(parameter, scope, now, reason));
  if (isSecret(parameter.definition)) return undefined;
  const { value, validFrom, validTo, locked } = former;
  const edited = {
    value,
    locked,
    reason,
    id: now?.id ?? '',
    validFrom: validFrom ?? '',
    validTo: validTo ?? '',
  };
  return () => saveEdited(parameter, scope, edited, now);
}
