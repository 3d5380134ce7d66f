import type { Json, JsonObject, JsonSchema } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { TypeOf } from '../../../metadata/shape/shape.ts';
import { textIn } from '../../../rules/decisions/given.ts';
import type { PartialWire } from '../../../rules/einvoicing/forms/wire.ts';
import { ourSide } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import type { Answer, Egress } from '../../access/egress/egress.ts';
import { readAtMost } from '../../access/egress/read-at-most.ts';
import { reasonOf } from '../../access/egress/reason-of.ts';
import { signatureOf } from '../../access/egress/signature.ts';
import type { Reason } from '../../common/messages/reasons.ts';
import { Refusal } from '../../common/refusal.ts';
import { compileSchema, type SchemaJudge } from '../../common/validator.ts';
import {
  accountsAnswer,
  confirmationAnswer,
  creditAnswer,
  enteredAnswer,
  inBothLanguages,
  informationAnswer,
  requestAnswer,
  revokeAnswer,
  useAnswer,
  voidAnswer,
} from './answers.ts';
import {
  type Channel,
  ChannelAway,
  type ConfirmationAsked,
  type IssueResult,
  type VoidResult,
} from './channel.ts';

/** Where a channel is, and how requests to it are signed. */
export interface ChannelAddress {
  /** As people call it. */
  readonly name: string;
  readonly url: string;
  /** Null: requests are not signed. */
  readonly secret: string | null;
  /** Seconds that an answer may take. */
  readonly patience: number;
}

export interface HttpChannelParts {
  readonly egress: Egress;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly address: ChannelAddress;
}

/** Bytes of an answer; a confirmation has some hundred lines. */
const longestAnswer = 4 * 1024 * 1024;
/** Bytes of a file: as many as the field of it takes. */
const largestFile = 20 * 1024 * 1024;

const shapes = {
  request: requestAnswer,
  credit: creditAnswer,
  accounts: accountsAnswer,
  confirmation: confirmationAnswer,
  entered: enteredAnswer,
  void: voidAnswer,
  use: useAnswer,
  information: informationAnswer,
  revoke: revokeAnswer,
};
const judges = new Map<string, SchemaJudge>();

/**
 * A channel behind an address that somebody typed: JSON over HTTP, signed, as the manual says to whoever writes one.
 * Whatever is no clear answer is none, since nobody knows then what became of the request.
 */
export function httpChannel({ egress, clock, address }: HttpChannelParts): Channel {
  return {
    name: address.name,
    simulated: false,
    async issue(request) {
      const { id, sellerTaxNo, invoiceType, account, document } = request;
      const body = { id, sellerTaxNo, invoiceType, account, document };
      return resultOf(await answered('request', 'POST', 'requests', body));
    },
    async query(id) {
      const known = await asked('request', 'GET', `requests/${encodeURIComponent(id)}`);
      return known && resultOf(known);
    },
    credit: async (taxNo) =>
      (await asked('credit', 'GET', `taxpayers/${encodeURIComponent(taxNo)}/credit`))?.amount ?? null,
    quota: async (taxNo) =>
      (await asked('credit', 'GET', `taxpayers/${encodeURIComponent(taxNo)}/quota`))?.amount ?? null,
    accounts: async (taxNo) =>
      (await asked('accounts', 'GET', `taxpayers/${encodeURIComponent(taxNo)}/accounts`))?.accounts ?? null,
    voids: {
      ask: async (request) => voidedBy(await answered('void', 'POST', 'voids', { ...request })),
      async query(id) {
        const known = await asked('void', 'GET', `voids/${encodeURIComponent(id)}`);
        return known && voidedBy(known);
      },
    },
    informationForms: {
      ask: async (request) =>
        informationBy(await answered('information', 'POST', 'informations', { ...request })),
      async query(id) {
        const known = await asked('information', 'GET', `informations/${encodeURIComponent(id)}`);
        return known && informationBy(known);
      },
      async revoke(number) {
        const path = `informations/${encodeURIComponent(number)}/revoke`;
        return informationBy(await answered('revoke', 'POST', path, { number }));
      },
    },
    use: ({ sellerTaxNo, number, code }) => {
      const path = `taxpayers/${encodeURIComponent(sellerTaxNo)}/invoices/${encodeURIComponent(number)}/use`;
      return asked('use', 'GET', code === null ? path : `${path}?code=${encodeURIComponent(code)}`);
    },
    files: {
      async fetch(request, format) {
        const path = `requests/${encodeURIComponent(request)}/files/${format}`;
        const { status, bytes } = await sent('GET', path, undefined, largestFile);
        if (status === 404) return null;
        if (status !== 200 || bytes.length === 0) throw noAnswer(status);
        return bytes;
      },
    },
    confirmations: {
      enter: ({ id, document }) => answered('confirmation', 'POST', 'confirmations', { id, document }),
      confirm: (of) => moved(of, 'confirm'),
      refuse: (of) => moved(of, 'refuse'),
      withdraw: (of) => moved(of, 'withdraw'),
      status: (of) => statusOf(of, asked('confirmation', 'GET', confirmationAt(of))),
      async entered(taxNo) {
        const path = `taxpayers/${encodeURIComponent(taxNo)}/confirmations`;
        const all = await asked('entered', 'GET', path);
        return (all?.confirmations ?? []) as readonly PartialWire<'red-confirmation'>[];
      },
    },
  };

  function moved(of: ConfirmationAsked, how: 'confirm' | 'refuse' | 'withdraw'): Promise<string> {
    return statusOf(of, answered('confirmation', 'POST', `${confirmationAt(of)}/${how}`, { id: of.id }));
  }

  async function answered<Of extends keyof typeof shapes>(
    of: Of,
    method: 'GET' | 'POST',
    path: string,
    body: JsonObject,
  ): Promise<TypeOf<(typeof shapes)[Of]>> {
    const answer = await asked(of, method, path, body);
    if (answer === null) throw away('channel-answered', { status: 404 });
    return answer;
  }

  /** Null: it does not know what it was asked about. */
  async function asked<Of extends keyof typeof shapes>(
    of: Of,
    method: 'GET' | 'POST',
    path: string,
    body?: JsonObject,
  ): Promise<TypeOf<(typeof shapes)[Of]> | null> {
    const { status, bytes } = await sent(method, path, body);
    if (status === 404) return null;
    if (status < 200 || status >= 300) throw noAnswer(status);
    const said = parsed(Buffer.from(bytes).toString('utf8'));
    const judge = judgeOf(of, shapes[of]);
    if (said === undefined || judge(said).errors.length > 0) throw away('channel-unreadable', {});
    return said as TypeOf<(typeof shapes)[Of]>;
  }

  function noAnswer(status: number): ChannelAway {
    return away(status === 401 || status === 403 ? 'channel-refused-key' : 'channel-answered', { status });
  }

  async function sent(
    method: 'GET' | 'POST',
    path: string,
    said?: JsonObject,
    longest = longestAnswer,
  ): Promise<{ readonly status: number; readonly bytes: Uint8Array<ArrayBuffer> }> {
    const { secret, patience } = address;
    const url = new URL(path, address.url.endsWith('/') ? address.url : `${address.url}/`);
    const body = said === undefined ? '' : JSON.stringify(said);
    const signed = `${method} ${url.pathname}${url.search}\n${body}`;
    const second = Math.floor(clock() / 1_000);
    const signal = AbortSignal.timeout(patience * 1_000);
    try {
      const answer = await egress.request(url.href, {
        by: 'people',
        method,
        signal,
        headers: {
          accept: 'application/json',
          'user-agent': 'guiju',
          ...(said === undefined ? {} : { 'content-type': 'application/json' }),
          ...(secret === null ? {} : { 'guiju-signature': signatureOf(secret, second, signed) }),
        },
        ...(said === undefined ? {} : { body }),
      });
      return { status: answer.status, bytes: await bytesOf(answer, longest) };
    } catch (error) {
      if (error instanceof ChannelAway) throw error;
      if (error instanceof Refusal)
        throw new ChannelAway({ code: 'outgoing-not-allowed', params: error.params }, error);
      throw signal.aborted
        ? away('channel-late', { seconds: patience })
        : away('channel-unreachable', {}, reasonOf(error));
    }
  }

  async function bytesOf({ body }: Answer, longest: number): Promise<Uint8Array<ArrayBuffer>> {
    const read = await readAtMost(body, longest);
    if (!read) throw away('channel-unreadable', {});
    return new Uint8Array(read);
  }

  function away(code: string, params: JsonObject, cause?: unknown): ChannelAway {
    return new ChannelAway({ code, params: { channel: address.name, ...params } } satisfies Reason, cause);
  }
}

function judgeOf(name: string, schema: JsonSchema): SchemaJudge {
  const judge = judges.get(name) ?? compileSchema(schema);
  judges.set(name, judge);
  return judge;
}

/** One that the other side entered is known by its number alone: our id of it was never told to anybody. */
function confirmationAt({ id, document }: ConfirmationAsked): string {
  const { number } = document;
  const isOurs = (textIn(document, 'enteredBy') || 'seller') === ourSide(document);
  const name = !isOurs && typeof number === 'string' ? number : id;
  return `confirmations/${encodeURIComponent(name)}`;
}

async function statusOf(
  { status }: ConfirmationAsked,
  answer: Promise<{ readonly status: string } | null>,
): Promise<string> {
  return (await answer)?.status ?? status;
}

function resultOf(answer: TypeOf<typeof requestAnswer>): IssueResult {
  if (answer.state === 'processing') return { state: 'processing' };
  if (answer.state === 'failed')
    return { state: 'failed', code: answer.code, message: inBothLanguages(answer.message) };
  const { number, code, machineNo, issuedAt, files = { pdf: false, ofd: false, xml: false } } = answer;
  return {
    state: 'issued',
    number,
    ...(code === undefined ? {} : { code }),
    ...(machineNo === undefined ? {} : { machineNo }),
    issuedAt: new Date(issuedAt).toISOString(),
    files,
  };
}

function voidedBy(answer: TypeOf<typeof voidAnswer>): VoidResult {
  if (answer.state === 'processing') return { state: 'processing' };
  if (answer.state === 'failed')
    return { state: 'failed', code: answer.code, message: inBothLanguages(answer.message) };
  return { state: 'voided', voidedAt: new Date(answer.voidedAt).toISOString() };
}

function informationBy<Said extends { readonly state: string }>(
  answer: Said | { readonly state: 'failed'; readonly code: string; readonly message: string | Label },
): Exclude<Said, { readonly state: 'failed' }> | { state: 'failed'; code: string; message: Label } {
  if (answer.state !== 'failed') return answer as Exclude<Said, { readonly state: 'failed' }>;
  const { code, message } = answer as { readonly code: string; readonly message: string | Label };
  return { state: 'failed', code, message: inBothLanguages(message) };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
