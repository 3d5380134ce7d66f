import type { Problem } from '../../../metadata/common/issue.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Decision } from '../../../rules/decisions/decision.ts';
import type { Call } from '../../call/call.ts';
import type { Action, Scope } from '../../call/rights.ts';
import type { PlacedCase } from './placed-case.ts';

/** Whether somebody may ask for an organisation; that of the call was judged when it came in. */
export function mayActFor({ rights, org }: Call, place: string | undefined): boolean {
  return place !== undefined && (place === org || rights.uses(place));
}

/** Whether somebody may know of a case: it names an organisation of his, or none. */
export function mayKnow(call: Call, { org }: Pick<PlacedCase, 'org'>): boolean {
  if (org === undefined) return true;
  const place = call.served.orgs.byNumber(org)?.id;
  return place === undefined ? call.rights.administers : mayActFor(call, place);
}

/**
 * Names the rights that somebody lacks to be told what a case comes to: those to act for its organisation, and to read
 * there what it goes by. Asked before anything is worked out.
 */
export function rightsMissing(
  call: Call,
  one: PlacedCase,
  decisions: readonly Decision[],
): readonly Problem[] {
  const { rights } = call;
  const { model, orgs } = call.served;
  const place = one.org === undefined ? orgs.root : orgs.byNumber(one.org)?.id;
  if (place === undefined) return [];
  if (!mayActFor(call, place))
    return [
      { path: '/org', code: 'case-needs-organisation', params: { org: orgs.get(place)?.number ?? place } },
    ];
  const holds = (scope: Scope) => scope === 'all' || scope.has(place);
  const formsShort = (ids: Iterable<string>, actions: readonly Action[]) =>
    [...new Set(ids)]
      .flatMap((id) => model.formsById.get(id) ?? [])
      .filter((form) => !actions.some((action) => holds(rights.scope(form, action))))
      .map(({ label }) => label);
  if (one.decision === undefined) return needing(formsShort([one.form ?? ''], ['match']));
  const reads = decisions.find(({ name }) => name === one.decision)?.reads ?? {};
  const forms = [...(reads.rules ?? []), ...(reads.records ?? []), ...(reads.settings ?? [])];
  const types = (reads.parameters ?? []).filter((type) => !holds(rights.parameters(type, 'read')));
  return needing([
    ...formsShort(forms, ['match', 'read']),
    ...types.map((type) => model.params.get(type)?.label ?? { zh: type, en: type }),
  ]);
}

/** Whether somebody may be told what a case comes to, whoever tried it. */
export function mayFollow(call: Call, one: PlacedCase, decisions: readonly Decision[]): boolean {
  return mayKnow(call, one) && rightsMissing(call, one, decisions).length === 0;
}

export function needing(labels: readonly Label[]): readonly Problem[] {
  return labels.map((label) => ({ path: '', code: 'case-needs-right', params: { name: { ...label } } }));
}
