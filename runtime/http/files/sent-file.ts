import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { refusal } from '../../common/refusal.ts';
import type { OpenFile } from '../../storage/contents/contents.ts';
import type { Ask } from '../pipeline/ask.ts';

export const fileUnknown = refusal('record-file-unknown', 404);
const rangeWrong = refusal('range-wrong', 416);

interface Sent {
  /** By which its version is known: a file never changes. */
  readonly id: string;
  /** Null: there is none. */
  readonly open: OpenFile | null;
  /** Default: download. */
  readonly as?: 'download' | 'inline' | undefined;
}

/** Types that a browser shows without running anything. */
const shown: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp', 'pdf', 'text']);

/** Whatever a file holds, the browser runs nothing of it, and takes it for nothing else than it is. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";

/** A file as an answer, whole or in part. */
export function sentFile(ask: Ask, { id, open, as }: Sent) {
  if (!open) throw fileUnknown();
  const { media } = fileType(open.type);
  const isShown = as === 'inline' && shown.has(open.type);
  const name = encodeURIComponent(open.name).replace(/['()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  const range = wantedRange(ask, id, open.size);
  const { from, before } = range ?? { from: 0, before: open.size };
  const length = { 'content-length': String(before - from) };
  const headers = {
    'content-type': open.type === 'text' ? `${media}; charset=utf-8` : media,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'content-security-policy': policy,
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'bytes',
    ...(range ? { 'content-range': `bytes ${from}-${before - 1}/${open.size}` } : {}),
    ...length,
  };
  const raw = ask.request.method === 'HEAD' ? '' : streamed(open.read({ from, before }));
  return { raw, status: range ? 206 : 200, etag: id, unpacked: true as const, headers };
}

/** The part that was asked for; of what is asked in several parts, all. */
function wantedRange(ask: Ask, id: string, size: number) {
  const said = /^bytes=(\d*)-(\d*)$/.exec(ask.header('range')?.trim() ?? '');
  const unless = ask.header('if-range');
  if (!said || (unless !== null && unless.trim() !== `"${id}"`)) return null;
  const [, first = '', last = ''] = said;
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const before = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (from >= before) throw rangeWrong({ size });
  return { from, before };
}

/** Pulled as it is taken: whoever reads slowly keeps no more than a piece of it in memory. */
function streamed(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
