import type { Json } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type {
  InstallPlan as InstallPlanShown,
  PlanInterference,
  PlanNotice,
  PlannedPackage,
  PlanQuestion,
} from '../../../metadata/contract/packages/install-plan.ts';
import type { Interference, Notice, Question, RecordQuestion } from '../../../metadata/merge/question.ts';
import type { Unmet } from '../../../metadata/merge/resolve-needs.ts';
import { fitsRange, isNewerVersion } from '../../../metadata/model/layers/versions.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Edition } from '../../common/edition.ts';
import { sentence } from '../../common/messages/index.ts';
import { renderProblems } from '../../common/messages/render-problem.ts';
import { labelOfPackage } from '../../model/packages/label-of-package.ts';
import { originOfGiven } from '../../model/packages/origin-of.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { signerOf } from '../../model/packages/trusted-keys.ts';
import { dataFor, issuesFor } from '../../model/publish/issues-for.ts';
import { describe, describeData } from '../../model/publish/publisher.ts';
import { aboutCases } from '../cases/about-cases.ts';
import type { CaseResult } from '../cases/case-report.ts';
import { describeMoves } from './describe-moves.ts';
import { describeOwn } from './own-differences.ts';
import { newNotes } from './package-content.ts';
import type { InstallPlan } from './plan-install.ts';
import { casesFor, matchesFor } from './rehearsal-for.ts';
import { shownAt } from './shown-at.ts';
import { describeDifference } from './tell-differences.ts';
import { propertyOf } from './value-words.ts';
import { needing, needProblem } from './with-needs.ts';

const texts: ReadonlyMap<string, Label> = new Map();

/** More than somebody reads; the summary counts all of them. */
const mostOwn = 500;
const secretAsked = 'promoted-secret';

/** A plan as it is shown: everything with its sentence in the reader's language. */
export function describeInstall(
  plan: InstallPlan,
  call: Call,
  { domains }: Edition,
  reason?: string,
): Omit<InstallPlanShown, 'api'> {
  const { language } = call;
  const { model } = call.served;
  const { merged, publication, rehearsal, open, rows, unmet } = plan;
  const changed = casesFor(call, plan, rehearsal?.changed ?? [], domains);
  const { issues, changes, hidden, offers, base } = describe(
    { ...publication, issues: issuesFor(call, plan.issues) },
    language,
  );
  const after = publication.compiled.model ?? model;
  const say = (code: string, params: Readonly<Record<string, Json>>) =>
    sentence(code, params, language, texts);
  const formLabel = (id: string) => after.formsById.get(id)?.label ?? model.formsById.get(id)?.label ?? null;
  const labels = Object.fromEntries(
    [...plan.before, ...plan.offered].map((one) => [one.name, labelOfPackage(one)]),
  );
  const naming = { say, formLabel, language, model: after };
  return {
    hash: plan.hash ?? null,
    base,
    open,
    summary: {
      lost: changes.filter(({ risk }) => risk === 'lossy').length,
      emptied: emptiedBy(publication.issues),
      questions: merged.questions.length + plan.recordQuestions.length,
      rows: [...rows.values()].reduce((sum, count) => sum + count, 0),
      stricter: issues.filter(({ code }) => isStricter(code)).length,
      tables: changes.length,
      differences: plan.differences.length,
      moves: plan.moves.length,
      own: plan.own.length,
      cases: {
        passed: counted(rehearsal?.after, 'passed'),
        failed: counted(rehearsal?.after, 'failed'),
        newlyFailing: rehearsal?.newlyFailing.length ?? 0,
        unseen: plan.unseenBy,
        about: rehearsal || plan.unseenBy > 0 ? aboutCases(after, domains) : [],
      },
    },
    packages: plan.offered.map((one) => packageOf(one, plan, model)),
    labels,
    requirements: unmet.map((one) => requirementOf(one, labels, say)),
    own: plan.own.slice(0, mostOwn).map((one) => describeOwn(one, language, after)),
    differences: plan.differences.map((one) =>
      describeDifference(one, language, { model: after, former: model }),
    ),
    moves: describeMoves(plan, language, after),
    secrets: plan.secrets.map((id) => ({ id, code: secretAsked, message: say(secretAsked, { id }) })),
    questions: [
      ...merged.questions.map((one, at) => ({
        ...questionOf(one, naming),
        record: null,
        problems: [],
        said: plan.said[at] ?? { package: one.layer, by: null, at: null, revision: null },
      })),
      ...plan.recordQuestions.map((one) => recordQuestionOf(one, naming, after)),
    ],
    interference: merged.interference.map((one) => interferenceOf(one, naming)),
    notices: merged.notices.map((one) => noticeOf(one, naming)),
    issues,
    changes: changes.map((one) => ({ ...one, rows: rows.get(one.table) ?? null })),
    hidden,
    offers,
    returns: plan.returns.map((one) => ({ ...one })),
    rehearsal: plan.rehearsed ? { state: plan.rehearsed.state, job: plan.rehearsed.job } : null,
    records: rehearsal
      ? { customised: [], dropped: [], ...describeData(dataFor(call, rehearsal.data), language) }
      : plan.brought
        ? { customised: [], dropped: [], ...plan.brought, issues: [] }
        : null,
    cases: rehearsal
      ? {
          over: rehearsal.over,
          before: counts(rehearsal.before),
          after: counts(rehearsal.after),
          changed: changed.shown.map((one) => ({
            id: one.id,
            package: one.after.package,
            file: one.after.file,
            name: one.after.name,
            before: one.before?.outcome ?? null,
            after: one.after.outcome,
            expected: one.after.expected,
            actual: one.after.actual ?? null,
            problems: renderProblems(one.after.problems ?? [], language, after.messages),
          })),
          withheld: changed.withheld,
          accepted: reason ?? null,
        }
      : null,
    matches: matchesFor(call, rehearsal),
  };
}

function counted(cases: readonly CaseResult[] | undefined, outcome: CaseResult['outcome']): number {
  return (cases ?? []).filter((one) => one.outcome === outcome).length;
}

function counts(cases: readonly CaseResult[]) {
  return {
    passed: counted(cases, 'passed'),
    failed: counted(cases, 'failed'),
    skipped: counted(cases, 'skipped'),
  };
}

function requirementOf(
  unmet: Unmet,
  labels: Readonly<Record<string, Label>>,
  say: Naming['say'],
): InstallPlanShown['requirements'][number] {
  const { package: by, needs, range, found } = unmet;
  const { code, params } = needProblem(unmet);
  const called = (name: string) => ({ ...(labels[name] ?? { zh: name, en: name }) });
  const carried = 'carried' in params ? params.carried : null;
  const message = say(code, { ...params, package: called(by), needs: called(needs) });
  return { package: by, needs, range, found, carried, message };
}

/** The packages of the plan for which one that comes with the server comes along. */
function neededBy(given: Installed, known: Installed | undefined, offered: readonly Installed[]) {
  if (originOfGiven(given) !== 'server') return [];
  return offered.flatMap((one) => {
    const range = needing(one).peerDependencies[given.name];
    const isMet = range === undefined || (known !== undefined && fitsRange(known.version, range));
    return isMet ? [] : [{ package: one.name, range }];
  });
}

function packageOf(
  given: Installed,
  { before, offered, keys }: Pick<InstallPlan, 'before' | 'offered' | 'keys'>,
  model: Model,
): PlannedPackage {
  const { name, version, files, signed } = given;
  const known = before.find((one) => one.name === name);
  const action = !known
    ? 'install'
    : isNewerVersion(version, known.version)
      ? 'upgrade'
      : isNewerVersion(known.version, version)
        ? 'downgrade'
        : model.packages.some((one) => one.name === name) && sameFiles(known, files)
          ? 'none'
          : 'change';
  const notes = newNotes(files, known?.files);
  return {
    ...(notes !== '' && { notes }),
    name,
    version,
    from: known?.version ?? null,
    label: labelOfPackage(given),
    action,
    origin: originOfGiven(given),
    signed: signed ? { ...signerOf(signed.key, keys), whole: signed.isWhole } : null,
    neededBy: neededBy(given, known, offered),
  };
}

function sameFiles(known: Installed, files: Installed['files']): boolean {
  return (
    known.files.size === files.size &&
    [...files].every(([path, content]) => known.files.get(path) === content)
  );
}

interface Naming {
  readonly say: (code: string, params: Readonly<Record<string, Json>>) => string;
  readonly formLabel: (id: string) => Label | null;
  readonly language: Language;
  /** As it would be. */
  readonly model: Model;
}

function spotOf(
  { form, target, label }: Question | Interference | Notice,
  { formLabel, language }: Naming,
): Pick<PlanNotice, 'form' | 'formLabel' | 'target' | 'property' | 'propertyName' | 'label'> {
  return {
    form: form === '' ? null : form,
    formLabel: form === '' ? null : formLabel(form),
    target,
    property: target.split('/').at(-1) ?? '',
    propertyName: propertyOf({ target }, { language }),
    label: label ?? null,
  };
}

function questionOf(one: Question, naming: Naming): Omit<PlanQuestion, 'record' | 'problems' | 'said'> {
  const { id, base, theirs, ours, layer, proposal, answer, remembered } = one;
  const shown = (value: Json) => shownAt(value, naming.language, one, naming.model);
  const words = {
    base: shown(base),
    theirs: shown(theirs),
    ours: shown(ours),
  };
  return {
    id,
    package: one.package,
    ...spotOf(one, naming),
    base,
    theirs,
    ours,
    shown: words,
    proposal,
    remembered,
    answer: answer ?? null,
    message: naming.say('merge-question', {
      package: one.package,
      layer,
      name: placeWords(one, naming),
      property: propertyOf(one, naming),
      ...words,
    }),
  };
}

function recordQuestionOf(one: RecordQuestion, naming: Naming, model: Model): PlanQuestion {
  const { key, id, by, at } = one.record;
  return {
    ...questionOf(one, naming),
    record: { form: one.form, key, id },
    problems: renderProblems(one.problems, naming.language, model.messages),
    said: { package: one.layer, by, at, revision: null },
  };
}

function interferenceOf(one: Interference, naming: Naming): PlanInterference {
  const said = one.said.map(({ package: by, value }) => ({
    package: by,
    value,
    shown: shownAt(value, naming.language, one, naming.model),
  }));
  return {
    id: one.id,
    ...spotOf(one, naming),
    said,
    answer: one.answer ?? null,
    remembered: one.remembered,
    message: naming.say('merge-interference', {
      name: placeWords(one, naming),
      property: propertyOf(one, naming),
      said: said.map(({ package: by, shown }) => `${by}: ${shown}`),
    }),
  };
}

function noticeOf(one: Notice, naming: Naming): PlanNotice {
  const { language, model, say } = naming;
  const { package: by, layer } = one;
  const params = Object.fromEntries(
    Object.entries(one.params).map(([name, value]) => [name, shownAt(value, language, one, model)]),
  );
  const code =
    one.code === 'merge-stricter' && one.params['holds'] === 'ours' ? 'merge-stricter-ours' : one.code;
  return {
    code,
    package: by,
    layer,
    ...spotOf(one, naming),
    params: { ...one.params },
    message: say(code, {
      package: by,
      layer,
      name: placeWords(one, naming),
      property: propertyOf(one, naming),
      ...params,
      ...(code === 'merge-sets' && { changes: setChanges(one, naming) }),
    }),
  };
}

/** Words the changes of a set, without those that did not happen. */
function setChanges({ package: by, layer, params }: Notice, { say, language }: Naming): string {
  const changes = (['added', 'removed', 'stays'] as const).flatMap((what) => {
    const items = params[what];
    return Array.isArray(items) && items.length > 0
      ? [say(`merge-sets-${what}`, { package: by, layer, items: items.map(String) })]
      : [];
  });
  return changes.join({ zh: '；', en: '; ' }[language]);
}

function placeWords(
  { form, target, label }: Question | Interference | Notice,
  { language, formLabel }: Naming,
): string {
  const upper = formLabel(form)?.[language] ?? form;
  const own = label?.[language] ?? target;
  return upper === '' || upper === own ? own : `${upper} · ${own}`;
}

/** So many rows hold a value that is given up. */
function emptiedBy(issues: InstallPlan['publication']['issues']): number {
  const emptied = issues.filter(({ code }) => code === 'tables-emptied-rows');
  return emptied.reduce((sum, { params }) => sum + Number(params['count']), 0);
}

/** Whether an issue tells of records that do not meet what a plan asks; others tell what becomes of records that do. */
function isStricter(code: string): boolean {
  return /^records-(unfilled|unfilled-when|out-of-bounds|not-offered|hidden|break-rule|no-option|former-options)$/.test(
    code,
  );
}
