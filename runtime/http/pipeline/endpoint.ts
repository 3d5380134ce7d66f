import type { Json, JsonSchema } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Access, CallShape, Method, Status } from '../../../metadata/contract/common/call.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Principal } from '../../access/auth/gate.ts';
import type { ProblemAnswer } from '../../common/messages/render-problem.ts';
import type { Ask, Received } from './ask.ts';
import type { ReadHeader } from './headers.ts';

/**
 * A call of the API as data: who may make it stands beside what it does, and nothing is served that does not say so.
 * `createApp` lists them all.
 */
export interface Endpoint {
  readonly method: Method;
  /** `/api/forms/:form/records/:id`; `:form` is resolved to a form of the model before `handle`. */
  readonly path: string;
  /**
   * Instead of the path for the router, which cannot tell a word from a name in the same place: `handle` refuses all
   * other words.
   */
  readonly routed?: string;
  readonly access: Access;
  /** The way to know who asks. Default: by a token or session in a header. */
  readonly identify?: Identify;
  /** Names the call in the documentation and in generated clients: `list`, with a form `invoice-item.list`. */
  readonly operation: string;
  /** The kind of form it is for, where the path has `:form`. Default: all. */
  readonly of?: 'settings' | 'records' | 'matches' | 'files';
  /** Only of forms whose records are shared between organisations. Default: of all. */
  readonly sharing?: true;
  /** Group in the documentation. */
  readonly tag: string;
  readonly summary: Label;
  /** Query parameters it understands; others are refused. `org` and `minRevision` always are. */
  readonly query?: readonly Parameter[];
  /** Parameters beside those are the fields of a list: `number=1`, `priority[gte]=3`. */
  readonly fieldFilters?: true;
  /** The form of the body. Default: none is read. */
  readonly body?: 'json' | 'bytes';
  /** Files of a record may come with the JSON, as parts of a form. Default: it is JSON alone. */
  readonly withFiles?: true;
  /** Values that a body of JSON may hold. Default: 20,000. */
  readonly values?: number;
  /** Longest body of bytes. Default: what JSON may have. */
  readonly bytesLimit?: number;
  /**
   * Takes in a body that is too large to be held, once, before it is known whether it was sent before. Null: the body is
   * read as any other.
   */
  readonly receive?: (ask: Ask) => Promise<Received | null>;
  /** Shape of what is sent and answered, for the documentation. */
  readonly schema?: EndpointSchema;
  /** The call only asks, though it has a body: credentials that may only read may call it. */
  readonly asks?: true;
  /** Answered also while what is installed does not compile. Default: that is told instead. */
  readonly whenBroken?: true;
  /** The answer tells a secret once; what is kept of it for repeated requests is encrypted. */
  readonly secretAnswer?: true;
  /** With `at`, it is asked about the past: `org` may be one that is gone, and `handle` says who may ask about it. */
  readonly past?: true;
  /** How what went wrong is told, in another protocol. Default: as a problem (RFC 9457). */
  readonly problemWords?: ProblemWords;
  readonly handle: (ask: Ask) => Answer | Promise<Answer>;
}

/** The words of another protocol for what went wrong; all else of the answer stays as everywhere. */
export interface ProblemWords {
  /** Media type. */
  readonly type: string;
  /** For the documentation. */
  readonly schema: JsonSchema;
  readonly body: (problem: ProblemAnswer) => { readonly status: number; readonly body: object };
}

/** Null: nobody. */
export type Identify = (asked: RequestParts) => Principal | null | Promise<Principal | null>;

/** A request, before it is known who asks. */
export interface RequestParts {
  readonly header: ReadHeader;
  readonly query: URLSearchParams;
  /** Path and query, as they were sent. */
  readonly target: string;
  /** The address that the request comes from. */
  readonly address: () => string;
  readonly param: (name: string) => string | undefined;
}

interface EndpointSchema {
  /** Schema of the body that is sent, by which it is judged. */
  readonly body?: JsonSchema;
  /** The same as the document says it more narrowly, or each form in its own words. Default: as it is judged. */
  readonly documented?: Documented;
  /** Whether the body may be left out. Default: a body that is described has to be sent. */
  readonly bodyOptional?: true;
  /** Media type of a body that is no JSON. Default: application/octet-stream. */
  readonly bodyType?: string;
  /** Default: whether there is a body at all, `status` says. */
  readonly answer?: JsonSchema;
  /** Media type of the answer, one or several. Default: application/json. */
  readonly type?: string | readonly string[];
  /** Of success; several where it depends on the record. Default: 200. */
  readonly status?: Status | readonly Status[];
  /** JSON that is answered instead, by its status. Default: nothing else is. */
  readonly also?: Readonly<Partial<Record<Status, JsonSchema>>>;
  /** The answer has an ETag, and If-None-Match with it is answered 304. Default: it has none. */
  readonly tagged?: true;
  /** Whether If-Match has to be sent; `own`: of a parameter, where a value stands already. Default: no. */
  readonly ifMatch?: true | 'own';
  /** What it does by tus 1.0. Default: nothing. */
  readonly tus?: CallShape['tus'];
  /** Schema of mistakes in words of another protocol. Default: problems, as everywhere. */
  readonly mistake?: JsonSchema;
}

/** A schema for all forms, or one made for each: the same object for those that say the same as without a form. */
export type Documented = JsonSchema | ((form?: Form) => JsonSchema);

export interface Parameter {
  readonly name: string;
  readonly summary: Label;
  readonly schema: JsonSchema;
}

/** The answer that is sent back. */
export interface Answer {
  /** Default: 200, or 204 without a body. */
  readonly status?: number;
  readonly body?: Json | object;
  /** Instead of `body`: the same as a text that was made before. */
  readonly json?: string;
  /** Instead of `body`: bytes or a stream, with its type in `headers`. */
  readonly raw?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** Revision of the record, sent as `ETag`. */
  readonly etag?: number | string;
  /** Sent as it is, since parts of it are asked for. Default: packed, where that makes it shorter. */
  readonly unpacked?: true;
  /** Revision of a write, so that `Guiju-Revision` is never older. */
  readonly revision?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}
