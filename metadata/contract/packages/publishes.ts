import {
  anyObject,
  closed,
  either,
  flag,
  instant,
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
import { cursor, limit, page } from '../common/paging.ts';
import { actor, manyValues, maybeInstant, maybeText } from '../common/shared.ts';
import {
  finishedBy,
  hiddenData,
  labelled,
  loaded,
  lowered,
  plan,
  publication,
  published,
  publishedMembers,
  seenHash,
  taken,
} from './parts.ts';

const tag = 'packages';

const sent = {
  packages: list(
    object({
      files: anyObject({
        description: 'What each file says, by its path in the package',
        'x-problem': 'publish-files',
      }),
    }),
    { 'x-problem': 'publish-packages', maxItems: 200 },
  ),
  ...taken,
  downgrade: lowered,
} as const;
export const toPublish = object({
  ...sent,
  hash: optional(maybe(text({ description: 'Of a plan seen before' }))),
});
export type ToPublish = Pick<TypeOf<typeof toPublish>, 'packages' | 'fill' | 'accept' | 'downgrade'>;
export const toApply = object({ ...sent, hash: seenHash });

const toUndo = optional(
  integer({
    description: 'Revision of a publish, or of an undo; the newest publish that holds where none is named',
  }),
);
export const undoing = closed({ ...taken, publish: toUndo });
export const undoingAsSeen = object({ ...taken, hash: seenHash, publish: toUndo });
export type ToUndo = TypeOf<typeof undoing>;

export const uninstalled = object({
  ...publishedMembers,
  job: maybeText,
  archive: maybe(text({ description: 'Id of the archive of what it had' })),
});

const said = object({
  package: text(),
  rule: text(),
  message: text(),
  grade: oneOf(['breaking', 'additive', 'cosmetic']),
  form: maybe(text({ description: 'Id of the form it is about' })),
});
/** A difference that a publish made. */
export type SaidLine = TypeOf<typeof said>;

export const publishSaid = object(
  {
    revision: integer(),
    at: maybeInstant,
    actor: maybe(named('Actor', actor)),
    reason: maybeText,
    finishedBy,
    packages: list(
      object({
        name: text(),
        version: maybe(text({ description: 'Null: it holds no more since' })),
        label: labelled,
        before: maybe(text({ description: 'Null: it was not installed' })),
      }),
    ),
    undoes: maybe(object({ revision: integer(), at: maybeInstant, reason: maybeText, again: flag() }), {
      description: 'The publish that it took back, or brought back (`again`); null: it did neither',
    }),
    offers: oneOf(['undo', 'redo', null], {
      description: 'What may be done with it now; whether later publishes stand in its way, its plan says',
    }),
    holds: flag({ description: 'Whether it is in effect; undos are none' }),
    says: list(said, {
      description: 'What it changed: fields, labels, options, rules … In a list the first of it',
    }),
    more: integer({ description: 'How much of `says` is left out' }),
  },
  { description: 'Who put which packages into service, when and why' },
);
export type PublishSaid = TypeOf<typeof publishSaid>;
/** The same without what it changed. */
export type PublishMade = Omit<PublishSaid, 'says' | 'more'>;

export const undoPlan = object({ ...publication, publish: named('PublishSaid', publishSaid) });

const running = object(
  {
    at: instant(),
    done: integer(),
    steps: list(object({ table: text(), message: text(), done: flag() })),
  },
  { description: 'Null: none is carried out' },
);
export type PublishUnderWay = TypeOf<typeof running>;
export const publishProgress = object({ running: either([running, nothing()]) });

export const archive = object(
  {
    id: text(),
    package: text(),
    version: text(),
    revision: integer(),
    size: integer(),
    state: oneOf(['pending', 'done']),
    at: maybeInstant,
    actor: maybe(named('Actor', actor)),
    reason: maybeText,
    label: labelled,
    installed: maybe(text({ description: 'The version that is in service again; null: none is' })),
    kept: list(named('HiddenData', hiddenData), {
      description: 'What of it stays in the tables, hidden, and comes back once it is installed again',
    }),
  },
  { description: 'What a package had when it was taken out of service' },
);
export type Archive = TypeOf<typeof archive>;

/** The calls that tell what was published, and take it back. */
export const publishes = {
  list: call({
    method: 'GET',
    path: '/api/publishes',
    access: 'administers',
    whenBroken: true,
    operation: 'publishes',
    tag,
    summary: {
      zh: '谁在何时为何发布了什么，最近的在前',
      en: 'Who published what, when and why, newest first',
    },
    query: { limit, cursor },
    answer: page(named('PublishSaid', publishSaid)),
  }),
  progress: call({
    method: 'GET',
    path: '/api/publishes/progress',
    access: 'administers',
    whenBroken: true,
    operation: 'publishProgress',
    tag,
    summary: { zh: '正在进行的发布做到了哪一步', en: 'The progress of the current publish' },
    answer: named('PublishProgress', publishProgress),
  }),
  // Below what has a name of its own there.
  read: call({
    method: 'GET',
    path: '/api/publishes/revisions/:revision',
    access: 'administers',
    whenBroken: true,
    operation: 'publish',
    tag,
    summary: { zh: '一次发布改了什么，逐条', en: 'What one publish changed, line by line' },
    answer: named('PublishSaid', publishSaid),
  }),
  planUndo: call({
    method: 'POST',
    path: '/api/publishes/undo/plan',
    access: 'administers',
    whenBroken: true,
    asks: true,
    operation: 'planUndo',
    tag,
    summary: {
      zh: '撤销一次仍然有效的发布，或重做一次撤销，会做什么、什么不能撤销；不做任何改变',
      en: 'What undoing a publish in effect, or redoing an undo, would do, and what it cannot; changes nothing',
    },
    body: named('Taken', undoing),
    answer: named('UndoPlan', undoPlan),
  }),
  undo: call({
    method: 'POST',
    path: '/api/publishes/undo',
    access: 'administers',
    whenBroken: true,
    operation: 'undoPublish',
    tag,
    summary: {
      zh: '撤销一次仍然有效的发布，或重做一次撤销：按看过的计划恢复之前的元数据；此后发布的其他改动保留',
      en: 'Undo a publish in effect, or redo an undo: restores the earlier metadata according to the plan reviewed; what was published since stays',
    },
    values: manyValues,
    body: named('TakenPlan', undoingAsSeen),
    answer: named('Published', published),
  }),
  planUninstall: call({
    method: 'POST',
    path: '/api/publishes/uninstall/plan',
    access: 'administers',
    asks: true,
    whenBroken: true,
    operation: 'planUninstall',
    tag,
    summary: {
      zh: '卸载包会做什么：依附于它的数据、扩展、参数和列表，以及谁需要它；不做任何改变',
      en: 'What uninstalling a package would do: the records, extensions, parameters and lists that depend on it, and the packages that need it; changes nothing',
    },
    body: closed({ package: text() }),
    answer: named('Plan', plan),
  }),
  uninstall: call({
    method: 'DELETE',
    path: '/api/packages/:name',
    access: 'administers',
    whenBroken: true,
    operation: 'uninstallPackage',
    tag,
    summary: {
      zh: '卸载包：按看过的计划；数据归档并隐藏，重新安装时全部回来',
      en: 'Uninstall a package according to the plan reviewed: its data is archived and hidden, and restored when it is installed again',
    },
    query: {
      hash: {
        summary: { zh: '看过的计划的哈希（必填）', en: 'Hash of the plan that was reviewed; required' },
        schema: text({ maxLength: 64 }),
      },
    },
    answer: named('Uninstalled', uninstalled),
  }),
} as const;

/** Publishing: what a change of the metadata would do, then doing it. */
export const model = {
  plan: call({
    method: 'POST',
    path: '/api/model/plan',
    access: 'administers',
    whenBroken: true,
    operation: 'planModel',
    tag: 'model',
    summary: {
      zh: '检查元数据并列出表结构计划，不做任何改变',
      en: 'Check metadata and show the table plan; changes nothing',
    },
    values: manyValues,
    body: named('Publish', toPublish),
    answer: named('Plan', plan),
  }),
  apply: call({
    method: 'POST',
    path: '/api/model/apply',
    access: 'administers',
    whenBroken: true,
    operation: 'applyModel',
    tag: 'model',
    summary: { zh: '发布元数据', en: 'Publish metadata' },
    values: manyValues,
    body: named('Apply', toApply),
    answer: named('Published', published),
  }),
  loadDemo: call({
    method: 'POST',
    path: '/api/demo',
    access: 'administers',
    operation: 'loadDemo',
    tag,
    summary: {
      zh: '载入演示数据；随后由后台任务据此演出一年的业务',
      en: 'Load the demo data; a job then generates a year of business',
    },
    body: closed({
      story: optional(flag({ description: 'Whether a year of business is made of it. Default: yes' })),
    }),
    bodyOptional: true,
    answer: named('Loaded', loaded),
  }),
} as const;

/** The calls for the archives of packages that were taken out of service. */
export const archives = {
  list: call({
    method: 'GET',
    path: '/api/archives',
    access: 'administers',
    whenBroken: true,
    operation: 'archives',
    tag,
    summary: { zh: '卸载的包留下的归档', en: 'The archives of uninstalled packages' },
    answer: object({ items: list(named('Archive', archive)) }),
  }),
  read: call({
    method: 'GET',
    path: '/api/archives/:archive',
    access: 'administers',
    whenBroken: true,
    operation: 'archive',
    tag,
    summary: {
      zh: '下载归档：gzip 压缩，每行一个 JSON；不含密文',
      en: 'Download an archive: gzip with one line of JSON per record, without secrets',
    },
    answer: text({ format: 'binary' }),
    type: 'application/gzip',
  }),
  drop: call({
    method: 'DELETE',
    path: '/api/archives/:archive',
    access: 'administers',
    operation: 'dropArchive',
    tag,
    summary: {
      zh: '删除归档；表中隐藏的数据不受影响',
      en: 'Delete an archive; the hidden data in the tables is kept',
    },
    status: 204,
  }),
} as const;
