import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Manifest } from '../../../metadata/source.ts';
import type { Served } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { aboutInstalled } from '../../install/about-installed.ts';
import { packageContent } from '../../install/package-content.ts';
import { shared } from '../../openapi/refs.ts';
import { dataItems } from '../../packages/order-data.ts';
import { readInstalled } from '../../packages/package-store.ts';
import { readPackageFolder, standardPackageFolders } from '../../packages/read-folder.ts';
import { readTrustedKeys } from '../../packages/trusted-keys.ts';
import { waitingUpgrades } from '../../packages/waiting-upgrades.ts';
import { refusal } from '../../refusal.ts';
import type { NewerVersions } from '../../registry/newer-versions.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { demo } from './model.ts';
import { keyAnswer } from './trusted-keys.ts';

const tag = 'packages';
const packageUnknown = refusal('package-unknown', 404);

/** What is installed, and what waits. */
export const installedEndpoints = (newer: Pick<NewerVersions, 'of'>): readonly Endpoint[] => [
  {
    method: 'GET',
    path: '/api/packages',
    access: 'packages',
    whenBroken: true,
    operation: 'packages',
    schema: {
      answer: {
        type: 'object',
        required: ['demo', 'demoOrganisations', 'items'],
        properties: {
          demo: { enum: ['none', 'available', 'loaded'] },
          demoOrganisations: {
            description: 'Whose the documents of the demo are',
            type: 'array',
            items: {
              type: 'object',
              required: ['id', 'number', 'name', 'documents'],
              properties: {
                id: { type: 'string' },
                number: { type: 'string' },
                name: { type: 'string' },
                documents: { type: 'integer' },
              },
            },
          },
          items: { type: 'array', items: shared('Package') },
        },
      },
    },
    tag,
    summary: {
      zh: '已安装的包；管理员还能看到签名、何时由谁安装、等待的升级、叠加关系和内容数量',
      en: 'Installed packages; administrators are told signatures, who installed them and when, what waits, what lies on what, and how much they bring',
    },
    handle: async ({ served, host, principal, reader, language }) => {
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
    },
  },
  {
    method: 'GET',
    path: '/api/packages/:name',
    access: 'administers',
    whenBroken: true,
    operation: 'package',
    schema: { answer: shared('PackagePage') },
    tag,
    summary: {
      zh: '一个已安装的包：表单、参数、规则、用例、说明、装过的版本和密钥',
      en: 'An installed package: its forms, parameters, rules, cases, README, the versions there were, and keys',
    },
    handle: async (ask) => {
      const { served, reader, language } = ask;
      const name = ask.param('name');
      const all = await aboutInstalled(reader, newer, language);
      const one = all.find(({ installed }) => installed.name === name);
      if (!one) throw packageUnknown({ package: name });
      const { item, installed, versions } = one;
      const signedBy = item['signature'] as JsonObject | null;
      const keys = (await readTrustedKeys(reader)).filter(({ id }) => id === signedBy?.['key']);
      return {
        body: {
          ...item,
          ...packageContent(installed, served.model),
          versions: versions.map((version) => ({ ...version })),
          keys: keys.map(keyAnswer),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/api/packages/:name/waiting',
    access: 'administers',
    whenBroken: true,
    operation: 'waitingPackage',
    schema: { answer: shared('WaitingPackage') },
    tag,
    summary: {
      zh: '服务器带来而尚未安装的新版本，供计划和安装',
      en: 'The newer version that lies beside the server, to be planned and installed',
    },
    handle: async (ask) => {
      const name = ask.param('name');
      const [waiting] = waitingUpgrades(
        (await readInstalled(ask.reader)).filter((one) => one.name === name),
        standardPackageFolders(),
      );
      if (!waiting) throw packageUnknown({ package: name });
      const { files } = readPackageFolder(waiting.folder);
      return { body: { name, version: waiting.to, files: Object.fromEntries(files) } };
    },
  },
];

function outline({ name, version, description, peerDependencies, guiju }: Manifest): JsonObject {
  return {
    name,
    version,
    description: description ?? null,
    requires: { ...peerDependencies },
    label: { ...guiju.label },
    help: guiju.help ? { ...guiju.help } : null,
    prefix: guiju.prefix,
  };
}

/** Documents are seen by the organisation they are of alone: a newcomer in another one finds none. */
function demoOrganisations({ model, orgs }: Served, rights: Rights) {
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
