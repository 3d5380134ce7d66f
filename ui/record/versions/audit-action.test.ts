import type { ReactiveControllerHost } from 'lit';
import { expect, it } from 'vitest';
import type { FormModel } from '../../model/form-model.ts';
import { TrailWords } from './audit-action.ts';

const form = {
  actions: [
    {
      name: 'approve',
      label: { zh: '审核', en: 'Approve' },
      done: { zh: '已审核', en: 'approved' },
      capability: 'set-fields',
    },
    { name: 'draw', label: { zh: '生成二维码', en: 'Make the QR code' }, capability: 'draw' },
  ],
} satisfies Pick<FormModel, 'actions'>;

function words(): TrailWords {
  const host = { addController() {}, domains: [] } as unknown as ReactiveControllerHost & { domains: [] };
  return new TrailWords(host);
}

it.each([
  // Of a form that says what was done; of one that has only a name for it; of the platform; of nobody.
  ['approve', '已审核', '已审核'],
  ['draw', '生成二维码', '执行了“生成二维码”：'],
  ['sign-in', '登录', '登录了系统'],
  ['unheard-of', 'unheard-of', '执行了“unheard-of”：'],
])('the trail tells of %s as “%s”, and in a sentence “%s”', (action, name, did) => {
  const trail = words();
  expect([trail.name(action, form), trail.did(action, form)]).toEqual([name, did]);
  expect(trail.knows(action)).toBe(action === 'sign-in');
});
