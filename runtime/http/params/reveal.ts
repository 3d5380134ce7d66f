import type { Address } from '../../../rules/params/address.ts';
import { refusal } from '../../common/refusal.ts';
import { effectiveSet, type ReadAsk } from '../../params/answer-parameter.ts';
import { scopeName } from '../../params/scope-name.ts';
import { isSecret } from '../../params/wire-value.ts';
import type { Ask } from '../pipeline/ask.ts';
import { switchParameter } from '../pipeline/check-query.ts';
import { covers } from './named-parameter.ts';

const revealForbidden = refusal('parameter-reveal-forbidden', 403);

export function wantsReveal({ query }: Ask): boolean {
  return switchParameter(query, 'reveal') ?? false;
}

export function requireReveal(ask: Ask, { address, org, call }: ReadAsk): void {
  if (mayReveal(ask, address.type, org)) return;
  throw revealForbidden({ type: address.type, org: scopeName(call, org) });
}

export function mayReveal({ principal }: Ask, type: string, org: string | null): boolean {
  return covers(principal.rights.parameters(type, 'reveal'), org);
}

/**
 * Returns the secret that an organisation reads, and notes in the audit trail that it was told; undefined: there is
 * none.
 */
export async function revealed(ask: Ask, read: ReadAsk): Promise<string | undefined> {
  const { value } = effectiveSet(read) ?? {};
  if (!isSecret(read.address) || typeof value !== 'string') return undefined;
  const clear = ask.host.vault.open(value);
  await note(ask, read.address, read.org);
  return clear;
}

/** An answer of a parameter, with the secret instead of its mask. */
export function withClear<A extends { readonly masked?: true }>(
  { masked: _masked, ...answer }: A,
  clear: string,
) {
  return { ...answer, value: clear, raw: clear, revealed: true } as const;
}

/** A program that asks again and again is one line an hour for each secret, with how often it was. */
async function note({ host, call, principal }: Ask, { type, key }: Address, org: string | null) {
  const { user: actor } = call;
  const entry = { action: 'revealed', actor, ...(org !== null && { org }) } as const;
  const credential = principal.credential === 'token' ? { token: principal.id } : {};
  await host.audit.count({
    key: ['revealed', principal.id, type, key, org].join('\n'),
    group: `revealed ${principal.id}`,
    most: 500,
    entry: { ...entry, target: `${type}.${key}`, detail: { type, key, ...credential } },
    rest: { ...entry, target: '…', detail: credential },
  });
}
