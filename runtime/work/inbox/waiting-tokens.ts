import type { JsonObject } from '../../../metadata/common/json.ts';
import { pointerOf, textOf } from '../../../metadata/common/read.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { addDays, toInstant } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere } from '../../call/rights.ts';
import { asPlatform, platformForm } from '../../call/system-call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { InboxSource, Waiting } from './inbox-source.ts';

/** Days before its end from which a token is told of, and days after it. */
const soon = 30;
const late = 14;
const most = 30;
/** A program that has not called for so many days will not miss its token. */
const inUse = 30;

/**
 * Tokens that end soon, or have just ended: the caller's own, and, for whoever keeps all tokens, those by which programs
 * call as somebody else, as nobody may ever sign in as the user of a program.
 */
export function waitingTokens(store: Pick<Store, 'list'>, zone: (org: string) => string): InboxSource {
  return {
    name: 'token',
    label: { code: 'inbox-of-tokens' },
    async ask(call) {
      const form = platformForm(call.served.model, 'token');
      const today = call.now.localDate;
      const ending: readonly Condition[] = [
        { fact: 'enabled', operator: 'equal', value: true },
        { fact: 'expiresOn', operator: 'greaterThanOrEqual', value: addDays(today, -late) },
        { fact: 'expiresOn', operator: 'lessThanOrEqual', value: addDays(today, soon) },
      ];
      const read = async (by: Call, whose: readonly Condition[]) => {
        const { items } = await store.list(by, form, {
          view: 'manage',
          filter: { all: [...ending, ...whose] },
          fields: ['name', 'user', 'expiresOn'],
          sort: ['expiresOn'],
          limit: most,
        });
        return items;
      };
      const { id } = call.user;
      const own = await read(asPlatform(call), [{ fact: 'user', operator: 'equal', value: id }]);
      const keepsAll = ['read', 'edit'].every((right) => mayAnywhere(call.rights, form, right));
      const calledSince = toInstant(addDays(today, -inUse), '00:00:00', zone(call.org));
      const others = keepsAll
        ? await read(call, [
            { fact: 'user', operator: 'notEqual', value: id },
            { fact: 'lastUsedAt', operator: 'greaterThanOrEqual', value: calledSince },
          ])
        : [];

      const waiting = (token: JsonObject & { readonly id: string }, words: Sentences): Waiting => {
        const last = textOf(token['expiresOn']) ?? today;
        return {
          key: token.id,
          kind: 'deadline',
          title: { code: last < today ? words.over : words.ends, params: words.params },
          reason: { code: 'inbox-token-why' },
          path: words.path,
          remedy: { label: { code: words.remedy }, path: words.path },
          // It opens something to the end of that day.
          until: toInstant(addDays(last, 1), '00:00:00', zone(call.org)),
        };
      };
      return [
        ...own.map((token) =>
          waiting(token, {
            ...{ ends: 'inbox-token', over: 'inbox-token-over', remedy: 'inbox-token-renew' },
            params: { name: textOf(token['name']) ?? '' },
            path: '/account',
          }),
        ),
        ...others.map((token) =>
          waiting(token, {
            ...{ ends: 'inbox-token-of', over: 'inbox-token-of-over', remedy: 'inbox-token-extend' },
            params: { name: textOf(token['name']) ?? '', user: pointerOf(token['user'])?.name ?? '' },
            path: `/forms/token/${token.id}`,
          }),
        ),
      ];
    },
  };
}

/** How a token is spoken of. */
interface Sentences {
  readonly ends: string;
  readonly over: string;
  readonly params: JsonObject;
  readonly path: string;
  readonly remedy: string;
}
