import { createHmac, hash } from 'node:crypto';
import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Form } from '../../../metadata/model.ts';
import type { FileLinkRow } from '../../../migrations/rows/content-tables.ts';
import type { Audit } from '../../access/auth/audit.ts';
import { hashToken } from '../../access/credentials/secret-token.ts';
import type { Call, Now, Served } from '../../call/call.ts';
import { systemCall } from '../../call/system-call.ts';
import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import type { OpenFile } from '../../storage/contents/contents.ts';
import { derivedId } from '../../storage/store/record/derived-id.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Prints } from '../print/create-prints.ts';
import { type LinkedPlace, pathOf } from './linked-place.ts';

/** A link that goes out with a message. */
export interface CarriedLink {
  readonly place: LinkedPlace;
  /** The name under which it is downloaded. Default: the file’s own. */
  readonly called?: string;
  readonly hours: number;
  /** The record that goes out. */
  readonly message: {
    readonly form: Form;
    readonly record: string;
    /** Tells a sending apart from earlier ones, once it was sent; empty: the first one. */
    readonly repeat: string;
  };
}

export interface MadeCarried {
  readonly url: string;
  readonly expiresAt: string;
}

/**
 * Tells whether a message still answers for a link that it carries: the platform made it, so no person’s rights say
 * when it is over.
 */
export type AnswersFor = (
  call: Call,
  link: { readonly form: Form; readonly record: string; readonly message: string },
) => Promise<boolean>;

export interface CarriedLinks {
  /**
   * The address that a message carries to a place: however often the message is sent, it is the same one, and it holds
   * for so long from now on. One that somebody withdrew stays so; what is sent anew after that carries another.
   */
  carry(call: Call, link: CarriedLink): Promise<MadeCarried>;
}

interface Parts {
  readonly database: Database;
  readonly store: Pick<Store, 'read'>;
  readonly prints: Pick<Prints, 'print'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly vault: Pick<Vault, 'id' | 'derive'>;
  readonly served: () => Served;
  readonly now: (org: string) => Now;
  /** Who answers for links of messages, by id of their form. */
  readonly answersFor: () => Readonly<Record<string, AnswersFor>>;
  readonly url: string;
}

/** Prints that are asked for again within this time, in milliseconds, are not drawn again; so many are kept. */
const [drawnFor, mostDrawn] = [60_000, 32];

/** Links that messages carry. Their secret is made of their id by the key of the system, so that it is made again. */
export function createCarriedLinks(parts: Parts) {
  const { database, store, prints, audit, vault } = parts;
  const { now } = database.dialect;
  const key = vault.derive('link');
  const secretOf = (id: string) => createHmac('sha256', key).update(id).digest('base64url');
  const drawn = new BoundedMap<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly until: number }>(
    mostDrawn,
  );

  const rowOf = (id: string) => database.first<FileLinkRow>('SELECT * FROM gj_file_link WHERE id = ?', [id]);

  /** The id of the link of a message to a place: a system with another key has others. */
  function idOf({ place, message }: CarriedLink, repeat: string): string {
    return derivedId(['link', vault.id, message.record, repeat, pathOf(place)].join(' '));
  }

  /** Makes it, or lets the one that is there hold longer. */
  async function hold(
    call: Call,
    link: CarriedLink,
    id: string,
    row: FileLinkRow | undefined,
  ): Promise<void> {
    const lasts = link.hours * 3_600_000;
    if (row) {
      await database.run(
        `UPDATE gj_file_link SET expires_at = ${now} + ? WHERE id = ? AND revoked_at IS NULL AND expires_at < ${now} + ?`,
        [lasts, id, lasts],
      );
      return;
    }
    const { place, message, called = null } = link;
    const { user, org, requestId } = call;
    await database.run(
      `INSERT INTO gj_file_link (id, hash, file, print, called, form, record, message_form, message, made_by, made_by_name, org, at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${now}, ${now} + ?)`,
      [
        id,
        hashToken(secretOf(id)),
        place.file ?? '',
        place.print ?? null,
        called,
        place.form.id,
        place.record,
        message.form.id,
        message.record,
        user.id,
        user.name,
        org,
        lasts,
      ],
    );
    const carriedBy = `/api/forms/${message.form.name}/records/${message.record}`;
    const detail = { link: id, carriedBy, hours: link.hours, requestId };
    await audit.record({ action: 'file-link-made', actor: user, target: pathOf(place), org, detail });
  }

  const carried: CarriedLinks = {
    async carry(call, link) {
      const { repeat } = link.message;
      let id = idOf(link, '');
      let row = await rowOf(id);
      if (row && row.revoked_at !== null && repeat !== '') {
        id = idOf(link, repeat);
        row = await rowOf(id);
      }
      await hold(call, link, id, row);
      const expiresAt = new Date(Number((await rowOf(id))?.expires_at ?? 0)).toISOString();
      return { url: `${parts.url}/files/${secretOf(id)}`, expiresAt };
    },
  };

  return {
    ...carried,

    /** As whom such a link is asked for: the platform, as long as its message answers for it. Null: it does not. */
    async callOf(row: FileLinkRow, visitor: Pick<Call, 'language' | 'requestId'>): Promise<Call | null> {
      const served = parts.served();
      const form = served.model.formsById.get(row.form);
      const answers = parts.answersFor()[row.message_form ?? ''];
      if (!form || !answers || row.message === null || !served.orgs.get(row.org)) return null;
      const { language, requestId } = visitor;
      const own = { org: row.org, language, requestId, readsOnly: true } as const;
      const call: Call = { ...systemCall(served, parts.now(row.org)), ...own };
      const link = { form, record: row.record, message: row.message };
      return (await answers(call, link)) ? call : null;
    },

    /** The record on paper as it is now. */
    async draw(
      call: Call,
      form: Form,
      row: FileLinkRow,
    ): Promise<{ readonly id: string; readonly file: OpenFile }> {
      const record = await store.read(call, form, row.record, 'manage');
      const known = [row.id, record.revision, call.served.revision, call.language].join(' ');
      const moment = Date.parse(call.now.instant);
      const kept = drawn.get(known);
      let bytes = kept && kept.until > moment ? kept.bytes : undefined;
      if (!bytes) {
        bytes = await prints.print(call, form, record, { name: row.print ?? '', format: 'pdf' });
        drawn.set(known, { bytes, until: moment + drawnFor });
      }
      return { id: hash('sha256', bytes, 'hex'), file: pdfOf(row.called ?? `${row.print}.pdf`, bytes) };
    },
  };
}

function pdfOf(name: string, bytes: Uint8Array): OpenFile {
  return {
    name,
    size: bytes.byteLength,
    type: 'pdf',
    async *read({ from, before } = { from: 0, before: bytes.byteLength }) {
      yield bytes.subarray(from, before);
    },
  };
}
