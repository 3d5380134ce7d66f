import type { Language } from '../../../metadata/common/label.ts';
import type { FileLink } from '../../../metadata/contract/files/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FileLinkRow } from '../../../migrations/content-tables.ts';
import type { Audit } from '../../access/auth/audit.ts';
import type { Gate } from '../../access/auth/gate.ts';
import { hashToken, makeSecretToken } from '../../access/auth/secret-token.ts';
import type { Call, Now, Served } from '../../call/call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import type { Contents, OpenFile } from '../../storage/contents/contents.ts';
import { manages } from '../../storage/store/record/access.ts';
import type { Store } from '../../storage/store/record/store.ts';

const linkUnknown = refusal('file-link-unknown', 404);

/** A file in a record. */
export interface LinkedPlace {
  readonly form: Form;
  readonly record: string;
  readonly file: string;
}

interface MadeLink {
  readonly id: string;
  /** Told once: only a hash of its secret is kept. */
  readonly url: string;
  readonly expiresAt: string;
}

/** Who asks by a link: somebody of whom nothing else is known. */
interface Visitor {
  readonly address: string;
  readonly requestId: string;
  readonly language: Language;
  /** He takes the bytes, and does not only ask for them. */
  readonly takes: boolean;
}

/**
 * Addresses at which whoever holds one downloads a file for a while. A secret of their own opens them, of which a hash is
 * kept, as of tokens: what seals secrets may be turned over, and a link still holds. Each time it is asked anew whether
 * its maker would be answered the file; once he would not be, the link is over for good, whatever he may do later.
 */
export interface FileLinks {
  /** Of a file that the caller may hand out: whether he still may is asked whenever somebody follows it. */
  make(call: Call, place: LinkedPlace, hours?: number): Promise<MadeLink>;
  /** The links that nobody withdrew and that the caller may withdraw, the newest first, with those that are over. */
  living(call: Call, place: LinkedPlace): Promise<readonly FileLink[]>;
  withdraw(call: Call, place: LinkedPlace, id: string): Promise<void>;
  /** Null: it leads to nothing, for whatever reason. */
  open(token: string, visitor: Visitor): Promise<{ readonly id: string; readonly file: OpenFile } | null>;
}

interface Parts {
  readonly database: Database;
  readonly store: Pick<Store, 'fileOf' | 'read'>;
  readonly contents: Pick<Contents, 'open'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly readerFor: Gate['readerFor'];
  readonly served: () => Served;
  readonly now: (org: string) => Now;
  readonly random: (size: number) => Uint8Array;
  readonly newId: () => string;
  /** The address at which this server is reached. */
  readonly url: string;
}

const usualHours = 72;
const mostListed = 100;

export function createFileLinks(parts: Parts): FileLinks {
  const { database, store, contents, audit } = parts;
  const { now } = database.dialect;
  const isKept = `revoked_at IS NULL AND expires_at > ${now}`;
  const holds = `${isKept} AND lost_at IS NULL`;

  async function mayEdit(call: Call, { form, record }: LinkedPlace): Promise<boolean> {
    try {
      const { org } = await store.read(call, form, record, 'manage');
      return manages(call, form, 'edit', idOf(org));
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** Those of a file that the caller may withdraw. */
  async function withdrawable(call: Call, place: LinkedPlace): Promise<readonly FileLinkRow[]> {
    const { form, record, file } = place;
    const reader = database.reading(call.reading ?? { who: call.user.id });
    const rows = await reader.all<FileLinkRow>(
      `SELECT * FROM gj_file_link WHERE file = ? AND form = ? AND record = ? AND ${isKept} ORDER BY at DESC, id DESC LIMIT ${mostListed}`,
      [file, form.id, record],
    );
    if (rows.every((row) => row.made_by === call.user.id)) return rows;
    if (call.rights.administers || (await mayEdit(call, place))) return rows;
    return rows.filter((row) => row.made_by === call.user.id);
  }

  /** As whom a link is asked for: its maker, with what he may read by now. Null: he is nobody here any more. */
  async function callOf(row: FileLinkRow, { requestId, language }: Visitor): Promise<Call | null> {
    const maker = await parts.readerFor(row.made_by, row.id);
    const served = parts.served();
    if (!maker || !served.orgs.get(row.org)) return null;
    const { rights, user } = maker;
    if (row.org !== maker.org && !rights.uses(row.org)) return null;
    const now = parts.now(row.org);
    return { served, rights, user, org: row.org, now, language, requestId, readsOnly: true };
  }

  async function noteUse(row: FileLinkRow, target: string, { address, requestId }: Visitor): Promise<void> {
    const { changes } = await database.run(
      `UPDATE gj_file_link SET used_at = ${now} WHERE id = ? AND used_at IS NULL`,
      [row.id],
    );
    if (changes !== 1) return;
    const detail = { link: row.id, madeBy: row.made_by_name, address, requestId };
    await audit.record({ action: 'file-link-used', target, org: row.org, detail });
  }

  /** Its maker may hand the file out no more: it stays over when he may again. Once, and told in the trail. */
  async function lose(row: FileLinkRow, { address, requestId }: Visitor): Promise<null> {
    const { changes } = await database.run(
      `UPDATE gj_file_link SET lost_at = ${now} WHERE id = ? AND lost_at IS NULL`,
      [row.id],
    );
    const form = parts.served().model.formsById.get(row.form);
    if (changes !== 1 || !form) return null;
    const detail = { link: row.id, madeBy: row.made_by_name, address, requestId };
    const target = targetOf({ form, record: row.record, file: row.file });
    await audit.record({ action: 'file-link-lost', target, org: row.org, detail });
    return null;
  }

  return {
    async make(call, place, hours = usualHours) {
      const { form, record, file } = place;
      const token = makeSecretToken('', parts.random);
      const id = parts.newId();
      const { user, org, requestId } = call;
      await database.run(
        `INSERT INTO gj_file_link (id, hash, file, form, record, made_by, made_by_name, org, at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ${now}, ${now} + ?)`,
        [id, hashToken(token), file, form.id, record, user.id, user.name, org, hours * 3_600_000],
      );
      const row = await database.first<FileLinkRow>('SELECT * FROM gj_file_link WHERE id = ?', [id]);
      const expiresAt = instantOf(row?.expires_at ?? 0);
      const detail = { link: id, expiresAt, requestId };
      await audit.record({ action: 'file-link-made', actor: user, target: targetOf(place), org, detail });
      return { id, url: `${parts.url}/files/${token}`, expiresAt };
    },

    async living(call, place) {
      const rows = await withdrawable(call, place);
      return rows.map((row) => ({
        id: row.id,
        by: { id: row.made_by, name: row.made_by_name },
        at: instantOf(row.at),
        expiresAt: instantOf(row.expires_at),
        usedAt: row.used_at === null ? null : instantOf(row.used_at),
        lostAt: row.lost_at === null ? null : instantOf(row.lost_at),
      }));
    },

    async withdraw(call, place, id) {
      const found = (await withdrawable(call, place)).some((row) => row.id === id);
      if (!found) throw linkUnknown();
      await database.run(`UPDATE gj_file_link SET revoked_at = ${now} WHERE id = ? AND revoked_at IS NULL`, [
        id,
      ]);
      const { user, org, requestId } = call;
      const detail = { link: id, requestId };
      await audit.record({
        action: 'file-link-withdrawn',
        actor: user,
        target: targetOf(place),
        org,
        detail,
      });
    },

    async open(token, visitor) {
      const row = await database
        .reading({ who: visitor.address })
        .first<FileLinkRow>(`SELECT * FROM gj_file_link WHERE hash = ? AND ${holds}`, [hashToken(token)]);
      if (!row) return null;
      const call = await callOf(row, visitor);
      if (!call) return lose(row, visitor);
      const form = call.served.model.formsById.get(row.form);
      if (!form) return null;
      try {
        const { record, file: id } = row;
        const named = await store.fileOf(call, form, record, id, 'export');
        if (!named) return lose(row, visitor);
        const file = await contents.open(id);
        if (!file) return null;
        if (visitor.takes) await noteUse(row, targetOf({ form, record, file: id }), visitor);
        return { id, file: { ...file, name: named.name || file.name } };
      } catch (error) {
        if (!(error instanceof Refusal) || error.status >= 500) throw error;
        return error.status === 403 || error.status === 404 ? lose(row, visitor) : null;
      }
    },
  };
}

function targetOf({ form, record, file }: LinkedPlace): string {
  return `/api/forms/${form.name}/records/${record}/files/${file}`;
}

function instantOf(at: number): string {
  return new Date(Number(at)).toISOString();
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? String(Reflect.get(value, 'id')) : '';
}
