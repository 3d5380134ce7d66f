import { createHmac, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Gate, Principal } from '../../access/auth/gate.ts';
import type { RequestParts } from '../pipeline/endpoint.ts';
import type { Host } from '../pipeline/host.ts';

const appForm = 'apollo-app';
/** Milliseconds that a signature may be old, or ahead. */
const signatureHolds = 60_000;
const mostKnown = 1_000;

/** An application id, as somebody configured it. */
export interface ApolloApp {
  readonly user: string;
  /** Null: all the user may read. */
  readonly types: ReadonlySet<string> | null;
  /** The secret that it signs with; null: it is let in by its network. */
  readonly secret: string | null;
  readonly networks: BlockList;
}

export interface ApolloApps {
  find(appId: string): Promise<ApolloApp | null>;
  /** Identifies a caller that signs as the application, or comes from a network it is open to. */
  identify(asked: RequestParts, appId: string): Promise<Principal | null>;
}

export function createApolloApps(host: Host, gate: Pick<Gate, 'readerFor'>): ApolloApps {
  const known = new BoundedMap<string, Promise<ApolloApp | null>>(mostKnown);
  host.follow((changes) => {
    if (changes.some(({ form }) => form === appForm)) known.clear();
  });

  function find(appId: string): Promise<ApolloApp | null> {
    const before = known.get(appId);
    if (before !== undefined) return before;
    const found = read(appId);
    known.set(appId, found);
    found.catch(() => known.delete(appId));
    return found;
  }

  async function read(appId: string): Promise<ApolloApp | null> {
    const served = host.served();
    const form = served.model.formsById.get(appForm);
    if (!form) return null;
    const { name: table, columns } = served.table(form);
    const quoted = (name: string) => host.database.dialect.quote(columns.get(name) ?? name);
    const row = await host.database.first<
      Record<'user' | 'types' | 'access' | 'secret' | 'networks', string | null>
    >(
      `SELECT ${quoted('user')} AS ${host.database.dialect.quote('user')}, ${quoted('types')} AS types, ${quoted('access')} AS access, ${quoted('secret')} AS secret, ${quoted('networks')} AS networks FROM ${host.database.dialect.quote(table)} WHERE ${quoted('number')} = ? AND ${quoted('enabled')} = 1`,
      [appId],
    );
    if (!row?.user) return null;
    const types = namesIn(row.types);
    const isSigned = row.access !== 'open';
    if (isSigned && !row.secret) return null;
    return {
      user: row.user,
      types: types.length === 0 ? null : new Set(types),
      secret: isSigned ? host.vault.open(row.secret ?? '') : null,
      networks: networksOf(isSigned ? [] : namesIn(row.networks)),
    };
  }

  return {
    find,
    async identify(asked, appId) {
      const app = await find(appId);
      if (!app) return null;
      const isLetIn =
        app.secret === null
          ? isWithin(app.networks, asked.address())
          : isSigned(asked, appId, app.secret, host.clock());
      return isLetIn ? gate.readerFor(app.user, `apollo ${appId}`) : null;
    },
  };
}

/**
 * `Authorization: Apollo <appId>:<signature>` over timestamp, path and query, as Apollo's clients sign with their
 * access key.
 */
function isSigned({ header, target }: RequestParts, appId: string, secret: string, now: number): boolean {
  const [, signer, signature = ''] = /^Apollo ([^:]+):(.{1,100})$/.exec(header('authorization') ?? '') ?? [];
  const timestamp = header('timestamp') ?? '';
  if (signer !== appId || !/^\d{1,15}$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp)) > signatureHolds) return false;
  const right = createHmac('sha1', secret).update(`${timestamp}\n${target}`).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === right.length && timingSafeEqual(given, right);
}

function namesIn(text: string | null): readonly string[] {
  return (text ?? '').split(/[\s,，;；]+/).filter((name) => name !== '');
}

/** Lists the networks of an application; a text that is no address or network lets nobody in. */
function networksOf(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    const version = isIP(address);
    if (version === 0) continue;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    const most = version === 4 ? 32 : 128;
    if (bits === undefined) list.addAddress(address, family);
    else if (/^\d{1,3}$/.test(bits) && Number(bits) <= most) list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isWithin(list: BlockList, address: string): boolean {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const version = isIP(bare);
  return version !== 0 && list.check(bare, version === 4 ? 'ipv4' : 'ipv6');
}
