import type { Vault } from '../../common/vault.ts';

/** A sign-in whose password was right, on its way to a session. */
export interface BegunSignIn {
  readonly user: string;
  /** The name as it was typed. */
  readonly account: string;
  /** Tells the password that was right from any other. */
  readonly mark: string;
  /** A code of the person was right, too. */
  readonly coded: boolean;
  /** Of an app that is about to be added. Default: none is. */
  readonly secret?: string;
}

/** Seals and reads what a browser brings from step to step of a sign-in. */
export interface SignInTickets {
  seal(begun: BegunSignIn): string;
  /** Null: it is none, or it is too old. */
  open(ticket: string): BegunSignIn | null;
}

/** Minutes from step to step: somebody installs an app first. */
const minutes = 15;

/** `purpose`: a ticket for one opens nothing else. */
export function createSignInTickets(
  vault: Pick<Vault, 'seal' | 'open'>,
  clock: () => number,
  purpose: 'sign-in' | 'new-app',
): SignInTickets {
  return {
    seal: (begun) => vault.seal(JSON.stringify({ for: purpose, ends: clock() + minutes * 60_000, begun })),
    open(ticket) {
      const sealed = unsealed(vault, ticket);
      return sealed?.for === purpose && sealed.ends > clock() ? sealed.begun : null;
    },
  };
}

/** As it was sealed; whatever else was sealed is for something else. */
interface Sealed {
  readonly for: string;
  readonly ends: number;
  readonly begun: BegunSignIn;
}

function unsealed(vault: Pick<Vault, 'open'>, ticket: string): Sealed | null {
  try {
    return JSON.parse(vault.open(ticket));
  } catch {
    return null;
  }
}
