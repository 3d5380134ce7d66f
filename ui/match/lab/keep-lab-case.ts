import { msg } from '@lit/localize';
import { html, type LitElement, nothing } from 'lit';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { router } from '../../session/router.ts';
import { keepCase, knownCases } from './lab-cases.ts';
import type { LabDrawing, LabQuestion } from './lab-drawing.ts';

/** Asks for a name and a package, and keeps the question of the lab there as a case. */
export async function askKeepCase(host: LitElement, drawing: LabDrawing, looked: LabQuestion): Promise<void> {
  const { packages } = await knownCases(drawing);
  const { asOf, changeSet, design } = looked.configuration;
  const isElsewhere = asOf !== null || changeSet !== null || design !== null;
  const label = msg('存为用例', { id: 'save-case' });
  const elsewhere = msg(
    '用例按当前配置核对：请先清除“用哪一天的配置”、“假设这个变更集已发布”和“假设这个设计已发布”。',
    { id: 'lab-case-as-it-is' },
  );
  let waits = false;
  const isKept = await openForm(host, {
    label,
    fields: {
      name: { label: msg('用例名称', { id: 'case-name' }), required: true, most: 200 },
      owner: {
        kind: 'choice',
        label: msg('保存到', { id: 'lab-case-where' }),
        start: 'local',
        choices: packages.map((one) => ({ value: one, text: one })),
        when: () => packages.length > 1,
      },
    },
    after: () =>
      html`<p>${drawing.words().keeps}</p>${isElsewhere ? html`<p class="muted">${elsewhere}</p>` : nothing}`,
    may: () => !isElsewhere,
    act: msg('保存', { id: 'save' }),
    send: async (named) => {
      const { state } = await keepCase(drawing, named, looked);
      waits = state === 'open';
    },
  });
  if (!isKept) return;
  if (!waits) {
    notify({ text: msg('用例已保存，以后每次发布前都会核对。', { id: 'lab-case-kept' }) });
    return;
  }
  // The case lies in a design that somebody has to publish.
  await openForm(host, {
    label,
    before: () => html`<p>${msg('用例已放入一个设计，发布后生效。', { id: 'lab-case-open' })}</p>`,
    act: msg('打开设计器', { id: 'lab-case-publish' }),
    send: () => router.go('/design'),
  });
}
