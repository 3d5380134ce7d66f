import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Principal } from '../../access/auth/gate.ts';
import type { Call, Once, Served } from '../../call/call.ts';
import { nearForms } from '../../call/near-forms.ts';
import type { Connection } from '../../database/database.ts';
import { withinRoom } from '../../storage/store/act/with-reason.ts';
import { credentialOf, languageOf, type ReadHeader } from './headers.ts';
import type { Host } from './host.ts';
import type { JudgeBody } from './judge-body.ts';
import { readBytes, readJson } from './read-body.ts';
import { bodyWrong, formUnknown, ifMatchMissing, ifMatchWrong, recordUnknown } from './refusals.ts';

/** A body that was taken in. */
export interface Received {
  readonly value: unknown;
  /** Of all that was sent: the same only for the same. */
  readonly digest: string;
  /** Gives up what was kept of it, where nobody comes to use it; what a record holds stays. Default: nothing was kept. */
  readonly giveUp?: () => Promise<void>;
}

export interface AskParts {
  readonly host: Host;
  readonly request: Request;
  readonly header: ReadHeader;
  readonly id: string;
  readonly param: (name: string) => string | undefined;
  readonly query: URLSearchParams;
  readonly served: Served;
  readonly principal: Principal | null;
  /** Organisation of the call, already allowed. */
  readonly org: string;
  readonly address: () => string;
  readonly bodyLimit: number;
  /** Values that a body of JSON may hold. */
  readonly values: number;
  /** By the schema that documents the body. Default: whoever reads it judges it. */
  readonly judge?: JudgeBody;
  /** Takes in a body that is too large to be held. Default: none is. */
  readonly receive?: (ask: Ask) => Promise<Received | null>;
  /** Whether a request without a body has an empty one. Default: no. */
  readonly bodyOptional?: true;
  /** The marks of the request's writes, where it carries an Idempotency-Key. */
  readonly once?: Once;
}

/** A request, judged and resolved: an endpoint's `handle` reads from it. */
export class Ask {
  readonly #parts: AskParts;
  #call: Call | undefined;
  #form: Form | undefined;
  #body: Promise<{ value: Json; bytes: Uint8Array<ArrayBuffer> }> | undefined;
  #bytes: Promise<Uint8Array<ArrayBuffer>> | undefined;
  #received: Promise<Received | null> | undefined;

  constructor(parts: AskParts) {
    this.#parts = parts;
  }

  /** The same request, asked of what is served now or to be done once; its body is not read twice. */
  again(other: Pick<AskParts, 'served'> | Pick<AskParts, 'once'>): Ask {
    const next = new Ask({ ...this.#parts, ...other });
    next.#body = this.#body;
    next.#bytes = this.#bytes;
    next.#received = this.#received;
    return next;
  }

  get host(): Host {
    return this.#parts.host;
  }
  get request(): Request {
    return this.#parts.request;
  }
  get bodyLimit(): number {
    return this.#parts.bodyLimit;
  }
  get values(): number {
    return this.#parts.values;
  }
  get requestId(): string {
    return this.#parts.id;
  }
  get served(): Served {
    return this.#parts.served;
  }
  get query(): URLSearchParams {
    return this.#parts.query;
  }
  get language(): Language {
    return languageOf(this.#parts.header('accept-language'));
  }
  get address(): string {
    return this.#parts.address();
  }

  /** Endpoints that are not public always have one. */
  get principal(): Principal {
    if (!this.#parts.principal) throw new Error('a public endpoint asked who speaks');
    return this.#parts.principal;
  }

  get signedIn(): Principal | null {
    return this.#parts.principal;
  }

  get call(): Call {
    this.#call ??= requestCall(this.#parts, this.principal);
    return this.#call;
  }

  /** Reads the database for the caller, and no longer than he stays. */
  get reader(): Connection {
    return this.host.database.reading(this.call.reading ?? { who: this.call.user.id });
  }

  /** For writes of records: they are made once where the request carries an Idempotency-Key. */
  get writeCall(): Call {
    const { once } = this.#parts;
    return once ? { ...this.call, once } : this.call;
  }

  /** The form that the path names. */
  get form(): Form {
    if (!this.#form) {
      const name = this.param('form');
      this.#form = this.served.model.forms.get(name);
      if (!this.#form) throw formUnknown({ form: name, near: nearForms(name, this.served, this.signedIn) });
    }
    return this.#form;
  }

  /** The record that the path names; what cannot be an id is no record. */
  get recordId(): string {
    const id = this.param('id');
    if (!isId(id)) throw recordUnknown({ id });
    return id;
  }

  param(name: string): string {
    const value = this.#parts.param(name);
    if (value === undefined) throw new Error(`the path has no :${name}`);
    return value;
  }

  /** Of the credential that it came with. */
  get token(): string {
    return credentialOf(this.#parts.header)?.token ?? '';
  }

  header(name: string): string | null {
    return this.#parts.header(name);
  }

  /** The bytes of a JSON body, as they were sent. */
  async sent(): Promise<Uint8Array> {
    return (await this.#read()).bytes;
  }

  /** Returns the body as the schema of the call says it: nobody need look at it again. */
  async body<Body>(): Promise<Body> {
    const { judge, bodyOptional } = this.#parts;
    if (bodyOptional && this.header('content-type') === null) return {} as Body;
    const body = await this.#json();
    const problems = judge?.(body) ?? [];
    if (problems.length > 0) throw bodyWrong({}, problems);
    return body as Body;
  }

  /** A record, of which whoever saves it says what is wrong. */
  async object(): Promise<JsonObject> {
    const body = await this.#json();
    if (isObject(body)) return body;
    throw bodyWrong({}, [{ path: '', code: 'object-expected' }]);
  }

  async #json(): Promise<Json> {
    return (await this.#read()).value;
  }

  #read() {
    const { bodyLimit: bytes, values } = this.#parts;
    this.#body ??= readJson(this.request, { bytes, values });
    return this.#body;
  }

  /** Read once: whoever asks again has the limit of the first. */
  bytes(limit: number): Promise<Uint8Array<ArrayBuffer>> {
    this.#bytes ??= readBytes(this.request, limit);
    return this.#bytes;
  }

  /** What the endpoint took in of the body, once; null: it is read as any other. */
  received(): Promise<Received | null> {
    this.#received ??= this.#parts.receive?.(this) ?? Promise.resolve(null);
    return this.#received;
  }

  /** Revision the writer saw: nobody overwrites what he has not read. */
  ifMatch(): number {
    const header = this.header('if-match');
    if (header === null) throw ifMatchMissing();
    const revision = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
    if (revision === undefined) throw ifMatchWrong({ value: header });
    return Number(revision);
  }
}

/** Plain values, so that others may copy it; getters would cost more than what they put off. */
function requestCall(parts: AskParts, principal: Principal): Call {
  const { request, header, host, org } = parts;
  const call: Call = {
    served: parts.served,
    rights: principal.rights,
    user: principal.user,
    org,
    requestId: parts.id,
    now: host.now(org),
    language: languageOf(header('accept-language')),
    ...(principal.credential === 'token' ? { byToken: true } : {}),
    ...(principal.confirmed && { confirmed: principal.confirmed }),
    reading: { who: principal.user.id, left: () => request.signal },
    ...(principal.writes ? {} : { readsOnly: true }),
  };
  const reason = request.method === 'GET' ? null : header('guiju-reason');
  return reason ? { ...call, reason: withinRoom(decoded(reason)) } : call;
}

/** Headers carry no Chinese: `encodeURIComponent` on the way in, and what was not encoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
