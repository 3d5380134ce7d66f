import {
  closed,
  dictionary,
  flag,
  instant,
  integer,
  list,
  maybe,
  named,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { maybeText } from '../common/shared.ts';

const tag = 'packages';

export const trustedKey = object(
  {
    id: text(),
    publicKey: text(),
    label: text(),
    addedBy: text(),
    addedAt: instant(),
    revokedAt: maybe(instant({ description: 'Null: it is trusted' })),
    revokedBy: maybeText,
  },
  { description: 'A public key of a publisher' },
);
export type TrustedKey = TypeOf<typeof trustedKey>;

/** The calls for the keys by which packages are trusted: each key with who added and who revoked it. */
export const trustedKeys = {
  list: call({
    method: 'GET',
    path: '/api/trusted-keys',
    access: 'administers',
    whenBroken: true,
    operation: 'trustedKeys',
    tag,
    summary: { zh: '受信任的发布者密钥', en: 'Publisher keys that are or were trusted' },
    answer: object({ items: list(named('TrustedKey', trustedKey)) }),
  }),
  trust: call({
    method: 'POST',
    path: '/api/trusted-keys',
    access: 'administers',
    whenBroken: true,
    operation: 'trustKey',
    tag,
    summary: { zh: '信任一把发布者密钥', en: 'Trust a publisher’s key' },
    body: closed({
      publicKey: text(),
      label: optional(text({ maxLength: 255, description: 'Whose it is' })),
    }),
    answer: named('TrustedKey', trustedKey),
    status: 201,
  }),
  revoke: call({
    method: 'DELETE',
    path: '/api/trusted-keys/:key',
    access: 'administers',
    whenBroken: true,
    operation: 'revokeKey',
    tag,
    summary: { zh: '撤销一把密钥：已安装的包照常工作', en: 'Revoke a key; installed packages keep working' },
    answer: named('TrustedKey', trustedKey),
  }),
} as const;

const registryState = object({
  url: maybeText,
  from: oneOf(['environment', 'settings', null]),
  token: flag({ description: 'Whether one is sent; it is never told' }),
  lookedAt: maybe(
    instant({ description: 'When this node last asked it for newer versions of what is installed' }),
  ),
  failure: maybe(text({ description: 'Why nothing was learned then; null: something was' })),
});
export type RegistryState = TypeOf<typeof registryState>;

const found = object({ name: text(), version: text(), description: maybeText, installed: maybeText });
/** A package that the registry has. */
export type FoundPackage = TypeOf<typeof found>;

/** The calls for packages that can be installed by name: from the one registry that an administrator configured. */
export const registry = {
  state: call({
    method: 'GET',
    path: '/api/registry',
    access: 'administers',
    whenBroken: true,
    operation: 'registry',
    tag,
    summary: {
      zh: '从哪里按名称安装包；没有配置时为空',
      en: 'The registry packages are installed from by name; null if none is configured',
    },
    answer: registryState,
  }),
  search: call({
    method: 'GET',
    path: '/api/registry/packages',
    access: 'administers',
    whenBroken: true,
    operation: 'registryPackages',
    tag,
    summary: { zh: '在包仓库中查找', en: 'Search the registry' },
    query: { q: { summary: { zh: '要找的词', en: 'What to look for' }, schema: text({ maxLength: 200 }) } },
    answer: object({ items: list(found) }),
  }),
  versions: call({
    method: 'GET',
    path: '/api/registry/versions',
    access: 'administers',
    whenBroken: true,
    operation: 'registryVersions',
    tag,
    summary: { zh: '包仓库中一个包的各个版本', en: 'The versions of a package in the registry' },
    query: {
      name: { summary: { zh: '包名', en: 'Name of the package' }, schema: text({ maxLength: 214 }) },
    },
    answer: object({
      name: text(),
      description: maybeText,
      installed: maybeText,
      items: list(
        object({
          version: text(),
          latest: flag(),
          deprecated: maybeText,
          requires: dictionary(text()),
          fits: flag({ description: 'What it requires is installed' }),
        }),
        { description: 'Newest first' },
      ),
    }),
  }),
} as const;

export const droppedRecord = object(
  {
    package: text(),
    form: text(),
    key: text(),
    record: text(),
    number: maybeText,
    revision: integer({ description: 'Since when' }),
  },
  { description: 'A record that its package brings no more, kept because somebody changed or uses it' },
);
export type MarkedRecord = TypeOf<typeof droppedRecord>;

/** The calls for records that packages brought once and bring no more, where somebody changed or uses them. */
export const droppedRecords = {
  list: call({
    method: 'GET',
    path: '/api/dropped-records',
    access: 'administers',
    operation: 'droppedRecords',
    tag,
    summary: {
      zh: '包不再提供、但因改过或在用而保留的数据',
      en: 'Records no longer provided by their packages, kept because they were changed or are in use',
    },
    answer: object({ items: list(named('DroppedRecord', droppedRecord)) }),
  }),
} as const;

const toPromote = closed({
  name: optional(text({ description: 'Of the package; promotion by default' })),
  version: optional(text()),
  data: optional(list(text(), { description: 'Forms whose records come along' })),
  params: optional(flag({ description: 'What is set of parameters' })),
  roles: optional(flag()),
  views: optional(flag({ description: 'Lists that were saved for everybody' })),
});
export type ToPromote = TypeOf<typeof toPromote>;

/** The call that makes a package for another system out of what the customer set up in this one. */
export const promotion = {
  promote: call({
    method: 'POST',
    path: '/api/promotion',
    access: 'administers',
    asks: true,
    operation: 'promote',
    tag,
    summary: {
      zh: '把本地调整和选定的数据打成包，供另一个系统安装；不含密文',
      en: 'Export the local changes and selected records as a package for another system, without secrets',
    },
    body: toPromote,
    answer: text({ format: 'binary' }),
    type: 'application/gzip',
  }),
} as const;
