import { describe, expect, it } from 'vitest';
import { standardModel } from '../workshop/standard-model.ts';
import { approvalsOf, endsRecord } from './approvals.ts';
import { compile } from './model/compile.ts';
import { changed, sourcesOf } from './model/sample.suite.ts';

const model = await standardModel();
const label = (en: string) => ({ zh: en, en });

describe('the approvals of forms', () => {
  it('are found in the actions of every form whose records are sent back with a reason', () => {
    const found = [...model.formsById.values()].flatMap((form) =>
      approvalsOf(form).map(({ field, approve, sendBack, submit, fromStart }) => [
        ...[form.id, field.id, submit?.name, approve.map(({ name }) => name).join(), sendBack.name],
        fromStart,
      ]),
    );
    expect(found.toSorted()).toEqual([
      ['invoice', 'voidAudit', 'void-submit', 'void-approve', 'void-send-back', false],
      ['invoice-application', 'auditStatus', 'submit', 'approve', 'send-back', true],
      ['pending-invoice', 'auditStatus', 'submit', 'approve', 'send-back', true],
      ['red-confirmation', 'auditStatus', 'submit', 'approve', 'send-back', true],
      ['red-information', 'auditStatus', 'submit', 'approve', 'send-back', true],
    ]);
    const asking = [...model.formsById.values()].flatMap(({ id, actions }) =>
      actions.filter(({ asksReason }) => asksReason).map(({ name }) => [id, name]),
    );
    expect(found.map(([id, , , , name]) => [id, name]).toSorted()).toEqual(asking.toSorted());
  });

  it('are asked for by what the record says, without what else the actions ask', () => {
    const [one] = approvalsOf(model.formsById.get('invoice') ?? expect.fail());
    expect(one?.waits).toEqual([
      { fact: 'voidState', operator: 'equal', value: 'waits' },
      { fact: 'voidAudit', operator: 'equal', value: 'B' },
    ]);
  });

  it('are not what ends a record: that keeps all else from being done, and nothing leads back from it', () => {
    const ends = [...model.formsById.values()].flatMap((form) =>
      form.actions
        .filter((action) => action.confirm && endsRecord(action, form))
        .map(({ name }) => [form.id, name]),
    );
    expect(ends.toSorted()).toEqual([
      ['customs-init', 'change-keys'],
      ['invoice-application', 'void'],
    ]);
  });

  const options = ['new', 'asked', 'done'].map((value) => ({ value, label: label(value) }));
  const act = (name: string, from: string, to: string, more: object = {}) => ({
    ...{ name, label: label(name), capability: 'set-fields', params: { fields: { stage: to } } },
    ...{ when: { fact: 'stage', operator: 'equal', value: from }, ...more },
  });
  const ofOrder = (...actions: readonly object[]) => {
    const stage = { name: 'stage', kind: 'choice', label: label('stage'), options };
    const { model: made, issues } = compile(
      sourcesOf(
        changed([
          ['shop', 'forms/order.json', '/fields/4', stage],
          ['shop', 'forms/order.json', '/actions', actions],
        ] as never),
      ),
    );
    return approvalsOf(made?.formsById.get('order') ?? expect.fail(JSON.stringify(issues)));
  };
  const back = act('refuse', 'asked', 'new', { asksReason: true });

  it.each([
    ['one that nobody sends to it has no draft', [act('agree', 'asked', 'done'), back], [undefined]],
    ['one that is asked for', [act('ask', 'new', 'asked'), act('agree', 'asked', 'done'), back], ['ask']],
    ['nothing that nobody lets go on', [act('ask', 'new', 'asked'), back], []],
    [
      'nothing that goes back without a reason',
      [act('agree', 'asked', 'done'), act('reopen', 'asked', 'new')],
      [],
    ],
  ])('are those of a customer, too: %s', (_, actions, submits) => {
    expect(ofOrder(...actions).map(({ submit }) => submit?.name)).toEqual(submits);
  });
});
