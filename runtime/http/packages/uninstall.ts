import { archives, publishes } from '../../../metadata/contract/packages/publishes.ts';
import { archiveUnknown, dropArchive, openArchive, readArchives } from '../../model/packages/archives.ts';
import { aboutArchives } from '../../model/publish/about-archives.ts';
import { finishArchives } from '../../model/publish/archive-package.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

/** Taking packages out of service, as far as it is only looked at, and what they had. */
export const uninstallEndpoints: readonly Endpoint[] = [
  serveCall(publishes.planUninstall, async ({ ask, body }) => {
    const { package: name } = await body();
    return { body: await ask.host.publisher.planUninstall(ask.call, name) };
  }),
  serveCall(archives.list, async ({ ask }) => {
    const { host, reader, served } = ask;
    const { dialect } = host.database;
    return { body: { items: await aboutArchives(reader, dialect, await complete(ask), served.model) } };
  }),
  serveCall(archives.read, async ({ ask }) => {
    const { archive, bytes } = await openArchive(ask.reader, await complete(ask), ask.param('archive'));
    const file = `${archive.package.replace(/^@/, '').replaceAll('/', '-')}-${archive.version}-${archive.revision}.jsonl.gz`;
    return {
      raw: streamOf(bytes),
      headers: {
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="${file}"`,
      },
    };
  }),
  serveCall(archives.drop, async ({ ask }) => {
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
  }),
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

/** Writes the archives that a crash left unwritten, and returns all. */
async function complete({ host, reader }: Ask) {
  const { database } = host;
  const known = await readArchives(reader);
  if (known.every(({ state }) => state === 'done')) return known;
  await finishArchives({ database, node: host.node, edition: host.edition });
  return readArchives(reader);
}
