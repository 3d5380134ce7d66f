import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { Rights } from '../../call/rights.ts';
import { hashToken } from '../credentials/secret-token.ts';
import type { Tickets } from '../credentials/sign-in-ticket.ts';
import { compileRights, dependsOnBearer, type Limits, unlimited } from './compile-rights.ts';
import type { Principal } from './gate.ts';
import type { People, Person } from './people.ts';
import type { SessionStore } from './session-store.ts';
import { type TokenStore, tokenPrefix } from './token-store.ts';

/** A sign-out on another node is noticed after this long, in milliseconds. */
const recheck = 2000;
const most = 10_000;
/** That a token is in use is written down this often, in milliseconds. */
const noteUse = 3_600_000;

export interface PrincipalParts {
  readonly people: People;
  readonly sessions: SessionStore;
  readonly tokens: TokenStore;
  orgs(): OrgTree;
  /** The date where the organisation is. */
  today(org: string): string;
  clock(): number;
  /** Seconds a session lasts without use. */
  idle(): Promise<number>;
  /** Refuses where a session, by its hash, has to be confirmed by its user before it writes something dangerous. */
  confirmed(session: string, user: string): Promise<void>;
  /** By which an administrator sees as another: the hash of his session, and the user. */
  readonly seeing: Pick<Tickets<Seeing>, 'open'>;
  /** Told what went wrong beside a request, which does not fail for it. */
  failed(error: unknown): void;
}

export interface Seeing {
  /** By its hash. */
  readonly session: string;
  readonly user: string;
}

/** How a token of it begins; what follows is sealed. */
export const seeingPrefix = 'seeing_';

/** The rights of a user, with the people's state they were read at. */
interface CachedRights {
  readonly person: Person;
  /** By the credential's limits. */
  readonly rights: Map<string, Rights>;
  readonly state: number;
}

interface Entry {
  readonly principal: Principal;
  readonly state: number;
  readonly checked: number;
}

/** Finds who is behind a token: remembered by its hash, so that a request that follows another reads nothing. */
export class Principals {
  readonly #parts: PrincipalParts;
  readonly #entries = new BoundedMap<string, Entry>(most);
  /** Of tokens that were good, so that each is hashed once. */
  readonly #hashes = new BoundedMap<string, string>(most);
  readonly #users = new BoundedMap<string, CachedRights>(most);
  /** By roles: thousands of people hold the same few. */
  readonly #compiled = new BoundedMap<string, Rights>(most);
  readonly #loading = new Map<string, Promise<Principal | null>>();
  /** Records of tokens whose use is being written down. */
  readonly #noting = new Set<string>();
  /** Moved whenever users, roles, tokens or organisations change: what was read before holds no longer. */
  #state = 0;

  constructor(parts: PrincipalParts) {
    this.#parts = parts;
  }

  peopleChanged(): void {
    this.#state += 1;
    this.#users.clear();
    this.#compiled.clear();
  }

  forget(hash: string): void {
    this.#entries.delete(hash);
  }

  forgetAll(): void {
    this.#entries.clear();
    this.peopleChanged();
  }

  find(token: string): Principal | null | Promise<Principal | null> {
    const hash = this.#hashes.get(token) ?? hashToken(token);
    const entry = this.#entries.get(hash);
    const now = this.#parts.clock();
    if (
      entry &&
      entry.state === this.#state &&
      now - entry.checked < recheck &&
      now < entry.principal.expires
    )
      return entry.principal;
    const loading = this.#loading.get(hash);
    if (loading) return loading;
    const load = this.#load(token, hash).finally(() => this.#loading.delete(hash));
    this.#loading.set(hash, load);
    return load;
  }

  /** The principal of a session that was just opened. */
  async ofSession(hash: string): Promise<Principal | null> {
    return this.#remember(hash, this.#state, await this.#session(hash));
  }

  /** Answers a user's rights, whoever asks. */
  async rightsOf(user: string): Promise<Rights | null> {
    const known = await this.#user(user);
    return known && this.#rights(known, unlimited);
  }

  /** For programs that are let in by another door: what the user may read, and no more. */
  async readerFor(user: string, id: string): Promise<Principal | null> {
    const known = await this.#user(user);
    if (!known) return null;
    const rights = this.#rights(known, { write: false, administer: false, publish: false, reveal: false });
    return {
      credential: 'token',
      id,
      ...speaker(known.person),
      rights,
      writes: false,
      administering: false,
      provisions: false,
      csrf: '',
      expires: Number.POSITIVE_INFINITY,
    };
  }

  async #load(token: string, hash: string): Promise<Principal | null> {
    const state = this.#state;
    const principal = token.startsWith(tokenPrefix)
      ? await this.#token(hash)
      : token.startsWith(seeingPrefix)
        ? await this.#seeing(token.slice(seeingPrefix.length))
        : await this.#session(hash);
    if (!principal) this.#hashes.delete(token);
    else this.#hashes.set(token, hash);
    return this.#remember(hash, state, principal);
  }

  #remember(hash: string, state: number, principal: Principal | null): Principal | null {
    this.#entries.delete(hash);
    if (!principal) return null;
    this.#entries.set(hash, { principal, state, checked: this.#parts.clock() });
    return principal;
  }

  async #session(hash: string): Promise<Principal | null> {
    const found = await this.#parts.sessions.find(hash);
    if (!found) return null;
    const session = await this.#parts.sessions.touch(found, await this.#parts.idle());
    const known = await this.#user(session.user);
    if (!known) return null;
    const rights = this.#rights(known, unlimited);
    const { csrf, expires } = session;
    return {
      credential: 'session',
      id: hash,
      ...speaker(known.person),
      rights,
      writes: true,
      administering: true,
      provisions: isAdministrator(known.person),
      csrf,
      expires,
      confirmed: () => this.#parts.confirmed(hash, session.user),
    };
  }

  /** As the user reads, for an administrator; secrets stay hidden, since it is not the user who looks. */
  async #seeing(ticket: string): Promise<Principal | null> {
    const begun = this.#parts.seeing.open(ticket);
    const own = begun && (await this.#session(begun.session));
    const known = own?.rights.administers && (await this.#user(begun?.user ?? ''));
    if (!begun || !own || !known) return null;
    const { user, org } = speaker(known.person);
    const { credential, id, csrf } = own;
    return {
      ...{ credential, id, csrf, org },
      user: { ...user, seenBy: own.user },
      rights: this.#rights(known, { ...unlimited, reveal: false }),
      writes: false,
      administering: true,
      provisions: false,
      expires: Math.min(own.expires, begun.ends),
    };
  }

  async #token(hash: string): Promise<Principal | null> {
    const token = await this.#parts.tokens.find(hash);
    const record = token && (await this.#parts.people.token(token.record));
    const known = record && (await this.#user(token.user));
    if (!known) return null;
    const { org } = known.person;
    if (record.lastDay !== null && this.#parts.today(org) > record.lastDay) return null;
    this.#noteUse(token.record, record.lastUsed);
    const rights = this.#rights(known, record.limits);
    const { write: writes, administer: administering } = record.limits;
    const expires = Number.POSITIVE_INFINITY;
    return {
      credential: 'token',
      id: token.record,
      ...speaker(known.person),
      rights,
      writes,
      administering,
      provisions: isAdministrator(known.person) && (record.provisions || (administering && writes)),
      csrf: '',
      expires,
    };
  }

  /** Nobody waits for it. */
  #noteUse(record: string, last: number): void {
    if (this.#parts.clock() - last < noteUse || this.#noting.has(record)) return;
    this.#noting.add(record);
    this.#parts.tokens
      .used(record)
      .catch(this.#parts.failed)
      .finally(() => this.#noting.delete(record));
  }

  #rights({ person, rights }: CachedRights, limits: Limits): Rights {
    const key = JSON.stringify([limits.write, limits.administer, limits.publish, limits.reveal]);
    const made = rights.get(key) ?? this.#compile(person, limits);
    rights.set(key, made);
    return made;
  }

  /** One object for all who have the same rights: what they make others look up can be looked up once. */
  #compile({ id, roles, records }: Person, limits: Limits): Rights {
    const bearer = dependsOnBearer(roles) ? { id, records } : undefined;
    const key = JSON.stringify([roles, limits, bearer]);
    const made = this.#compiled.get(key) ?? compileRights(roles, this.#parts.orgs(), limits, bearer);
    this.#compiled.set(key, made);
    return made;
  }

  async #user(id: string): Promise<CachedRights | null> {
    const state = this.#state;
    const remembered = this.#users.get(id);
    if (remembered?.state === state) return remembered;
    const person = await this.#parts.people.find(id);
    if (!person?.enabled) return null;
    const known: CachedRights = { person, rights: new Map(), state };
    this.#users.set(id, known);
    return known;
  }
}

function isAdministrator({ roles }: Person): boolean {
  return roles.some(({ role }) => role.administers);
}

function speaker({ id, number, name, email, org }: Person) {
  return { user: { id, number, name }, email, org };
}
