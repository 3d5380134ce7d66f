import type { Problem } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { readDay, yearDoubt } from '../../../../metadata/kinds/common/civil.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import type { Call } from '../../../call/call.ts';
import type { Stored } from '../record/stored.ts';

/** Reads sharing, enabled and validity of a new record from its body. */
export function readNewMembers(call: Call, form: Form, body: JsonObject, next: Stored): readonly Problem[] {
  const problems: Problem[] = [];
  const { sharing, enabled } = body;
  if (typeof sharing === 'string' && sharing !== next.sharing) {
    const allowed = form.sharing?.allowed ?? [];
    if (allowed.includes(sharing as SharingStrategy)) next.sharing = sharing as SharingStrategy;
    else problems.push({ path: '/sharing', code: 'sharing-not-allowed', params: { sharing } });
  }
  if (enabled === false) next.enabled = false;
  const org = body['org'];
  if (org !== undefined && org !== null && !isOrg(call, org, next.org))
    problems.push({
      path: '/org',
      code: 'org-not-of-call',
      params: { org: call.served.orgs.get(next.org)?.number ?? null },
    });
  return [...problems, ...readValidity(form, body, next)];
}

/**
 * Accepts the platform's members as they were read; a change of one that belongs to an action has to be done by that
 * action.
 */
export function readKnownMembers(call: Call, form: Form, body: JsonObject, next: Stored): readonly Problem[] {
  const problems: Problem[] = [];
  const differs = (name: string, action: string) =>
    problems.push({ path: `/${name}`, code: 'use-action', params: { name, action } });
  const { sharing, enabled, org, id } = body;
  if (sharing !== undefined && sharing !== next.sharing) differs('sharing', 'change-sharing');
  if (enabled !== undefined && enabled !== next.enabled)
    differs('enabled', enabled === true ? 'enable' : 'disable');
  if (org !== undefined && org !== null && !isOrg(call, org, next.org)) differs('org', 'transfer');
  if (id !== undefined && id !== next.id)
    problems.push({ path: '/id', code: 'id-differs', params: { id: next.id } });
  return [...problems, ...readValidity(form, body, next)];
}

function readValidity(form: Form, body: JsonObject, next: Stored): readonly Problem[] {
  const problems: Problem[] = [];
  for (const name of ['validFrom', 'validTo'] as const) {
    const value = body[name];
    if (value === undefined) continue;
    const path = `/${name}`;
    if (!form.validity) problems.push({ path, code: 'unknown-field', params: { field: name } });
    else if (value === null || value === '') next[name] = null;
    else {
      const day = readDay(value);
      if (day.ok) next[name] = day.value;
      for (const one of day.ok ? yearDoubt(day.value) : day.problems) problems.push({ ...one, path });
    }
  }
  const [from, to] = [next['validFrom'], next['validTo']];
  if (typeof from === 'string' && typeof to === 'string' && from > to)
    problems.push({ path: '/validTo', code: 'validity-reversed', params: { from, to } });
  return problems;
}

/** The organisation as callers may name it: its number, or an object with its id or number. */
function isOrg(call: Call, value: Json, id: string): boolean {
  const number = call.served.orgs.get(id)?.number;
  if (typeof value === 'string') return value === number || value === id;
  if (!isObject(value)) return false;
  const named = value as JsonObject;
  return named['id'] === id || (named['id'] === undefined && named['number'] === number);
}
