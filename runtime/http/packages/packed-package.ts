import { createHash } from 'node:crypto';
import { packages } from '../../../metadata/contract/packages/installed.ts';
import { refusal } from '../../common/refusal.ts';
import { readInstalled } from '../../model/packages/package-store.ts';
import { packedAs, tarballName } from '../../model/packages/packed.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const packageUnknown = refusal('package-unknown', 404);
const ending = '.tgz';

/** The call that hands an installed package on as a file. */
export const packedEndpoints: readonly Endpoint[] = [
  serveCall(packages.packed, async ({ ask }) => {
    const word = ask.param('name');
    const name = word.endsWith(ending) ? word.slice(0, -ending.length) : '';
    const installed = (await readInstalled(ask.reader)).find((one) => one.name === name);
    if (!installed) throw packageUnknown({ package: name || word });
    const { bytes, isAsPacked } = await packedAs(ask.reader, installed);
    return {
      raw: new Uint8Array(bytes),
      headers: {
        'content-type': 'application/gzip',
        'content-disposition': `attachment; filename="${tarballName(installed)}"`,
        'guiju-integrity': `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
        'guiju-as-packed': String(isAsPacked),
      },
    };
  }),
];
