import type { JsonSchema } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { CallShape, Status } from '../../../metadata/contract/common/call.ts';
import type { Form } from '../../../metadata/model.ts';

/** A call as the documentation tells of it; the HTTP floor's endpoints are such. */
export interface Described {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly tag: string;
  readonly access: unknown;
  readonly of?: 'settings' | 'records' | 'matches' | 'files';
  readonly sharing?: true;
  readonly summary: Label;
  readonly query?: readonly { readonly name: string; readonly summary: Label; readonly schema: JsonSchema }[];
  readonly fieldFilters?: true;
  readonly body?: 'json' | 'bytes';
  /** Files of a record may come with the JSON, as parts of a form. */
  readonly withFiles?: true;
  readonly schema?: {
    readonly body?: JsonSchema;
    /** The body as the document says it more narrowly, or each form in its own words. Default: as it is. */
    readonly documented?: JsonSchema | ((form?: Form) => JsonSchema);
    readonly bodyOptional?: true;
    /** Media type of a body that is no JSON. Default: application/octet-stream. */
    readonly bodyType?: string;
    readonly answer?: JsonSchema;
    readonly type?: string | readonly string[];
    readonly status?: Status | readonly Status[];
    /** The answers with other statuses of success. */
    readonly also?: Readonly<Partial<Record<Status, JsonSchema>>>;
    readonly ifMatch?: true | 'own';
    /** What it does by tus 1.0, whose headers it needs. */
    readonly tus?: CallShape['tus'];
    /** The answer has an ETag, by which If-None-Match is answered 304. */
    readonly tagged?: true;
    /** The answer to mistakes in words of another protocol; who may not come in is told as everywhere. */
    readonly mistake?: JsonSchema;
  };
  /** Default: what went wrong is told as everywhere, or by `mistake`. */
  readonly problemWords?: { readonly type: string; readonly schema: JsonSchema };
}

/** A text of the document: in English for who asks in English, else in both languages, Chinese first. */
export function said({ zh, en }: Label, language: Language): string {
  return language === 'en' ? en : `${zh} · ${en}`;
}
