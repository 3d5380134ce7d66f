import { expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { comparePackages } from '../../../metadata/diff/compare-packages.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import { meaningOf } from '../../../metadata/property/difference.ts';
import { rowsOf } from '../../../metadata/property/rows.ts';
import { everyTrial, type Tried } from '../../../metadata/property/trials.suite.ts';
import type { RecordCheck } from '../../../metadata/record-check.ts';
import type { Domain } from '../../../rules/domain.ts';
import { serverVersion } from '../../common/version.ts';
import { readPackageFolder, standardPackageFolders } from '../../model/packages/read-folder.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { compareApis } from './compare-apis.ts';

const platform = standardPackageFolders()
  .filter((folder) => folder.endsWith('/platform'))
  .map((folder) => installedFrom(readPackageFolder(folder).files));

const someCheck: RecordCheck = {
  name: 'some-check',
  label: { zh: '检查', en: 'Check' },
  reads: [],
  parameters: [],
  messages: {},
  find: () => [],
};

/** It knows what the trials name. */
const domain: Domain = {
  name: 'trials',
  capabilities: ['other-thing'],
  icons: {},
  decisions: [],
  documents: [],
  recordChecks: [someCheck],
  messages: {},
  texts: {},
  trailActions: {},
};
const edition = { version: serverVersion, domains: [domain] };

/** Parameters are no schema of the document: which there are one of its calls tells. */
const ofForms = everyTrial().filter(({ thing }) => thing !== 'param');

/** Trials that break callers, with the reason why the document cannot show each. */
const unshown: Readonly<Record<string, string>> = {
  'form/id': 'another form of the same name has the same address',
  'field/id': 'another field of the same name is called so by callers',
  'field/roles': 'another role reads another document',
  'ofKinds/loose': 'whether what is referred to may be deleted is no schema',
  'ofKinds/reasons': 'a text is a text in either version',
  'ofKinds/values': 'of JSON the document says nothing',
  'ofKinds/members': 'likewise',
};

async function compared({ packages }: Tried) {
  const [before, after] = packages.map((files) =>
    installedFrom(new Map<string, Json>(Object.entries(files))),
  );
  if (!before || !after) throw new Error('two packages');
  const changes = await compareApis(before, after, platform, edition);
  if (!changes) throw new Error('does not compile');
  const sources = [before, after].map(({ files }) => readSourceFiles(files).source);
  const [was, is] = sources;
  if (!was || !is) throw new Error('not a package');
  return { changes, differences: comparePackages(was, is) };
}

it.each(ofForms.map((one) => [`${one.thing}/${one.property}`, one] as const))(
  '%s: the document shows what its row says that it shows, and breaks where its change does',
  async (name, one) => {
    const { changes, differences } = await compared(one);
    const breaks = differences.some((each) => meaningOf(each).concerns.includes('api'));
    const broken = changes.filter((each) => each.breaks).map(({ place }) => place);
    expect(broken.length > 0, broken.join('\n')).toBe(breaks && unshown[name] === undefined);
    const [own = '', member] = one.property.split('/');
    const row = rowsOf[one.thing][own];
    const isAnswered = row?.answers?.openapi !== undefined;
    if (isAnswered && member === undefined) expect(changes).not.toEqual([]);
  },
);
