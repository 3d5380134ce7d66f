import { msg, str } from '@lit/localize';
import { type TrailActions, trailActions } from '../../metadata/trail-actions.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';

/** What a domain's records tell of in the audit trail. */
export interface TrailDomain {
  readonly trailActions?: TrailActions;
}

type Domains = readonly TrailDomain[];

/** Those one can ask for. */
export function auditActions(domains: Domains): readonly string[] {
  return [trailActions, ...domains.map((domain) => domain.trailActions ?? {})].flatMap(Object.keys);
}

/** What was done, in words: the platform's own, a domain's, or those the form gives its actions. */
export function auditAction(domains: Domains, name: string, form?: Pick<FormModel, 'actions'>): string {
  const own = form?.actions.find((action) => action.name === name);
  return say(known(domains, name)?.name ?? own?.label) || name;
}

/** The middle of the sentence: between who did it and what it was done to. */
export function auditDid(domains: Domains, name: string): string {
  return say(known(domains, name)?.did) || msg(str`执行了“${name}”：`, { id: 'did-other' });
}

function known(domains: Domains, name: string): TrailActions[string] | undefined {
  return trailActions[name] ?? domains.map((domain) => domain.trailActions?.[name]).find(Boolean);
}
