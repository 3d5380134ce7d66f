import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { packTar } from 'modern-tar';
import { timeSlices } from '../../common/time-slices.ts';

/** Files of an npm package stand below this in its tarball. */
const insideTarball = 'package/';

const zip = promisify(gzip);

/** The time that npm itself writes for each file, so that the same files make the same bytes. */
const always = new Date('1985-10-26T08:15:00.000Z');

/** A package as npm packs it: sorted, owned by nobody, of no time. */
export async function writeTarball(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const entries = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, body]) => ({
      header: { name: insideTarball + path, size: body.length, mode: 0o644, mtime: always, uid: 0, gid: 0 },
      body,
    }));
  await timeSlices()();
  const zipped = await zip(await packTar(entries), { level: 9 });
  // The system it was made on, which says nothing to anybody.
  zipped[9] = 255;
  return zipped;
}
