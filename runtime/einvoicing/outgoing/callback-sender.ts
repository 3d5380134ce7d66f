import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Egress } from '../../access/egress/egress.ts';
import { reasonOf } from '../../access/egress/reason-of.ts';
import { signatureOf } from '../../access/egress/signature.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { secretOf } from '../../storage/store/record/secret-of.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { CarriedLinks } from '../../work/links/carried-links.ts';
import { knownForm } from '../forms/forms.ts';
import { nearestFirst } from '../forms/nearest-first.ts';
import type { MakePrints } from './attach-prints.ts';
import { failureByAnswer } from './common/answered.ts';
import { notAllowed } from './common/not-allowed.ts';
import { parameterText } from './common/parameter-text.ts';
import type { Failure, Outcome, Sender } from './common/sender.ts';
import { carry, placesOf } from './link-places.ts';
import { notMade, repeatOf } from './mail-sender.ts';
import { printNames } from './named-prints.ts';

export interface CallbackParts {
  readonly store: Pick<Store, 'list' | 'read' | 'setting'>;
  readonly database: Database;
  readonly vault: Vault;
  readonly egress: Egress;
  readonly makePrints: MakePrints;
  readonly links: CarriedLinks;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const longest = 1_200;

/** Results of issuing, sent to the business system that the documents came from, in order for each document. */
export function callbackSender(parts: CallbackParts): Sender<'callback'> {
  return {
    form: 'callback',
    interrupted: 'waiting',
    patience: longest * 1_000,
    inOrder: true,
    async send(call, record, signal) {
      const target = await targetOf(parts, call, record);
      if (!target) return { state: 'failed', failure: { code: 'callback-without-address' } };
      const values = { target: { id: target.id } };
      const body = await contentWith(parts, call, { record, target });
      if (typeof body !== 'string') return { ...notMade(body), values };
      const outcome = await post(parts, call, { record, target, body, signal });
      return { ...outcome, values: { ...values, ...outcome.values } };
    },
  };
}

/** What is told, with the prints of the invoice that the address asks for: their content, or links to them. */
async function contentWith(
  { makePrints, store, links }: CallbackParts,
  call: Call,
  { record, target }: Pick<Posting, 'record' | 'target'>,
): Promise<string | Failure> {
  const content = record.content ?? '{}';
  const form = knownForm(call, 'invoice');
  const id = record.invoice?.id;
  if (printNames(target.prints).length === 0 || !form || !id) return content;
  const invoice = await store.read(call, form, id, 'manage');
  const { prints: names, printsAs, linkHours: hours } = target;
  const about = { form, record: invoice };
  const contentType = 'application/pdf';
  if (printsAs === 'link') {
    const placed = await placesOf(store, call, { ...about, prints: names, files: false });
    if ('code' in placed) return placed;
    const carrier = { form: 'callback', record: record.id, repeat: repeatOf(record), hours } as const;
    const made = await carry(links, call, carrier, placed);
    const prints = made.map(({ place, filename, url, expiresAt }) => ({
      print: place.print,
      filename,
      contentType,
      url,
      expiresAt,
    }));
    return JSON.stringify({ ...JSON.parse(content), prints });
  }
  const files = await makePrints(call, { ...about, names, message: record.id });
  if ('code' in files) return files;
  const prints = files.map(({ print, filename, content: bytes }) => ({
    print,
    filename,
    contentType,
    base64: bytes.toString('base64'),
  }));
  return JSON.stringify({ ...JSON.parse(content), prints });
}

interface Posting {
  readonly record: Wire<'callback'>;
  readonly target: Wire<'callback-target'>;
  /** The JSON that is sent. */
  readonly body: string;
  readonly signal: AbortSignal;
}

async function post(
  parts: CallbackParts,
  call: Call,
  { record, target, body, signal }: Posting,
): Promise<Outcome> {
  const url = target.url ?? '';
  const secret = await secretOf(parts, call, { form: 'callback-target', field: 'secret', id: target.id });
  const seconds = timeoutOf(call);
  const limit = AbortSignal.timeout(seconds * 1_000);
  try {
    const response = await parts.egress.request(url, {
      by: 'people',
      method: 'POST',
      signal: AbortSignal.any([signal, limit]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'guiju',
        'guiju-event': record.event ?? '',
        'guiju-delivery': record.id,
        'guiju-attempt': String(record.attempts ?? 1),
        ...(secret
          ? { 'guiju-signature': signatureOf(secret, Math.floor(parts.clock() / 1_000), body) }
          : {}),
      },
      body,
    });
    const { status } = response;
    const answered = { answered: status };
    if (response.ok) {
      response.body.destroy();
      return { state: 'sent', values: answered };
    }
    const isRedirect = status >= 300 && status < 400;
    const code = isRedirect ? 'callback-redirected' : 'callback-answered';
    const failure = await failureByAnswer(code, response);
    return { state: isRedirect ? 'failed' : 'again', values: answered, failure };
  } catch (error) {
    if (error instanceof Refusal) return notAllowed(error);
    // Only administrators are to know whether nobody listens there or somebody keeps silent.
    const detail = limit.aborted ? `no answer within ${seconds} s` : reasonOf(error);
    return { state: 'again', failure: { code: 'callback-unreachable', params: { url }, detail } };
  }
}

/** `sim_callback_request_timeout`, in seconds. */
function timeoutOf(call: Call): number {
  const said = Number(parameterText(call, 'sim_config', 'sim_callback_request_timeout') ?? longest);
  return Number.isFinite(said) && said > 0 ? Math.min(said, longest) : longest;
}

/** The system's own address, else the one for all others: by the way it is shared, then the newest. */
async function targetOf(
  { store }: CallbackParts,
  call: Call,
  record: Wire<'callback'>,
): Promise<Wire<'callback-target'> | undefined> {
  const form = knownForm(call, 'callback-target');
  if (!form) return undefined;
  const { items } = await store.list(call, form, {
    filter: { fact: 'enabled', operator: 'equal', value: true },
    sort: ['-modifiedAt', 'id'],
    limit: 500,
  });
  const ranked = nearestFirst(items);
  const system = record.sourceSystem ?? '';
  const of = (said: unknown) => ranked.find(({ sourceSystem }) => (sourceSystem ?? '') === said);
  return (system === '' ? undefined : of(system)) ?? of('');
}
