import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { approvalsOf } from '../../../metadata/approvals.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import { icon } from '../../kit/base/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { ownName, partNames } from '../canvas/design-steps.ts';
import { takeTogether } from '../steps/take-together.ts';
import { freeName } from '../words/proposed-names.ts';
import { notifyFailure } from '../work/design-notices.ts';

/** Adds submitting, approving and sending back, where the form has no approval yet; `open` is told the place of it. */
export function approvalButton(
  form: FormModel,
  prefix: string,
  open: (place: string) => void,
): TemplateResult | typeof nothing {
  if (approvalsOf(form).length > 0) return nothing;
  const add = async () => {
    const { steps, place } = stepsOfApproval(form, prefix);
    if (await takeTogether(steps)) open(place);
  };
  const text = msg('添加审核', { id: 'design-add-approval' });
  return html`<button @click=${() => add().catch(notifyFailure)}>${icon('add', 14)}${text}</button>`;
}

/**
 * The steps that give a form an approval: a status that nobody types, and the actions that move it on. Whoever may
 * approve finds what was submitted in the inbox, and sends it back with a reason. Answers the place of the approving
 * action as well.
 */
function stepsOfApproval(
  form: FormModel,
  prefix: string,
): { readonly steps: readonly DesignStep[]; readonly place: string } {
  const status = freeName(ownName('approvalStatus', prefix), new Set(form.byId.keys()));
  const taken = new Set(partNames(form));
  const named = (base: string) => {
    const name = freeName(ownName(base, prefix), taken);
    taken.add(name);
    return name;
  };
  const when = (value: string): Condition => ({ fact: status, operator: 'equal', value });
  const becomes = (value: string) => ({
    capability: 'set-fields' as const,
    params: { fields: { [status]: value } },
    on: 'records' as const,
  });
  const actions: readonly ActionSource[] = [
    {
      name: named('submit'),
      label: { zh: '提交', en: 'Submit' },
      done: { zh: '已提交', en: 'submitted' },
      ...becomes('submitted'),
      when: when('draft'),
    },
    {
      name: named('approve'),
      label: { zh: '审核', en: 'Approve' },
      done: { zh: '已审核', en: 'approved' },
      ...becomes('approved'),
      when: when('submitted'),
    },
    {
      name: named('sendBack'),
      label: { zh: '退回', en: 'Send back' },
      done: { zh: '已退回', en: 'sent back' },
      ...becomes('draft'),
      when: when('submitted'),
      asksReason: true,
    },
  ];
  const field: DesignStep = {
    do: 'add-field',
    form: form.id,
    content: {
      name: status,
      kind: 'choice',
      label: { zh: '审核状态', en: 'Approval status' },
      options: [
        { value: 'draft', label: { zh: '草稿', en: 'Draft' }, tone: 'quiet' },
        { value: 'submitted', label: { zh: '已提交', en: 'Submitted' }, tone: 'accent' },
        { value: 'approved', label: { zh: '已审核', en: 'Approved' }, tone: 'ok' },
      ],
      default: 'draft',
      readonly: true,
    },
  };
  const parts = actions.map(
    (content): DesignStep => ({ do: 'add-part', form: form.id, part: 'actions', content }),
  );
  return { steps: [field, ...parts], place: `actions/${actions[1]?.name ?? ''}` };
}
