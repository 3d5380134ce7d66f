import { files } from '../../../metadata/contract/files/calls.ts';
import { tooManyAttempts } from '../../access/auth/gate.ts';
import { networkOf } from '../../access/auth/known-networks.ts';
import { Throttle } from '../../access/auth/throttle.ts';
import { refusal } from '../../common/refusal.ts';
import type { FileLinks, LinksOf } from '../../work/links/create-file-links.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { refuseWhenBroken } from '../pipeline/refuse-when-broken.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { readInView } from '../records/read-in-view.ts';
import { fileUnknown, sentFile } from './sent-file.ts';

/** One and the same for whatever reason it leads to nothing. */
const linkGone = refusal('file-link-gone', 410);

/** Addresses that lead to nothing cost a network nothing until it has asked for so many. */
const freeMisses = 20;
const pauses = { first: 2, longest: 900, memory: 3600 };

/** Links to files: made and withdrawn by who may, and followed by whoever holds one. */
export function fileLinkEndpoints(links: FileLinks, clock: () => number): readonly Endpoint[] {
  const misses = new Throttle(pauses, clock, async () => ({ failures: 0, last: 0 }));
  return [
    serveCall(files.makeLink, async ({ ask, body }) => {
      const place = placeOf(ask);
      const file = await ask.host.store.fileOf(ask.call, place.form, place.record, place.file, 'link');
      const { hours } = await body();
      if (!file) throw fileUnknown();
      return { status: 201, body: await links.make(ask.call, place, hours) };
    }),
    serveCall(files.links, async ({ ask }) => ({
      body: { items: await links.living(...(await seen(ask))) },
    })),
    serveCall(files.withdrawLink, async ({ ask }) => {
      await links.withdraw(...(await seen(ask)), ask.param('link'));
      return { status: 204 };
    }),
    serveCall(files.recordLinks, async ({ ask }) => ({
      body: { items: await links.living(...(await seenRecord(ask))) },
    })),
    serveCall(files.withdrawRecordLink, async ({ ask }) => {
      await links.withdraw(...(await seenRecord(ask)), ask.param('link'));
      return { status: 204 };
    }),
    serveCall(files.linked, async ({ ask }) => {
      // A link that holds is not said to be over because its form is away.
      refuseWhenBroken(ask);
      const network = networkOf(ask.address);
      const seconds = misses.wait(network, freeMisses);
      if (seconds > 0) throw tooManyAttempts({ seconds });
      misses.count(network);
      const { address, requestId, language, request } = ask;
      const takes = request.method !== 'HEAD';
      const found = await links.open(ask.param('token'), { address, requestId, language, takes });
      if (!found) throw linkGone();
      misses.forgive(network, 1);
      const sent = sentFile(ask, { id: found.id, open: found.file });
      return { ...sent, headers: { ...sent.headers, 'cache-control': 'private, no-store' } };
    }),
  ];
}

function placeOf(ask: Ask): Required<LinksOf> {
  return { form: ask.form, record: ask.recordId, file: ask.param('file') };
}

/** The place of a file that the caller may read. */
async function seen(ask: Ask) {
  const { host, call } = ask;
  const place = placeOf(ask);
  if (!(await host.store.fileOf(call, place.form, place.record, place.file))) throw fileUnknown();
  return [call, place] as const;
}

/** A record that the caller may read, whoever made it. */
async function seenRecord(ask: Ask) {
  await readInView({ ask, query: { view: 'use,manage' } });
  return [ask.call, { form: ask.form, record: ask.recordId }] as const;
}
