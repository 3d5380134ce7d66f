import {
  type DemoOrganisation,
  type PackageOutline,
  packages,
} from '../../../metadata/contract/packages/installed.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import type { Manifest } from '../../../metadata/source.ts';
import type { Served } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { refusal } from '../../common/refusal.ts';
import { dataItems } from '../../model/packages/order-data.ts';
import { readDesigned, readInstalled, writeDesigned } from '../../model/packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { readTrustedKeys } from '../../model/packages/trusted-keys.ts';
import { type WaitingUpgrade, waitingWith } from '../../model/packages/waiting-upgrades.ts';
import type { NewerVersions } from '../../model/registry/newer-versions.ts';
import { isOwn } from '../../preparation/design/layers.ts';
import { aboutInstalled } from '../../preparation/install/about-installed.ts';
import { packageContent } from '../../preparation/install/package-content.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { demo } from './demo.ts';
import { keyAnswer } from './trusted-keys.ts';

const packageUnknown = refusal('package-unknown', 404);
/** Somebody else answers for it. */
const packageForeign = refusal('package-foreign', 409);

/** Makes the calls that tell which packages are installed, and which wait. */
export const installedEndpoints = (newer: Pick<NewerVersions, 'of'>): readonly Endpoint[] => [
  serveCall(packages.list, async ({ ask: { served, host, principal, reader, language } }) => {
    const items = principal.rights.administers
      ? (await aboutInstalled(reader, newer, language)).map(({ item }) => item)
      : served.model.packages.map(outline);
    return {
      body: {
        demo: await host.packageData.state(demo),
        demoOrganisations: demoOrganisations(served, principal.rights),
        items,
      },
    };
  }),
  serveCall(packages.read, async ({ ask }) => {
    const { served, reader, language } = ask;
    const name = ask.param('name');
    const all = await aboutInstalled(reader, newer, language);
    const one = all.find(({ installed }) => installed.name === name);
    if (!one) throw packageUnknown({ package: name });
    const { item, installed, versions } = one;
    const keys = (await readTrustedKeys(reader)).filter(({ id }) => id === item.signature?.key);
    return {
      body: {
        ...item,
        ...packageContent(installed, served.model, language),
        designed:
          isOwn(name, [installed]) && name !== localPackage ? (await readDesigned(reader)).has(name) : null,
        versions,
        keys: keys.map(keyAnswer),
      },
    };
  }),
  serveCall(packages.designed, async ({ ask, body }) => {
    const { here } = await body();
    const name = ask.param('name');
    const { database, audit } = ask.host;
    const installed = (await readInstalled(database)).filter((one) => one.name === name);
    if (installed.length === 0) throw packageUnknown({ package: name });
    if (name === localPackage || !isOwn(name, installed)) throw packageForeign({ package: name });
    await writeDesigned(database, name, here);
    const { call, requestId } = ask;
    const detail = { here, requestId };
    await audit.record({ action: 'package-designed', actor: call.user, org: call.org, target: name, detail });
    return { body: { designed: here } };
  }),
  serveCall(packages.waiting, async ({ ask }) => {
    const name = ask.param('name');
    const [own, ...needs] = waitingWith(name, await readInstalled(ask.reader), standardPackageFolders());
    if (!own) throw packageUnknown({ package: name });
    return { body: { ...filesOf(own), needs: needs.map(filesOf) } };
  }),
];

function filesOf({ name, to, folder }: WaitingUpgrade) {
  return { name, version: to, files: Object.fromEntries(readPackageFolder(folder).files) };
}

function outline({ name, version, description, peerDependencies, guiju }: Manifest): PackageOutline {
  return {
    name,
    version,
    description: description ?? null,
    requires: peerDependencies ?? {},
    label: guiju.label,
    help: guiju.help ?? null,
    prefix: guiju.prefix,
  };
}

/** Documents are seen by the organisation they are of alone: a newcomer in another one finds none. */
function demoOrganisations({ model, orgs }: Served, rights: Rights): readonly DemoOrganisation[] {
  const documents = dataItems(model.data).filter(
    ({ set, form }) => set === demo && model.formsById.get(form)?.kind === 'document',
  );
  return [...Map.groupBy(documents, ({ org }) => org)]
    .flatMap(([wanted, own]) => {
      const org = orgs.byNumber(wanted);
      if (!org || !rights.uses(org.id)) return [];
      return [{ id: org.id, number: org.number, name: org.name, documents: own.length }];
    })
    .sort((a, b) => b.documents - a.documents || (a.number < b.number ? -1 : 1));
}
