import type { Forms } from '../forms/forms.ts';

type Account = Forms['tax-account'];
type Kind = NonNullable<Account['channel']>;

/** An account as the cloud names it. */
export interface NamedAccount {
  readonly login: string;
  readonly drawer: string;
  readonly online: boolean;
  readonly channel: Kind;
  /** Default: the login, or what it was called before. */
  readonly name?: string;
  /** Default: as it was. */
  readonly queueLength?: number;
}

/** The members of an account that follow the cloud. */
type Followed = Pick<Account, 'login' | 'name' | 'drawer' | 'online' | 'channel' | 'queueLength'>;

/** What becomes of the accounts of a tax number. */
export interface TakenOver<A> {
  readonly added: readonly Followed[];
  readonly changed: readonly { readonly account: A; readonly values: Followed }[];
  readonly offline: readonly A[];
}

/**
 * Makes known accounts what the cloud names, by their kinds and logins: others stay as they are, and of the kinds that it
 * keeps those which it names no more go offline. Somebody may sign in to Leqi and to the bureau's platform by one login.
 */
export function takenOver<A extends Followed>(
  known: readonly A[],
  named: readonly NamedAccount[],
  kept: ReadonlySet<string>,
): TakenOver<A> {
  const byKey = new Map(named.map((one) => [keyOf(one), one]));
  const keys = new Set(known.map(keyOf));
  return {
    added: [...byKey.values()]
      .filter((one) => !keys.has(keyOf(one)))
      .map((one) => ({ ...one, name: one.name ?? one.login })),
    changed: known.flatMap((account) => {
      const one = byKey.get(keyOf(account));
      const values = one ? otherwise(account, one) : {};
      return Object.keys(values).length > 0 ? { account, values } : [];
    }),
    offline: known.filter(
      (account) => account.online === true && kept.has(account.channel ?? '') && !byKey.has(keyOf(account)),
    ),
  };
}

function keyOf({ channel, login }: Pick<Account, 'channel' | 'login'>): string {
  return `${channel ?? ''} ${login ?? ''}`;
}

function otherwise(account: Followed, named: NamedAccount): Followed {
  const entries = Object.entries(named).filter(([name, value]) => account[name as keyof Followed] !== value);
  return Object.fromEntries(entries);
}
