import { append } from '../../../metadata/common/append.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import { textOf, textsOf } from '../../../metadata/common/read.ts';
import type { EndTokens, PasswordAnswer, Token } from '../../../metadata/contract/people/credentials.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Gate } from '../../access/auth/gate.ts';
import { platformForm } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { ownCall } from '../pipeline/authorise.ts';
import { bodyWrong } from '../pipeline/refusals.ts';

export function tokenForm({ served }: Ask): Form {
  return platformForm(served.model, 'token');
}

/** Lists the tokens that were made for a user. */
export async function tokensOf(ask: Ask, user: string): Promise<readonly WireRecord[]> {
  const filter = { fact: 'user', operator: 'equal', value: user } as const;
  const found: WireRecord[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = {
      view: 'manage',
      filter,
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    } as const;
    const { items, next } = await ask.host.store.list(ownCall(ask), tokenForm(ask), query);
    append(found, items);
    cursor = next;
  }
  return found;
}

/** Lists the tokens of a user that open something. */
export async function openTokens(ask: Ask, user: string): Promise<readonly WireRecord[]> {
  const today = ask.call.now.localDate;
  return (await tokensOf(ask, user)).filter(
    ({ enabled, expiresOn }) => enabled !== false && (typeof expiresOn !== 'string' || expiresOn >= today),
  );
}

export function shownToken(record: WireRecord): Token {
  return {
    id: record.id,
    name: textOf(record['name']) ?? '',
    scopes: textsOf(record['scopes']),
    hint: textOf(record['hint']),
    enabled: record['enabled'] !== false,
    createdAt: textOf(record['createdAt']) ?? '',
    expiresOn: textOf(record['expiresOn']),
    lastUsedAt: textOf(record['lastUsedAt']),
  };
}

/** Picks the tokens that a body wants to end. */
export function chosenTokens(wanted: EndTokens, tokens: readonly WireRecord[]): readonly WireRecord[] {
  if (wanted === undefined || wanted === null) return [];
  if (wanted === 'all') return tokens;
  const problems: Problem[] = [];
  const chosen = wanted.flatMap((id, at) => {
    const found = tokens.find((token) => token.id === id);
    if (!found) problems.push({ path: `/endTokens/${at}`, code: 'token-unknown' });
    return found ?? [];
  });
  if (problems.length > 0) throw bodyWrong({}, problems);
  return chosen;
}

/** The tokens open nothing any more. Answers the last revision. */
export async function endTokens(ask: Ask, gate: Gate, tokens: readonly WireRecord[]): Promise<number> {
  let latest = 0;
  for (const token of tokens) {
    await gate.revokeToken(token.id);
    const { revision } = await ask.host.store.remove(ownCall(ask), tokenForm(ask), token.id, token.revision);
    latest = revision;
    await ask.host.audit.record({
      action: 'token-revoked',
      actor: ask.principal.user,
      target: token.id,
      detail: { name: token['name'] ?? null },
    });
  }
  return latest;
}

/** Ends what was chosen, and tells of the rest. */
export async function endChosen(
  ask: Ask,
  gate: Gate,
  sessions: number,
  tokens: readonly WireRecord[],
  chosen: readonly WireRecord[],
): Promise<{ readonly body: PasswordAnswer }> {
  for (const token of chosen)
    await endTokens(ask, gate, [token]).catch((error: unknown) => {
      // The token opens nothing any more, whatever became of its record meanwhile; the password is new.
      if (!(error instanceof Refusal)) throw error;
    });
  const left = tokens.filter((token) => !chosen.includes(token));
  return { body: { sessions, ended: chosen.map(shownToken), tokens: left.map(shownToken) } };
}
