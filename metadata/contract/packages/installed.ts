import {
  allOptional,
  anyObject,
  anything,
  closed,
  dictionary,
  either,
  flag,
  integer,
  list,
  maybe,
  named,
  nothing,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { fieldProblem, maybeInstant, maybeText } from '../common/shared.ts';
import { trustedKey } from './keys.ts';
import { labelled, maybeLabel, packageOrigin, signer } from './parts.ts';

const tag = 'packages';

const outline = {
  name: text(),
  version: text(),
  description: maybeText,
  requires: dictionary(text(), { description: 'Versions by package' }),
  label: labelled,
  help: maybeLabel,
  prefix: text(),
} as const;

const publish = {
  revision: maybe(integer()),
  at: maybeInstant,
  by: maybeText,
  reason: maybeText,
} as const;

const brings = object({
  forms: integer(),
  fields: integer(),
  parameters: integer(),
  rules: integer(),
  cases: integer(),
  records: integer(),
  roles: integer(),
  menus: integer(),
  templates: integer(),
  prints: integer(),
  reports: integer(),
  messages: integer(),
});
/** The numbers of forms, fields, parameters … that a package brings. */
export type Brings = TypeOf<typeof brings>;

const layeredOn = object({ package: text(), adds: integer(), changes: integer() });
/** A package that another one builds on: how much it adds to that, and how much it changes of it. */
export type LayeredOn = TypeOf<typeof layeredOn>;

/** The members that administrators are told beside the outline. */
const about = {
  signature: either([object(signer, { description: 'Null: nobody signed it' }), nothing()]),
  origin: packageOrigin,
  changed: object(publish, { description: 'The last publish that changed it' }),
  waits: maybe(text({ description: 'A newer version' })),
  waitsIn: oneOf(['server', 'registry', null], {
    description: 'Whether it lies beside the server, or in the registry that was configured',
  }),
  layersOn: list(layeredOn, { description: 'Others of which it says something' }),
  brings,
} as const;

export const onePackage = object({ ...outline, ...allOptional(about) });
const administeredPackage = object({ ...outline, ...about });
/** An installed package, as whoever administers is told of it. */
export type InstalledPackage = TypeOf<typeof administeredPackage>;
export type PackageOutline = TypeOf<typeof onePackage>;

const packageVersion = object({
  version: maybe(text({ description: 'Null: it was taken out of service' })),
  ...publish,
});
/** A publish that a package was part of. */
export type PackageVersion = TypeOf<typeof packageVersion>;

const changesHere = list(object({ target: text(), message: text() }), {
  description: 'What it says of a thing of another package, in words of the reader’s language',
});

const ofForm = object({ form: text(), formLabel: maybeLabel, name: text(), label: maybeLabel });

const content = {
  readme: object({ zh: maybeText, en: maybeText }),
  changelog: maybe(text({ description: 'What its versions say of themselves, the newest first' })),
  forms: list(
    object({
      id: text(),
      name: maybeText,
      label: maybeLabel,
      kind: text(),
      fields: integer({
        description: 'As the form is by now, those of rows among them, and without hidden ones',
      }),
    }),
  ),
  extends: list(
    object({
      form: text(),
      label: maybeLabel,
      changes: changesHere,
      adds: list(object({ name: text(), label: maybeLabel })),
    }),
  ),
  parameters: list(
    object({
      type: text(),
      label: maybeLabel,
      changes: changesHere,
      params: list(object({ key: text(), label: maybeLabel, danger: flag() })),
    }),
  ),
  rules: list(
    object({ form: text(), formLabel: maybeLabel, name: text(), message: maybeLabel, severity: text() }),
  ),
  cases: list(object({ file: text(), name: text(), form: maybeText, decision: maybeText })),
  data: list(object({ form: text(), label: maybeLabel, set: maybeText, records: integer() })),
  menus: list(object({ path: text(), label: maybeLabel }), { description: 'Folders of the menu' }),
  templates: list(object({ name: text(), label: maybeLabel, help: maybeLabel, fields: integer() }), {
    description: 'What new forms may begin with',
  }),
  prints: list(ofForm, { description: 'Print templates' }),
  reports: list(ofForm),
  others: list(text(), { description: 'Packages that need it' }),
} as const;
const packageContent = object(content);
/** The content of a package, by name. */
export type PackageContent = TypeOf<typeof packageContent>;

export const packagePage = object({
  ...outline,
  ...about,
  ...content,
  designed: maybe(
    flag({
      description:
        'Whether what is designed of its forms is written into it. Null: it never is, as somebody else answers for it',
    }),
  ),
  versions: list(packageVersion, { description: 'The newest first' }),
  keys: list(named('TrustedKey', trustedKey), {
    description: 'The key it is signed with, where that is or was trusted',
  }),
});
export type PackagePage = TypeOf<typeof packagePage>;

const waitingFiles = { name: text(), version: text(), files: anyObject() };
export const waitingPackage = object({
  ...waitingFiles,
  needs: list(object(waitingFiles), { description: 'Packages that have to be installed with it' }),
});

const demoOrganisation = object({ id: text(), number: text(), name: text(), documents: integer() });
export type DemoOrganisation = TypeOf<typeof demoOrganisation>;

const triedCase = object({
  file: text(),
  name: text(),
  form: optional(text()),
  decision: optional(text()),
  outcome: oneOf(['passed', 'failed', 'skipped']),
  expected: anything({ description: 'Any value' }),
  actual: optional(anything({ description: 'Any value' })),
  problems: optional(list(named('FieldProblem', fieldProblem))),
});
const casesRun = object({
  passed: integer(),
  failed: integer(),
  skipped: integer(),
  cases: list(triedCase),
  issues: optional(
    list(
      object(
        { code: text(), severity: oneOf(['error', 'warning']), pointer: text(), params: anyObject() },
        { additionalProperties: true },
      ),
    ),
  ),
});
export type CasesRun = TypeOf<typeof casesRun>;

const one = '/api/packages/:name';

/** The calls that tell which packages are installed, and which wait. */
export const packages = {
  list: call({
    method: 'GET',
    path: '/api/packages',
    access: 'packages',
    whenBroken: true,
    operation: 'packages',
    tag,
    summary: {
      zh: '已安装的包；管理员还能看到签名、何时由谁安装、等待的升级、叠加关系和内容数量',
      en: 'Installed packages; administrators also see signatures, who installed them and when, pending upgrades, dependencies and how much they contain',
    },
    answer: object({
      demo: oneOf(['none', 'available', 'loaded']),
      demoOrganisations: list(demoOrganisation, { description: 'Whose the documents of the demo are' }),
      items: list(named('Package', onePackage)),
    }),
  }),
  read: call({
    method: 'GET',
    path: one,
    access: 'administers',
    whenBroken: true,
    operation: 'package',
    tag,
    summary: {
      zh: '一个已安装的包：表单、参数、规则、用例、说明、装过的版本和密钥',
      en: 'An installed package: its forms, parameters, rules, cases, README, past versions and keys',
    },
    answer: named('PackagePage', packagePage),
  }),
  waiting: call({
    method: 'GET',
    path: `${one}/waiting`,
    access: 'administers',
    whenBroken: true,
    operation: 'waitingPackage',
    tag,
    summary: {
      zh: '服务器带来而尚未安装的新版本，供计划和安装',
      en: 'The newer version that comes with the server, to be planned and installed',
    },
    answer: named('WaitingPackage', waitingPackage),
  }),
  packed: call({
    method: 'GET',
    path: '/api/packages/:name.tgz',
    routed: one,
    access: 'administers',
    whenBroken: true,
    operation: 'packedPackage',
    tag,
    summary: {
      zh: '下载已安装的包：与打包时逐字节相同，签名可核对',
      en: 'Download an installed package byte for byte as it was packed, so that its signature can be verified',
    },
    answer: text({ format: 'binary' }),
    type: 'application/gzip',
  }),
  designed: call({
    method: 'PUT',
    path: `${one}/designed`,
    access: 'administers',
    operation: 'designPackage',
    tag,
    summary: {
      zh: '以后在设计里对这个包的表单所做的修改写进包里，还是写进本地调整',
      en: 'Whether what is designed of its forms from now on is written into the package, or into the local changes',
    },
    body: closed({ here: flag() }),
    answer: object({ designed: flag() }),
  }),
  test: call({
    method: 'POST',
    path: `${one}/test`,
    access: 'administers',
    operation: 'testPackage',
    tag,
    summary: {
      zh: '运行包的测试用例：在临时的数据中安装所有已安装的包，不影响现有数据',
      en: 'Run the cases of a package with everything installed, in a separate tenant; stored data is not affected',
    },
    answer: casesRun,
  }),
} as const;
