import {
  anyObject,
  anything,
  closed,
  dictionary,
  either,
  list,
  type Members,
  maybe,
  named,
  object,
  oneOf,
  optional,
  type Said,
  type TypeOf,
  text,
} from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { manyValues } from '../common/shared.ts';
import { installPlan } from './install-plan.ts';
import { lowered, published, seenHash, taken } from './parts.ts';

const tag = 'packages';

const given = either(
  [
    closed({ files: anyObject({ description: 'What each file says, by its path in the package' }) }),
    closed({
      tarball: text({ maxLength: 32_000_000, description: 'A package in npm’s format, in base64' }),
    }),
    closed({
      archive: text({ maxLength: 64, description: 'Id of an archive: the package as it was uninstalled' }),
    }),
    closed({
      name: text({ description: 'As the configured registry has it' }),
      range: optional(text({ description: 'Versions, by semver; its latest by default' })),
    }),
  ],
  { 'x-problem': 'install-packages' },
);
/** A package as it is handed in: its files, packed, as it was uninstalled, or by its name in the registry. */
export type GivenPackage = TypeOf<typeof given>;

const answer = either(
  [oneOf(['theirs', 'ours'], { type: 'string' }), closed({ value: anything() }), closed({ from: text() })],
  { 'x-problem': 'install-answers' },
);

/** The answer that somebody gives to a question, or to packages that disagree. */
export type GivenAnswer = TypeOf<typeof answer>;

/** The decisions beside the packages: a plan is made of them, and carried out with them. */
const howToInstall = {
  answers: optional(
    dictionary(answer, {
      description:
        'To questions: `theirs`, `ours` or `{ "value": … }`; of packages that disagree: `{ "from": "name" }`; by id, or by place: `item/fields/rate/label`',
    }),
  ),
  take: optional(
    oneOf(['theirs', 'ours'], {
      type: 'string',
      description: 'Answers every question that has no answer',
      'x-problem': 'install-take',
    }),
  ),
  acceptCases: optional(
    text({
      minLength: 1,
      maxLength: 500,
      description: 'Why cases may fail that did not fail before; kept in the audit trail',
      'x-problem': 'install-reason',
    }),
  ),
  rehearsal: optional(
    text({
      maxLength: 36,
      description: 'Job of the rehearsal that was followed: its outcome is taken, whatever was written since',
    }),
  ),
  secrets: optional(
    dictionary(text({ 'x-problem': 'install-secrets' }), {
      description: 'What was brought by name alone, by the ids of the plan; sealed where it belongs',
      'x-problem': 'install-secrets',
    }),
  ),
  ...taken,
  downgrade: lowered,
} as const;

const packages = {
  packages: list(given, { minItems: 1, maxItems: 200, 'x-problem': 'install-packages' }),
} as const;

/** With these members first: what is planned. */
export function planning<const M extends Members>(subject: M, said?: Said) {
  return object({ ...subject, ...howToInstall, hash: optional(maybe(text())) }, said);
}
/** The same, carried out by the plan that was seen. */
export function carryingOut<const M extends Members>(subject: M, said?: Said) {
  return object({ ...subject, ...howToInstall, hash: seenHash }, said);
}

export const toInstall = planning(packages);
export const installAsSeen = carryingOut(packages);
export type ToInstall = TypeOf<typeof toInstall>;
/** The decisions on how packages are to be installed, without the packages. */
export type HowToInstall = Omit<ToInstall, 'packages' | 'hash'>;

/** Installs and upgrades packages: first what it would do, then exactly that. */
export const install = {
  plan: call({
    method: 'POST',
    path: '/api/packages/plan',
    access: 'administers',
    whenBroken: true,
    operation: 'planInstall',
    tag,
    summary: {
      zh: '安装或升级包的计划：差异、表结构、冲突、测试用例，不做任何改变',
      en: 'What installing or upgrading packages would do: differences, tables, conflicts, cases; changes nothing',
    },
    values: manyValues,
    body: named('Install', toInstall),
    answer: named('InstallPlan', installPlan),
  }),
  apply: call({
    method: 'POST',
    path: '/api/packages',
    access: 'administers',
    whenBroken: true,
    operation: 'installPackages',
    tag,
    summary: { zh: '按计划安装或升级包', en: 'Install or upgrade packages, as planned' },
    values: manyValues,
    body: named('CarryOutInstall', installAsSeen),
    answer: named('Published', published),
  }),
} as const;
