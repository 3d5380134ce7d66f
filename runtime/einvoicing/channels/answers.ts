import type { Label } from '../../../metadata/common/label.ts';
import {
  anyObject,
  either,
  flag,
  instant,
  integer,
  list,
  maybe,
  object,
  oneOf,
  only,
  optional,
  text,
} from '../../../metadata/shape/shape.ts';

/** The shapes of what a channel answers: the interface that the manual describes to whoever writes one. */

const files = object({ pdf: flag(), ofd: flag(), xml: flag() });

const words = object({ zh: text(), en: text() });

export const requestAnswer = either([
  object({
    state: only('issued'),
    number: text({ minLength: 1, maxLength: 40 }),
    code: optional(text({ minLength: 1, maxLength: 40 })),
    machineNo: optional(text({ minLength: 1, maxLength: 30 })),
    issuedAt: instant(),
    files: optional(files),
  }),
  object({
    state: only('failed'),
    code: text({ minLength: 1, maxLength: 100 }),
    message: either([text({ minLength: 1 }), words]),
  }),
  object({ state: only('processing') }),
]);

export const voidAnswer = either([
  object({ state: only('voided'), voidedAt: instant() }),
  object({
    state: only('failed'),
    code: text({ minLength: 1, maxLength: 100 }),
    message: either([text({ minLength: 1 }), words]),
  }),
  object({ state: only('processing') }),
]);

const failed = object({
  state: only('failed'),
  code: text({ minLength: 1, maxLength: 100 }),
  message: either([text({ minLength: 1 }), words]),
});

export const informationAnswer = either([
  object({ state: only('numbered'), number: text({ pattern: '^[0-9]{16}$' }) }),
  failed,
  object({ state: only('processing') }),
]);

export const revokeAnswer = either([
  object({ state: only('revoked') }),
  failed,
  object({ state: only('processing') }),
]);

export const useAnswer = object({ deducted: flag(), entered: flag() });

export const accountsAnswer = object({
  accounts: list(
    object({
      login: text({ minLength: 1, maxLength: 60 }),
      name: optional(text({ minLength: 1, maxLength: 100 })),
      drawer: text({ minLength: 1, maxLength: 60 }),
      online: flag(),
      channel: optional(oneOf(['leqi', 'rpa', 'tax-control'])),
      queueLength: optional(integer({ minimum: 0 })),
    }),
  ),
});

export const creditAnswer = object({ amount: maybe(text({ pattern: '^-?[0-9]+(\\.[0-9]+)?$' })) });

const status = text({ pattern: '^(0[0-9]|10)$' });

export const confirmationAnswer = object({ status, number: text({ minLength: 1, maxLength: 40 }) });

export const enteredAnswer = object({ confirmations: list(anyObject()) });

/** Words of the other side: whoever says them in one language says them to everybody. */
export function inBothLanguages(message: string | Label): Label {
  return typeof message === 'string' ? { zh: message, en: message } : message;
}
