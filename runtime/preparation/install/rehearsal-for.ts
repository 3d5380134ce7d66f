import type { PlanMatches } from '../../../metadata/contract/packages/install-plan.ts';
import type { Call } from '../../call/call.ts';
import type { Edition } from '../../common/edition.ts';
import { mayFollow } from '../cases/case-sight.ts';
import { casesIn } from '../cases/placed-case.ts';
import type { RehearsedMatch } from '../cases/rehearse.ts';
import type { InstallPlan } from './plan-install.ts';
import type { ChangedCase, Rehearsal } from './rehearse-install.ts';

/**
 * Of cases that were tried as the system, those whose outcome the caller may be told; the others are a number to him.
 */
export function casesFor(
  call: Call,
  { publication }: Pick<InstallPlan, 'publication'>,
  changed: readonly ChangedCase[],
  domains: Edition['domains'],
): { readonly shown: readonly ChangedCase[]; readonly withheld: number } {
  const after = publication.compiled.model ?? call.served.model;
  const known = new Map(
    [...casesIn(call.served.model), ...casesIn(after)].map((one) => [
      `${one.package}/${one.file}#${one.name}`,
      one,
    ]),
  );
  const decisions = domains.flatMap((one) => one.decisions);
  const shown = changed.filter(({ id }) => {
    const one = known.get(id);
    return one === undefined ? call.rights.administers : mayFollow(call, one, decisions);
  });
  return { shown, withheld: changed.length - shown.length };
}

/** Documents that another rule would match: to who may read all of them and match by the rules; to others how many. */
export function matchesFor(call: Call, rehearsal: Rehearsal | undefined): readonly PlanMatches[] {
  const { rights, served } = call;
  const open = (name: string, action: string) => {
    const form = served.model.forms.get(name);
    return form !== undefined && rights.scope(form, action) === 'all';
  };
  return (rehearsal?.matches ?? [])
    .filter(({ looked, why }) => looked > 0 || why)
    .map((one: RehearsedMatch) => {
      const isShown = open(one.form, 'match') && open(one.about, 'read');
      return { ...one, changed: isShown ? one.changed : [], withheld: isShown ? 0 : one.changed.length };
    });
}
