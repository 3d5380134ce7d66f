import { msg, str } from '@lit/localize';
import { type TrailActions, trailActions } from '../../metadata/trail-actions.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';

/** The words that a domain has for its own actions in the audit trail. */
export interface TrailDomain {
  readonly trailActions?: TrailActions;
}

type Domains = readonly TrailDomain[];

/** Answers the actions that one can filter the trail by. */
export function auditActions(domains: Domains): readonly string[] {
  return [trailActions, ...domains.map((domain) => domain.trailActions ?? {})].flatMap(Object.keys);
}

/** Names an action: one of the platform, of a domain, or one that the form declares. */
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
