import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import type { TestNode } from '../../server/test-node.suite.ts';

export interface ParamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: JsonObject;
}

/** Somebody who watches, as a program would. */
export interface TestWatcher {
  readonly status: number;
  /** A problem, where he was not let in. */
  readonly problem: JsonObject;
  /** The next event; null: the stream is at its end. */
  next(): Promise<ParamEvent | null>;
  /** The next that says something changed, in a line; what there is to say beside is in `ids`. */
  change(): Promise<string>;
  /** Of all that was heard, the last. */
  lastId(): string;
  /** Goes away without a word. */
  die(): Promise<void>;
}

export async function watcherOf(
  node: Pick<TestNode, 'raw'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestWatcher> {
  const answer = await node.raw('GET', path, undefined, { 'accept-language': 'en', ...headers });
  const isStream = answer.status === 200;
  const reader = isStream ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined;
  let text = '';
  let lastId = '';
  async function next(): Promise<ParamEvent | null> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const said = (name: string) =>
          lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
        if (said('event') === '') continue;
        lastId = said('id') || lastId;
        return { event: said('event'), id: said('id'), data: JSON.parse(said('data')) as JsonObject };
      }
      const read = await reader?.read();
      if (!read || read.done) return null;
      text += read.value;
    }
  }
  return {
    status: answer.status,
    problem: isStream ? {} : ((await answer.json()) as JsonObject),
    next,
    async change() {
      for (let event = await next(); event; event = await next())
        if (event.event === 'param') return changeLine(event);
      return 'end';
    },
    lastId: () => lastId,
    die: async () => void (await reader?.cancel().catch(() => {})),
  };
}

export function changeLine({ data }: ParamEvent): string {
  return `${data['org']} ${data['type']}.${data['key']} ${readText(data['from'])} → ${readText(data['to'])} (${data['cause']})`;
}

function readText(read: Json | undefined): string {
  if (typeof read !== 'object' || read === null) return 'none';
  const { value, isSet } = read as JsonObject;
  return `${JSON.stringify(value)}${isSet === true ? '' : '-'}`;
}

const label = { zh: '样例', en: 'Sample' };

/** Definitions that are watched: inherited, not inherited, by tax number, a text that may be empty. */
export function watchedPackage(version = '1.0.0', preset?: Json, more: readonly JsonObject[] = []) {
  const unset = { label: { zh: '没有', en: 'None' } };
  const whole = { kind: 'integer' };
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'watched', version, guiju: { prefix: 'wa', label } }],
      [
        'params/limits.json',
        {
          type: 'limits',
          label,
          params: [
            { key: 'most', label, value: whole, unset, ...(preset === undefined ? {} : { preset }) },
            { key: 'least', label, value: whole, unset: { ...unset, value: 0 } },
            { key: 'own', label, value: whole, unset, inherited: false },
            ...more,
          ],
        },
      ],
      [
        'params/by-tax.json',
        { type: 'by_tax', label, params: [{ dimension: 'tax-number', label, value: whole, unset }] },
      ],
      ['params/hidden.json', { type: 'hidden', label, params: [{ key: 'one', label, value: whole, unset }] }],
    ]),
  );
}

export async function createIn(node: TestNode, form: string, body: JsonObject): Promise<{ id: string }> {
  const made = await node.ask('POST', `/api/forms/${form}/records`, body);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body as { id: string };
}

/** Changes one record, as it is now. */
export async function patchIn(node: TestNode, form: string, id: string, body: JsonObject): Promise<void> {
  const read = await node.ask('GET', `/api/forms/${form}/records/${id}?view=manage`);
  const headers = { 'if-match': read.headers.get('etag') ?? '' };
  const answer = await node.ask('PATCH', `/api/forms/${form}/records/${id}`, body, headers);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** `{}` takes away; `scope=system` or `org=…`. Of several values with dates, the one that is named by its first day. */
export async function setIn(
  node: TestNode,
  address: string,
  place: string,
  body: JsonObject | null,
): Promise<number> {
  // Writes of another node are seen first.
  await node.tenant.follow();
  const path = `/api/params/${address}?${place}`;
  const { body: now } = await node.ask('GET', path);
  const own = (now['own'] ?? []) as (JsonObject & { id: string; revision: number })[];
  const target = own.find(
    (one) =>
      (one['validFrom'] ?? null) === (body?.['validFrom'] ?? null) &&
      (one['validTo'] ?? null) === (body?.['validTo'] ?? null),
  );
  const seen: Record<string, string> = target ? { 'if-match': `"${target.revision}"` } : {};
  if (!body && !target) return 0;
  const answer = body
    ? await node.ask('PUT', path, body, seen)
    : await node.ask('DELETE', `${path}&id=${target?.id}`, undefined, seen);
  if (answer.status >= 300 && answer.body['code'] !== 'parameter-locked')
    throw new Error(JSON.stringify(answer.body));
  return Number(answer.headers.get('guiju-revision') ?? 0);
}
