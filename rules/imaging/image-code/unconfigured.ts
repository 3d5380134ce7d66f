import { isGiven, type Text } from '../../decisions/given.ts';
import type { Unconfigured } from './image-code.ts';

/** Bills that some setting is for, by what it says of them. */
interface Named {
  readonly application?: Text;
  /** Default: all of the application. */
  readonly billType?: Text;
}

/**
 * What of a bill no setting names, so that it may be mistyped. What is for all applications names none of them, but may
 * name a type of bill.
 */
export function unconfiguredOf(
  { application, billType }: { readonly application: string; readonly billType: string },
  settings: readonly Named[],
): Unconfigured | null {
  const own = settings.filter((one) => one.application === application);
  const general = settings.filter((one) => !isGiven(one.application));
  if (own.length === 0) return general.some((one) => one.billType === billType) ? null : 'application';
  const isNamed = [...own, ...general].some(
    (one) => one.billType === billType || (isGiven(one.application) && !isGiven(one.billType)),
  );
  return isNamed ? null : 'billType';
}
