import type { Language } from '../../../metadata/common/label.ts';
import type { FileLink } from '../../../metadata/contract/files/calls.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FileLinkRow } from '../../../migrations/rows/content-tables.ts';
import type { Gate } from '../../access/auth/gate.ts';
import { hashToken, makeSecretToken } from '../../access/credentials/secret-token.ts';
import type { Call } from '../../call/call.ts';
import { actorNameIn } from '../../call/system-call.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import type { Contents, OpenFile } from '../../storage/contents/contents.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { type CarriedLinks, createCarriedLinks } from './carried-links.ts';
import { type LinkedPlace, pathOf } from './linked-place.ts';

const linkUnknown = refusal('file-link-unknown', 404);

/** A record whose links are asked for, or one file of it. */
export interface LinksOf {
  readonly form: Form;
  readonly record: string;
  /** Default: links to all that the record has, its prints among it. */
  readonly file?: string;
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
 * its maker would be answered the file; once he would not be, the link is over for good, whatever he may do later. Those
 * that the platform made are carried by messages, which answer for them.
 */
export interface FileLinks extends CarriedLinks {
  /** Of a file that the caller may hand out: whether he still may is asked whenever somebody follows it. */
  make(call: Call, place: Required<LinksOf>, hours?: number): Promise<MadeLink>;
  /** The links that nobody withdrew and that the caller may withdraw, the newest first, with those that are over. */
  living(call: Call, of: LinksOf): Promise<readonly FileLink[]>;
  withdraw(call: Call, of: LinksOf, id: string): Promise<void>;
  /** Null: it leads to nothing, for whatever reason. */
  open(token: string, visitor: Visitor): Promise<{ readonly id: string; readonly file: OpenFile } | null>;
}

type CarriedParts = Parameters<typeof createCarriedLinks>[0];

interface Parts extends CarriedParts {
  readonly store: Pick<Store, 'fileOf' | 'read' | 'rightsOn'>;
  readonly contents: Pick<Contents, 'open'>;
  readonly readerFor: Gate['readerFor'];
  readonly random: (size: number) => Uint8Array;
  readonly newId: () => string;
}

const usualHours = 72;
const mostListed = 100;

export function createFileLinks(parts: Parts): FileLinks {
  const { database, store, contents, audit } = parts;
  const carried = createCarriedLinks(parts);
  const { now } = database.dialect;
  const isKept = `revoked_at IS NULL AND expires_at > ${now}`;
  const holds = `${isKept} AND lost_at IS NULL`;

  async function mayEdit(call: Call, { form, record }: LinksOf): Promise<boolean> {
    try {
      const { org } = await store.read(call, form, record, 'manage');
      const may = await store.rightsOn(call, form, { id: record, org: idOf(org) }, ['edit']);
      return may.length > 0;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** Those of a record that the caller may withdraw. */
  async function withdrawable(call: Call, of: LinksOf): Promise<readonly FileLinkRow[]> {
    const { form, record, file } = of;
    const reader = database.reading(call.reading ?? { who: call.user.id });
    const [only, values] = file === undefined ? ['', []] : [' AND file = ?', [file]];
    const rows = await reader.all<FileLinkRow>(
      `SELECT * FROM gj_file_link WHERE form = ? AND record = ?${only} AND ${isKept} ORDER BY at DESC, id DESC LIMIT ${mostListed}`,
      [form.id, record, ...values],
    );
    if (rows.every((row) => row.made_by === call.user.id)) return rows;
    if (call.rights.administers || (await mayEdit(call, of))) return rows;
    return rows.filter((row) => row.made_by === call.user.id);
  }

  /** As whom a link is asked for: its maker, with what he may read by now. Null: he is nobody here any more. */
  async function callOf(row: FileLinkRow, visitor: Visitor): Promise<Call | null> {
    if (row.message_form !== null) return carried.callOf(row, visitor);
    const { requestId, language } = visitor;
    const maker = await parts.readerFor(row.made_by, row.id);
    const served = parts.served();
    if (!maker || !served.orgs.get(row.org)) return null;
    const { rights, user } = maker;
    if (row.org !== maker.org && !rights.uses(row.org)) return null;
    const now = parts.now(row.org);
    return { served, rights, user, org: row.org, now, language, requestId, readsOnly: true };
  }

  /** Undefined: whoever asks may not be answered it; null: its content is not there. */
  async function fileOf(call: Call, form: Form, { record, file: id }: FileLinkRow) {
    const named = await store.fileOf(call, form, record, id, 'link');
    if (!named) return undefined;
    const file = await contents.open(id);
    return file ? { id, file: { ...file, name: named.name || file.name } } : null;
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
    const target = pathOf(placeOf(form, row));
    await audit.record({ action: 'file-link-lost', target, org: row.org, detail });
    return null;
  }

  return {
    carry: carried.carry,

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
      await audit.record({ action: 'file-link-made', actor: user, target: pathOf(place), org, detail });
      return { id, url: `${parts.url}/files/${token}`, expiresAt };
    },

    async living(call, of) {
      const rows = await withdrawable(call, of);
      return rows.map((row) => ({
        id: row.id,
        file: row.file || null,
        print: row.print,
        called: row.called,
        carriedBy: carrierOf(call, row),
        by: { id: row.made_by, name: actorNameIn(call.language, row.made_by, row.made_by_name) },
        at: instantOf(row.at),
        expiresAt: instantOf(row.expires_at),
        usedAt: row.used_at === null ? null : instantOf(row.used_at),
        lostAt: row.lost_at === null ? null : instantOf(row.lost_at),
      }));
    },

    async withdraw(call, of, id) {
      const found = (await withdrawable(call, of)).find((row) => row.id === id);
      if (!found) throw linkUnknown();
      await database.run(`UPDATE gj_file_link SET revoked_at = ${now} WHERE id = ? AND revoked_at IS NULL`, [
        id,
      ]);
      const { user, org, requestId } = call;
      const detail = { link: id, requestId };
      await audit.record({
        action: 'file-link-withdrawn',
        actor: user,
        target: pathOf(placeOf(of.form, found)),
        org,
        detail,
      });
    },

    async open(token, visitor) {
      const row = await database
        .reading({ who: visitor.address })
        .first<FileLinkRow>(`SELECT * FROM gj_file_link WHERE hash = ? AND ${holds}`, [hashToken(token)]);
      if (!row) return null;
      if (!parts.served().model.formsById.has(row.form)) return null;
      try {
        const call = await callOf(row, visitor);
        const form = call?.served.model.formsById.get(row.form);
        if (!call || !form) return lose(row, visitor);
        const found =
          row.print === null ? await fileOf(call, form, row) : await carried.draw(call, form, row);
        if (found === undefined) return lose(row, visitor);
        if (found && visitor.takes) await noteUse(row, pathOf(placeOf(form, row)), visitor);
        return found;
      } catch (error) {
        if (!(error instanceof Refusal) || error.status >= 500) throw error;
        return error.status === 403 || error.status === 404 ? lose(row, visitor) : null;
      }
    },
  };
}

function placeOf(form: Form, { record, file, print }: FileLinkRow): LinkedPlace {
  return print === null ? { form, record, file } : { form, record, print };
}

/** The message that carries it; null: it is somebody’s own. */
function carrierOf({ served }: Call, { message_form: of, message }: FileLinkRow) {
  const form = of === null ? undefined : served.model.formsById.get(of);
  return form && message !== null ? { form: form.name, label: { ...form.recordLabel }, id: message } : null;
}

function instantOf(at: number): string {
  return new Date(Number(at)).toISOString();
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? String(Reflect.get(value, 'id')) : '';
}
