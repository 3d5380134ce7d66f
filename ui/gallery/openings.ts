import { html } from 'lit';
import { openForm } from '../kit/dialog/form-dialog.ts';
import type { GjMenu } from '../kit/gj-menu.ts';
import { notify } from '../kit/gj-notices.ts';
import { type Exhibit, said } from './exhibit.ts';
import '../kit/dialog/leave-dialog.ts';
import '../kit/gj-menu.ts';
import '../kit/gj-pop.ts';
import '../kit/dialog/gj-dialog.ts';

/** The exhibits of elements that lie over the page, once somebody opens them. */
export const openings: readonly Exhibit[] = [
  {
    name: 'gj-menu',
    show: () => html`<p class="toolbar"><gj-menu .items=${
      [
        { key: 'a', text: said('按时间', 'By time'), picked: true },
        { key: 'b', text: said('按金额', 'By amount'), picked: false },
        { key: 'c', text: said('导出', 'Export'), icon: 'download', apart: true },
        { key: 'd', text: said('删除', 'Delete'), icon: 'trash', danger: true, disabled: true },
      ] satisfies GjMenu['items']
    }>${said('菜单', 'Menu')}</gj-menu>
      <gj-menu disabled .items=${[]}>${said('停用的菜单', 'No menu now')}</gj-menu></p>`,
  },
  {
    name: 'gj-pop',
    show: () => html`<gj-pop aria-label=${said('筛选', 'Filter')}><span slot="button">${said('筛选', 'Filter')}</span>
      <p class="pad-2">${said('面板里的内容', 'What the panel holds')}</p></gj-pop>`,
  },
  {
    name: 'gj-notices',
    show: () => html`<p class="toolbar">
      <button @click=${() => notify({ text: said('已保存', 'Saved'), undo: () => undefined })}>${said('完成', 'Done')}</button>
      <button @click=${() =>
        notify({
          kind: 'warning',
          text: said('有 2 条没有导入', '2 rows were left out'),
        })}>${said('提醒', 'Warn')}</button>
      <button @click=${() =>
        notify({
          kind: 'error',
          text: said('没有保存', 'Not saved'),
          retry: () => undefined,
        })}>${said('出错', 'Fail')}</button>
    </p>`,
  },
  {
    name: 'gj-form-dialog',
    show: () => html`<p class="toolbar"><button @click=${ask}>${said('填写…', 'Fill in…')}</button></p>`,
  },
];

/** A dialog with a field of each sort. */
function ask(event: Event): void {
  const host = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  void openForm(host.host as Parameters<typeof openForm>[0], {
    label: said('新增渠道', 'Add a channel'),
    before: () => said('渠道决定发票从哪里开出。', 'A channel decides where invoices are issued.'),
    fields: {
      name: { label: said('名称', 'Name'), required: true, hint: said('别人看到的名称', 'What others see') },
      days: { label: said('从哪天起', 'From'), kind: 'day', half: true },
      kind: {
        label: said('种类', 'Sort'),
        kind: 'choice',
        half: true,
        choices: [
          { value: 'leqi', text: said('乐企', 'Leqi') },
          { value: 'rpa', text: 'RPA' },
        ],
      },
      how: {
        label: said('怎样开', 'How'),
        kind: 'ways',
        choices: [
          {
            value: 'now',
            text: said('马上', 'At once'),
            hint: said('保存后即可使用', 'In use once it is saved'),
          },
          { value: 'later', text: said('以后', 'Later') },
        ],
      },
      note: { label: said('备注', 'Remark'), kind: 'lines' },
      mail: { label: said('通知负责人', 'Tell whoever is in charge'), kind: 'check' },
    },
    act: said('新增', 'Add'),
    send: async () => undefined,
  });
}
