import type { Json } from '../../../metadata/common/json.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { reasonOf } from '../../access/egress/reason-of.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { DomainNode } from '../../domain.ts';
import { knownForm } from '../../einvoicing/forms/forms.ts';
import { failureByAnswer } from '../../einvoicing/outgoing/common/answered.ts';
import { notAllowed } from '../../einvoicing/outgoing/common/not-allowed.ts';
import type { Outcome, Sender } from '../../einvoicing/outgoing/common/sender.ts';
import type { OpenFile } from '../../storage/contents/contents.ts';
import { multipart, type Part, textPart } from './multipart.ts';

export type SenderParts = Pick<DomainNode, 'store' | 'egress'> & Pick<DomainNode['tenant'], 'contents'>;

/** Milliseconds for all the images of a bill. */
const patience = 10 * 60_000;

/**
 * Images, pushed to the imaging system as a form of several parts, and news of bills, told to the business system as
 * JSON. Each is sent until somebody took it, under one delivery id, by which whoever gets it twice knows it.
 */
export function pushSender(parts: SenderParts): Sender<'image-push'> {
  return {
    form: 'image-push',
    interrupted: 'waiting',
    patience,
    async send(call, record, signal) {
      const target = await targetOf(parts, call, record);
      if (!target) return { state: 'failed', failure: { code: 'push-without-system' } };
      return post(parts, { record, signal, ...target });
    },
  };
}

interface Posting {
  readonly record: Wire<'image-push'>;
  readonly signal: AbortSignal;
  readonly url: string;
  /** The system by its name. */
  readonly system: string;
}

async function post({ egress, contents }: SenderParts, posting: Posting): Promise<Outcome> {
  const { record, url, system, signal } = posting;
  const params = { system };
  const names = {
    'user-agent': 'guiju',
    'guiju-event': record.event ?? '',
    'guiju-delivery': record.id,
    'guiju-attempt': String(record.attempts ?? 1),
  };
  try {
    const content = record.content ?? '{}';
    let form: ReturnType<typeof multipart> | null = null;
    if (record.kind !== 'told') {
      const files: Part[] = [];
      for (const [name, value] of [
        ['cover', record.cover],
        ['images', record.images],
      ] as const)
        for (const { id, name: called } of filesIn((value ?? undefined) as Json | undefined)) {
          const open = await contents.open(id);
          if (!open)
            return { state: 'failed', failure: { code: 'push-without-file', params: { name: called } } };
          files.push(filePart(name, called, open));
        }
      form = multipart(`guiju-${record.id}`, [textPart('bill', 'application/json', content), ...files]);
    }
    const response = await egress.request(url, {
      by: 'people',
      method: 'POST',
      signal,
      headers: { ...names, ...(form ? form.headers : { 'content-type': 'application/json' }) },
      body: form ? form.body() : content,
    });
    const { status } = response;
    const values = { answered: status };
    if (response.ok) {
      response.body.destroy();
      return { state: 'sent', values };
    }
    const isRedirect = status >= 300 && status < 400;
    const failure = await failureByAnswer(isRedirect ? 'push-redirected' : 'push-answered', response);
    return { state: isRedirect ? 'failed' : 'again', values, failure: { ...failure, params } };
  } catch (error) {
    if (error instanceof Refusal) return notAllowed(error);
    return { state: 'again', failure: { code: 'push-unreachable', params, detail: reasonOf(error) } };
  }
}

function filePart(name: string, filename: string, open: OpenFile): Part {
  return { name, filename, type: fileType(open.type).media, size: open.size, read: () => open.read() };
}

/** The system as it is now: whoever mends an address mends what waits for it. */
async function targetOf(
  { store }: SenderParts,
  call: Call,
  record: Wire<'image-push'>,
): Promise<Pick<Posting, 'url' | 'system'> | null> {
  const read = async <Id extends 'imaging-system' | 'business-system'>(id: Id, of: string | undefined) => {
    const form = knownForm(call, id);
    return form && of !== undefined ? store.read(call, form, of, 'manage').catch(missing) : null;
  };
  if (record.kind === 'told') {
    const system = await read('business-system', record.businessSystem?.id);
    if (!system || system.enabled === false || !system.address) return null;
    return { url: system.address, system: system.name ?? '' };
  }
  const system = await read('imaging-system', record.imagingSystem?.id);
  if (!system || system.enabled === false || !system.ip) return null;
  const { ip, port } = system;
  const host = ip.includes(':') && !ip.startsWith('[') ? `[${ip}]` : ip;
  return { url: `${port === 443 ? 'https' : 'http'}://${host}:${port ?? 80}/`, system: system.name ?? '' };
}

function missing(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}
