import { itemsOf, shared } from '../../openapi/refs.ts';
import { archiveUnknown, dropArchive, openArchive, readArchives } from '../../packages/archives.ts';
import { finishArchives } from '../../publish/archive-package.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';

const tag = 'packages';
const uninstallBody = {
  type: 'object',
  properties: { package: { type: 'string' } },
  required: ['package'],
  additionalProperties: false,
} as const;

/** Taking packages out of service, as far as it is only looked at, and what they had. */
export const uninstallEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/publishes/uninstall/plan',
    access: 'administers',
    asks: true,
    whenBroken: true,
    operation: 'planUninstall',
    schema: { body: uninstallBody, answer: shared('Plan') },
    tag,
    summary: {
      zh: '卸载包会做什么：依附于它的数据、扩展、参数和列表，以及谁需要它；不做任何改变',
      en: 'What taking a package out of service would do: records, extensions, parameters and lists that hang on it, and who needs it; changes nothing',
    },
    body: 'json',
    handle: async (ask) => {
      const { package: name } = await ask.body<{ readonly package: string }>();
      return { body: await ask.host.publisher.planUninstall(ask.call, name) };
    },
  },
  {
    method: 'GET',
    path: '/api/archives',
    access: 'administers',
    whenBroken: true,
    operation: 'archives',
    schema: { answer: itemsOf(shared('Archive')) },
    tag,
    summary: { zh: '卸载的包留下的归档', en: 'What is kept of packages that were uninstalled' },
    handle: async (ask) => ({ body: { items: [...(await complete(ask))] } }),
  },
  {
    method: 'GET',
    path: '/api/archives/:archive',
    access: 'administers',
    whenBroken: true,
    operation: 'archive',
    schema: { answer: { type: 'string', format: 'binary' }, type: 'application/gzip' },
    tag,
    summary: {
      zh: '下载归档：gzip 压缩，每行一个 JSON；不含密文',
      en: 'An archive: gzip, a line of JSON each; nothing secret is in it',
    },
    handle: async (ask) => {
      const { archive, bytes } = await openArchive(ask.reader, await complete(ask), ask.param('archive'));
      const file = `${archive.package.replace(/^@/, '').replaceAll('/', '-')}-${archive.version}-${archive.revision}.jsonl.gz`;
      return {
        raw: streamOf(bytes),
        headers: {
          'content-type': 'application/gzip',
          'content-disposition': `attachment; filename="${file}"`,
        },
      };
    },
  },
  {
    method: 'DELETE',
    path: '/api/archives/:archive',
    access: 'administers',
    operation: 'dropArchive',
    schema: { status: 204 },
    tag,
    summary: {
      zh: '删除归档；表中隐藏的数据不受影响',
      en: 'Delete an archive; what is hidden in the tables stays',
    },
    handle: async (ask) => {
      const id = ask.param('archive');
      const { host, call, requestId } = ask;
      const archive = (await readArchives(host.database)).find((one) => one.id === id);
      if (!archive || !(await dropArchive(host.database, id))) throw archiveUnknown({ archive: id });
      const { package: target, version, size } = archive;
      await host.audit.record({
        action: 'archive-dropped',
        actor: call.user,
        org: call.org,
        target,
        detail: { version, size, requestId },
      });
      return { status: 204 };
    },
  },
];

/** Piece by piece, as fast as it is taken. */
function streamOf(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/** What a crash left unwritten is written now. */
async function complete({ host, reader }: Ask) {
  const { database } = host;
  const known = await readArchives(reader);
  if (known.every(({ state }) => state === 'done')) return known;
  await finishArchives({ database, node: host.node, edition: host.edition });
  return readArchives(reader);
}
