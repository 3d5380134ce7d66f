import {
  both,
  closed,
  either,
  flag,
  instant,
  integer,
  list,
  named,
  nothing,
  object,
  oneOf,
  optional,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { manyValues, reference } from '../common/shared.ts';
import { job } from '../jobs/calls.ts';
import { carryingOut, planning } from '../packages/install.ts';
import { installPlan } from '../packages/install-plan.ts';
import { published } from '../packages/parts.ts';
import { design, label, namingSets, overtakenStep, refusedStep, said } from './parts.ts';

const tag = 'design';
const one = '/api/design/drafts/:id';

const ofDesign = {
  design: text({ format: 'uuid' }),
  overwrite: optional(
    flag({ description: 'What others published meanwhile is said anew. Default: refused' }),
  ),
  drop: optional(flag({ description: 'Steps that can no longer be taken are left out. Default: refused' })),
} as const;
export const planDesign = planning(ofDesign);
export const publishDesign = carryingOut(ofDesign);
/** The design to be published, and whether it overwrites what others published, and leaves out what cannot be taken. */
export type DesignToPublish = Pick<TypeOf<typeof planDesign>, 'design' | 'overwrite' | 'drop'>;
/** The way in which a design is to be published. */
export type HowToPublish = Omit<TypeOf<typeof planDesign>, 'design' | 'hash'>;

const ofShip = {
  name: text({
    minLength: 1,
    maxLength: 1000,
    description: 'npm’s name of the package; of one that is designed here a new version is made',
  }),
  version: text({ minLength: 1, maxLength: 1000, description: 'semver' }),
  prefix: text({
    minLength: 1,
    maxLength: 1000,
    description: 'Mark of what it adds to forms of others from now on',
  }),
  label,
  notes: optional(text({ maxLength: 20_000, description: 'What is told of this version: CHANGELOG.md' })),
  places: list(said, { minItems: 1, maxItems: 5000 }),
} as const;
export const planShip = planning(ofShip);
export const ship = carryingOut(ofShip);
const toShip = object(ofShip);
/** The parts of the customer's layer that become a package, with its name, version and notes. */
export type ToShip = TypeOf<typeof toShip>;

export const shipPlace = object({
  place: text({
    description:
      '`order`, `item/fields/local_channel`, `item/prints/slip`, `item/data`, `params/pdf`, `messages`',
  }),
  sort: oneOf([
    ...(['form', 'changes', 'fields', 'rules', 'unique', 'actions'] as const),
    ...(['prints', 'reports', 'data', 'cases', 'params', 'messages'] as const),
  ]),
  form: either([label, nothing()]),
  label,
  folders: optional(
    list(label, {
      description: 'Folders of the menu that go along, from the outermost. Absent: none',
    }),
  ),
});
/** A part of the customer's layer that can go into a package. */
export type ShipOffer = TypeOf<typeof shipPlace>;

const shipOnto = object({
  name: text(),
  version: text({ description: 'As it is in service' }),
  next: text({ description: 'Version that is proposed' }),
  prefix: text(),
  label,
});
/** A package that is made here, and may get more in a new version. */
export type ShipOnto = TypeOf<typeof shipOnto>;

export const rejectDesign = closed(
  { reason: optional(text({ maxLength: 500 })) },
  { examples: [{ reason: 'Say what the field is for' }] },
);

const designPlanned = both(
  named('InstallPlan', installPlan),
  object({
    changeSets: namingSets,
    overtaken: list(overtakenStep),
    refused: list(refusedStep),
    versions: list(
      object({
        package: text(),
        from: text({ description: 'As it is in service' }),
        least: text({ description: 'The least version that its changes ask for' }),
        asks: either([oneOf(['breaking', 'additive', 'cosmetic']), nothing()], {
          description: 'Of the differences that ask for it. null: nothing that callers could notice',
        }),
      }),
      {
        description:
          'Packages that are designed here and get a new version; which one, is said of the design',
      },
    ),
  }),
);
/** The plan of publishing a design: what it would do. */
export type DesignPlanned = TypeOf<typeof designPlanned>;
/** A package that is designed here and becomes a new version, with the least that this one may be. */
export type NewVersion = DesignPlanned['versions'][number];

export const hearers = object({
  items: list(named('Reference', reference), { description: 'Who may see the form, except whoever asks' }),
  more: flag({ description: 'There may be more of them than are listed' }),
});

/** Somebody is told that a form is new, or another than it was. */
export const tellPublished = object({
  form: text({ description: 'Its name' }),
  people: optional(
    list(text({ format: 'uuid' }), {
      minItems: 1,
      maxItems: 200,
      description: 'Who is told. Default: a job tells everybody who may see the form, but for whoever asks',
    }),
  ),
  note: optional(text({ maxLength: 500, description: 'What one wants to say beside it' })),
});

/** The calls by which colleagues are told of what was published. */
export const telling = {
  who: call({
    method: 'GET',
    path: '/api/design/tell',
    access: 'designs',
    operation: 'tellOffer',
    tag,
    summary: {
      zh: '发布后可以通知谁：看得到这个表单的人',
      en: 'The people who can be notified of a publish: those who may see the form',
    },
    query: { form: { summary: { zh: '表单名', en: 'Name of the form' }, schema: text() } },
    answer: named('TellOffer', hearers),
  }),
  tell: call({
    method: 'POST',
    path: '/api/design/tell',
    access: 'designs',
    operation: 'tellPublished',
    tag,
    summary: {
      zh: '通知看得到这个表单的人：它有更新；消息出现在各自的任务与通知里',
      en: 'Notify people who may see a form that it has changed; the note appears among their jobs and notifications',
    },
    body: named('TellPublished', tellPublished),
    answer: object({ people: integer({ description: 'How many' }) }),
    also: { 202: named('Job', job) },
  }),
} as const;

/** The calls that plan publishing a design, and publish it: at once, by two people, or at a time of one's choice. */
export const publishing = {
  plan: call({
    method: 'POST',
    path: '/api/design/plan',
    access: 'designs',
    asks: true,
    operation: 'planDesign',
    tag,
    summary: {
      zh: '发布设计的计划：问题、表结构、更严格的检查、测试用例；不做任何改变',
      en: 'What publishing a design would do: problems, tables, stricter checks, cases; changes nothing',
    },
    values: manyValues,
    body: named('PlanDesign', planDesign),
    answer: designPlanned,
  }),
  publish: call({
    method: 'POST',
    path: '/api/design/publish',
    access: 'designs',
    operation: 'publishDesign',
    tag,
    summary: {
      zh: '按看过的计划发布设计，不需重启',
      en: 'Publish a design according to the plan reviewed, without a restart',
    },
    values: manyValues,
    body: named('PublishDesign', publishDesign),
    answer: named('Published', published),
  }),
  propose: call({
    method: 'POST',
    path: `${one}/propose`,
    access: 'designs',
    operation: 'proposeDesign',
    tag,
    summary: {
      zh: '提交审批：与其他设计者共享',
      en: 'Submit for approval: it is shared with others who design',
    },
    answer: named('Design', design),
  }),
  approve: call({
    method: 'POST',
    path: `${one}/approve`,
    access: 'designs',
    operation: 'approveDesign',
    tag,
    summary: { zh: '批准；自己参与过的除外', en: 'Approve it; nobody can approve a design they worked on' },
    answer: named('Design', design),
  }),
  unschedule: call({
    method: 'POST',
    path: `${one}/unschedule`,
    access: 'designs',
    operation: 'unscheduleDesign',
    tag,
    summary: {
      zh: '取消定时；已有的批准仍然有效',
      en: 'Cancel the schedule; the approval stays',
    },
    answer: named('Design', design),
  }),
  reject: call({
    method: 'POST',
    path: `${one}/reject`,
    access: 'designs',
    operation: 'rejectDesign',
    tag,
    summary: {
      zh: '退回修改并说明原因；自己提交的可以收回',
      en: 'Send it back to its authors with a reason; the caller’s own is withdrawn',
    },
    values: manyValues,
    body: named('RejectDesign', rejectDesign),
    bodyOptional: true,
    answer: named('Design', design),
  }),
  schedule: call({
    method: 'POST',
    path: `${one}/schedule`,
    access: 'designs',
    operation: 'scheduleDesign',
    tag,
    summary: {
      zh: '定时发布；再改动即取消',
      en: 'Schedule it for publishing; changing it cancels the schedule',
    },
    values: manyValues,
    body: closed({
      at: instant(),
      acceptCases: optional(text({ minLength: 1, maxLength: 500 })),
      overwrite: optional(flag()),
      drop: optional(flag()),
    }),
    answer: named('Design', design),
  }),
} as const;

/** A package of one's own is made of the customer's layer, and lies below it from then on. */
export const shipping = {
  offer: call({
    method: 'GET',
    path: '/api/design/ship',
    access: 'administers',
    operation: 'toShip',
    tag,
    summary: {
      zh: '本地层里可以做成包的内容：表单、字段、规则、参数',
      en: 'The local changes that can become a package: forms, fields, rules, parameters',
    },
    answer: object({
      places: list(named('ShipPlace', shipPlace)),
      onto: list(shipOnto, { description: 'Packages made here that may get more, in a new version' }),
    }),
  }),
  plan: call({
    method: 'POST',
    path: '/api/design/ship/plan',
    access: 'administers',
    asks: true,
    operation: 'planShip',
    tag,
    summary: {
      zh: '做成包的计划：数据、标识和接口名称都不变；不做任何改变',
      en: 'What making a package would do: data, ids and names stay; changes nothing',
    },
    values: manyValues,
    body: named('PlanShip', planShip),
    answer: named('InstallPlan', installPlan),
  }),
  ship: call({
    method: 'POST',
    path: '/api/design/ship',
    access: 'administers',
    operation: 'ship',
    tag,
    summary: {
      zh: '按看过的计划，把本地层的内容做成包并叠回去',
      en: 'Make a package of the content of the local layer and place it beneath, according to the plan reviewed',
    },
    values: manyValues,
    body: named('Ship', ship),
    answer: named('Published', published),
  }),
} as const;
