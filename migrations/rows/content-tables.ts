/** Rows of the tables of files, as drivers answer them; how they hang together says `runtime/storage/contents`. */

/** One row, id 1: the key by which contents are addressed, sealed. */
export interface ContentKeyRow {
  readonly id: number;
  readonly sealed: string;
}

/** Bytes that never change once they are whole. */
export interface ContentRow {
  readonly id: string;
  /** `leaving`: nobody holds it, and its objects go. */
  readonly state: 'arriving' | 'whole' | 'leaving';
  /** Bytes that are there. */
  readonly size: number;
  /** What they are, told by themselves; null until they are whole. */
  readonly type: string | null;
  /** HMAC-SHA256, in hex, under the tenant's key; null until they are whole. */
  readonly address: string | null;
  /** The key that they are sealed with, itself sealed; null: they are not. */
  readonly sealed_key: string | null;
  readonly at: number;
}

/** An object on the shelf that a content stands in; its row is there before it. */
export interface ContentObjectRow {
  readonly name: string;
  readonly content: string;
  /** Null: it is being written, or was cut off. */
  readonly place: number | null;
  readonly size: number | null;
  readonly at: number;
}

/** A content under the name that somebody gave it, in one record, or on its way into one. */
export interface FileRow {
  readonly id: string;
  readonly content: string;
  readonly name: string;
  /** Bytes that it has once it is whole. */
  readonly size: number;
  /** Id of the form it is for. */
  readonly form: string;
  /** Path of the field it is for, by ids. */
  readonly field: string;
  /** Null: no record has taken it yet. */
  readonly record: string | null;
  /** Id of the user who brought it. */
  readonly owner: string;
  /** Id of the organisation that it was brought for. */
  readonly org: string;
  readonly at: number;
  /** Null once a record has taken it. */
  readonly expires_at: number | null;
}

/** An address at which a file is read by whoever holds it, for a while, as its maker would be answered it. */
export interface FileLinkRow {
  readonly id: string;
  /** SHA-256, in hex, of the secret that the address ends with. */
  readonly hash: string;
  /** Empty: it leads to a print. */
  readonly file: string;
  /** Name of the template that the record is printed by; null: it leads to a file. */
  readonly print: string | null;
  /** The name under which it is downloaded; null: the file’s own. */
  readonly called: string | null;
  /** Id of the form of the message that it went out with; null: somebody made it. */
  readonly message_form: string | null;
  readonly message: string | null;
  /** Id of the form. */
  readonly form: string;
  readonly record: string;
  /** Id of the user. */
  readonly made_by: string;
  readonly made_by_name: string;
  /** Id of the organisation that it was made for. */
  readonly org: string;
  readonly at: number;
  readonly expires_at: number;
  /** Null: nobody withdrew it. */
  readonly revoked_at: number | null;
  /** When it was used first; null: nobody did. */
  readonly used_at: number | null;
  /** When it was asked for and its maker might no longer hand the file out; null: never. */
  readonly lost_at: number | null;
}

export interface ContentTables {
  readonly gj_content_key: ContentKeyRow;
  readonly gj_content: ContentRow;
  readonly gj_content_object: ContentObjectRow;
  readonly gj_file: FileRow;
  readonly gj_file_link: FileLinkRow;
}
