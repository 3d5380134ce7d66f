import type { Connection } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { hashToken, makeSecretToken } from '../credentials/secret-token.ts';

interface Session {
  readonly hash: string;
  readonly user: string;
  readonly csrf: string;
  readonly created: number;
  readonly seen: number;
  readonly expires: number;
}

/** Seconds in all, however busy: 7 days. */
const longest = 7 * 24 * 3600;

/** Sessions of one person; opening one more ends the one that was used least lately. */
const mostOfUser = 100;

/** Use is written down this often at most, in seconds: a write for every read would be dear. */
const notice = 300;

/** Signs of a hash that tell the sessions of a person apart. */
const shownId = 20;

/** The sign-in provider that a session was begun by. */
export interface SessionOrigin {
  /** Id of its record. */
  readonly provider: string;
  /** The ID token that it gave, sealed. */
  readonly hint: string;
}

/** Where a session was begun. */
export interface SessionPlace {
  /** The browser as it calls itself. */
  readonly agent: string | null;
  readonly address: string | null;
}

/** A session as its person, or who administers, sees it. */
export interface OpenSession extends SessionPlace {
  /** The beginning of its hash: it opens nothing. */
  readonly id: string;
  readonly hash: string;
  readonly created: number;
  readonly seen: number;
  readonly expires: number;
  /** Whether a sign-in provider began it. */
  readonly byProvider: boolean;
}

export interface SessionStore {
  /**
   * `idle`: seconds it lasts without use. `origin`: null where somebody typed a password. `confirmed`: whether he showed
   * a code or a passkey as well.
   */
  open(
    user: string,
    idle: number,
    origin: SessionOrigin | null,
    place: SessionPlace,
    confirmed?: boolean,
  ): Promise<{ token: string; session: Session }>;
  /** Null: it was begun by a password, or there is none. */
  origin(hash: string): Promise<SessionOrigin | null>;
  find(hash: string): Promise<Session | null>;
  /** When its person last showed a code or a passkey; null: never. */
  confirmedAt(hash: string): Promise<number | null>;
  confirm(hash: string): Promise<void>;
  /** Moves the end of a session that is in use. */
  touch(session: Session, idle: number): Promise<Session>;
  /** Those of a user, the last used first. */
  listed(user: string, reader?: Connection): Promise<readonly OpenSession[]>;
  close(hash: string): Promise<void>;
  /** Those of a user that a provider began, with what it gave. */
  begunBy(
    user: string,
    provider: string,
  ): Promise<readonly { readonly hash: string; readonly hint: string }[]>;
  /** All of a user's sessions but one; answers how many. */
  closeOthers(user: string, kept: string | null): Promise<number>;
}

export interface SessionParts {
  readonly database: Connection;
  clock(): number;
  random(size: number): Uint8Array;
}

interface Row {
  readonly hash: string;
  readonly user_id: string;
  readonly csrf: string;
  readonly created_at: number;
  readonly last_seen: number;
  readonly expires_at: number;
}

interface Listed extends SessionPlace, Omit<Row, 'user_id' | 'csrf'> {
  readonly provider: string | null;
}

export function createSessionStore({ database, clock, random }: SessionParts): SessionStore {
  async function endOldest(user: string, fresh: string): Promise<void> {
    const others = await database.all<{ hash: string }>(
      'select hash from gj_session where user_id = ? and hash <> ? order by last_seen desc, created_at desc',
      [user, fresh],
    );
    for (const { hash } of others.slice(mostOfUser - 1))
      await database.run('delete from gj_session where hash = ?', [hash]);
  }

  return {
    async open(user, idle, origin, { agent, address }, confirmed = false) {
      const now = clock();
      const token = makeSecretToken('gs_', random);
      const csrf = makeSecretToken('', random);
      const session: Session = {
        hash: hashToken(token),
        user,
        csrf,
        created: now,
        seen: now,
        expires: now + idle * 1000,
      };
      await database.run('delete from gj_session where expires_at < ?', [now]);
      await database.run(
        'insert into gj_session (hash, user_id, csrf, created_at, last_seen, expires_at, provider, sealed_hint, agent, address, confirmed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [
          ...[session.hash, user, csrf, now, now, session.expires],
          ...[origin?.provider ?? null, origin?.hint ?? null, agent, address, confirmed ? now : null],
        ],
      );
      await endOldest(user, session.hash);
      return { token, session };
    },

    async origin(hash) {
      const row = await database.first<{ provider: string | null; hint: string | null }>(
        'select provider, sealed_hint as hint from gj_session where hash = ?',
        [hash],
      );
      return row?.provider ? { provider: row.provider, hint: row.hint ?? '' } : null;
    },

    async confirmedAt(hash) {
      const row = await database.first<{ confirmed_at: number | null }>(
        'select confirmed_at from gj_session where hash = ?',
        [hash],
      );
      return row?.confirmed_at == null ? null : Number(row.confirmed_at);
    },
    async confirm(hash) {
      await database.run('update gj_session set confirmed_at = ? where hash = ?', [clock(), hash]);
    },

    async find(hash) {
      const row = await database.first<Row>(
        'select hash, user_id, csrf, created_at, last_seen, expires_at from gj_session where hash = ?',
        [hash],
      );
      if (!row || row.expires_at <= clock()) return null;
      return {
        hash: row.hash,
        user: row.user_id,
        csrf: row.csrf,
        created: row.created_at,
        seen: row.last_seen,
        expires: row.expires_at,
      };
    },

    async touch(session, idle) {
      const now = clock();
      if (now - session.seen < notice * 1000) return session;
      const expires = Math.min(now + idle * 1000, session.created + longest * 1000);
      const cells = [now, expires, session.hash];
      try {
        await database.run('update gj_session set last_seen = ?, expires_at = ? where hash = ?', cells);
      } catch (error) {
        // A person who only looks is let in where nothing can be written.
        if (DatabaseError.is(error, 'read-only')) return session;
        throw error;
      }
      return { ...session, seen: now, expires };
    },

    async listed(user, reader = database) {
      const rows = await reader.all<Listed>(
        'select hash, created_at, last_seen, expires_at, provider, agent, address from gj_session where user_id = ? and expires_at > ? order by last_seen desc, created_at desc',
        [user, clock()],
      );
      return rows.map(({ hash, created_at, last_seen, expires_at, provider, agent, address }) => ({
        id: hash.slice(0, shownId),
        hash,
        agent,
        address,
        created: Number(created_at),
        seen: Number(last_seen),
        expires: Number(expires_at),
        byProvider: provider !== null,
      }));
    },

    async begunBy(user, provider) {
      const rows = await database.all<{ hash: string; hint: string | null }>(
        'select hash, sealed_hint as hint from gj_session where user_id = ? and provider = ?',
        [user, provider],
      );
      return rows.map(({ hash, hint }) => ({ hash, hint: hint ?? '' }));
    },

    async close(hash) {
      await database.run('delete from gj_session where hash = ?', [hash]);
    },

    async closeOthers(user, kept) {
      const others = [user, kept ?? ''];
      const { changes } = await database.run(
        'delete from gj_session where user_id = ? and hash <> ?',
        others,
      );
      return changes;
    },
  };
}
