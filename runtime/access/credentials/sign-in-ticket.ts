import type { Vault } from '../../common/vault.ts';

/** A sign-in whose password was right, on its way to a session. */
export interface BegunSignIn {
  readonly user: string;
  /** The name as it was typed. */
  readonly account: string;
  /** Tells the password that was right from any other. */
  readonly mark: string;
  /** A code or a passkey of the person was right, too. */
  readonly coded: boolean;
  /** The password was forgotten: a new one is chosen in its place. Default: it was typed. */
  readonly resets?: true;
  /** Of an app that is about to be added. Default: none is. */
  readonly secret?: string;
  /** What a passkey that is asked for, or about to be added, has to sign. Default: none is. */
  readonly challenge?: string;
}

/** Seals and reads what a browser brings from step to step. */
export interface Tickets<T> {
  seal(begun: T): string;
  /** With the moment at which it ends. Null: it is none, or it is too old. */
  open(ticket: string): (T & { readonly ends: number }) | null;
}

export type SignInTickets = Tickets<BegunSignIn>;

/** Minutes from step to step: somebody installs an app first. */
const usualMinutes = 15;

/** `purpose`: a ticket for one opens nothing else. */
export function createTickets<T>(
  vault: Pick<Vault, 'seal' | 'open'>,
  clock: () => number,
  purpose: 'sign-in' | 'passkey' | 'new-app' | 'confirmation' | 'seeing' | 'reset',
  minutes = usualMinutes,
): Tickets<T> {
  return {
    seal: (begun) => vault.seal(JSON.stringify({ for: purpose, ends: clock() + minutes * 60_000, begun })),
    open(ticket) {
      const sealed = unsealed<T>(vault, ticket);
      return sealed?.for === purpose && sealed.ends > clock() ? { ...sealed.begun, ends: sealed.ends } : null;
    },
  };
}

/** As it was sealed; whatever else was sealed is for something else. */
interface Sealed<T> {
  readonly for: string;
  readonly ends: number;
  readonly begun: T;
}

function unsealed<T>(vault: Pick<Vault, 'open'>, ticket: string): Sealed<T> | null {
  try {
    return JSON.parse(vault.open(ticket));
  } catch {
    return null;
  }
}
