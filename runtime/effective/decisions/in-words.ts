import type { Label, Language } from '../../../metadata/common/label.ts';
import type { DescribedDecision } from '../../../metadata/contract/decisions/calls.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Decision } from '../../../rules/decisions/decision.ts';
import {
  hasWords,
  issueSentence,
  type Naming,
  stepSentence,
  type Telling,
} from '../../../rules/decisions/sentences.ts';
import type { DecisionIssue } from '../../../rules/decisions/trace.ts';
import type { Call } from '../../call/call.ts';
import { sentence } from '../../common/messages/index.ts';
import type { DecisionAnswer } from './asked.ts';
import type { Decisions } from './create-decisions.ts';
import { maySee } from './may-see.ts';

/** An answer as it is sent: every step and issue also in words. */
export function inWords<Result>(
  { documents }: Pick<Decisions, 'documents'>,
  call: Call,
  answer: DecisionAnswer<Result>,
) {
  const { language, served } = call;
  const orgNumber = (id: string | null) => (id === null ? null : (served.orgs.get(id)?.number ?? null));
  return {
    ...answer,
    ...stepsAnswered({ documents }, call, answer),
    used: {
      ...answer.used,
      parameters: answer.used.parameters.map((one) => ({ ...one, org: orgNumber(one.org) })),
    },
    unseen: answer.unseen.map(({ label, ...one }) => ({ ...one, label: label[language] })),
  };
}

export function stepsAnswered(
  { documents }: Pick<Decisions, 'documents'>,
  { language, served }: Call,
  { trace, issues }: Pick<DecisionAnswer, 'trace' | 'issues'>,
) {
  const telling = tellingOf(documents, served.model, language);
  return {
    trace: trace.map((step) => ({ ...step, text: stepSentence(step, telling) })),
    issues: issues.map((issue) => issueAnswer(issue, telling)),
  };
}

/** An issue in words that whoever reads them later may have in either language. */
export function issueLabels(
  { documents }: Pick<Decisions, 'documents'>,
  model: Model,
): (issue: DecisionIssue) => Label {
  const [zh, en] = [tellingOf(documents, model, 'zh'), tellingOf(documents, model, 'en')];
  return (issue) => ({ zh: issueAnswer(issue, zh).text, en: issueAnswer(issue, en).text });
}

/** Tells an issue in the words of the caller. */
export function issueText(
  { documents }: Pick<Decisions, 'documents'>,
  { language, served }: Call,
): (issue: DecisionIssue) => string {
  const telling = tellingOf(documents, served.model, language);
  return (issue) => issueAnswer(issue, telling).text;
}

function tellingOf(documents: readonly string[], model: Model, language: Language): Telling {
  return { language, texts: model.messages, naming: namingIn(documents, model, language) };
}

function issueAnswer(issue: DecisionIssue, telling: Telling) {
  const { at, params = {} } = issue;
  const counted = at?.line === undefined ? {} : { line: at.line + 1 };
  const text = hasWords(issue, telling.texts)
    ? issueSentence(issue, telling)
    : sentence(issue.code, { ...params, ...counted }, telling.language, telling.texts);
  return { ...issue, text };
}

/** Members and options by the labels of the forms that decisions are about. */
function namingIn(documents: readonly string[], model: Model, language: Language): Naming {
  const shapes = documents.flatMap((document) => {
    const [id = '', entries] = document.split('/');
    const form = model.formsById.get(id);
    return (entries === undefined ? form : form?.byId.get(entries)?.rows) ?? [];
  });
  const fieldOf = (member: string) => {
    for (const shape of shapes) {
      const field = shape.byId.get(member);
      if (field) return field;
    }
    return undefined;
  };
  return {
    member: (member) => fieldOf(member)?.label[language] ?? member,
    option: (member, value) =>
      fieldOf(member)?.options?.find((option) => option.value === value)?.label[language],
  };
}

/** Describes a decision for pages and programs: its input, and the forms and parameters that it reads. */
export function described(call: Call, { name, label, summary, input, reads }: Decision): DescribedDecision {
  const { served, language } = call;
  const { rules = [], records = [], settings = [], parameters = [] } = reads;
  const forms = [...new Set([...rules, ...records, ...settings])].flatMap((id) => {
    const form = served.model.formsById.get(id);
    if (!form) return [];
    const how = rules.includes(id) ? 'rules' : settings.includes(id) ? 'setting' : 'records';
    return [{ name: form.name, label: form.label[language], how, readable: maySee(call, form) } as const];
  });
  return {
    name,
    label: label[language],
    summary: summary[language],
    input,
    reads: {
      forms,
      parameters: parameters.map((type) => ({
        type,
        label: served.model.params.get(type)?.label[language] ?? type,
      })),
    },
  };
}
