import { html } from 'lit';
import { failureLine } from '../kit/base/failure-line.ts';
import { ApiProblem, Unreachable } from '../session/api.ts';
import { type Exhibit, said } from './exhibit.ts';
import '../kit/gj-page-head.ts';
import '../kit/gj-skeleton.ts';
import '../kit/markdown/gj-readme.ts';
import '../kit/gj-state.ts';

const refused = () =>
  new ApiProblem(403, { title: said('没有查看的权限', 'You may not read it'), code: 'forbidden' });
const wrong = () =>
  new ApiProblem(422, { title: said('税号已存在', 'The tax number is taken'), code: 'taken' });

/** The exhibits of states: badges, progress, page heads, empty pages and failures. */
export const states: readonly Exhibit[] = [
  {
    name: 'badge',
    show: () => html`<p class="toolbar">
      <span class="badge">${said('草稿', 'Draft')}</span>
      <span class="badge quiet">${said('已生效', 'In force')}</span>
      <span class="badge ok">${said('通过', 'Passed')}</span>
      <span class="badge warn">${said('待审批', 'Waiting')}</span>
      <span class="badge error">${said('失败', 'Failed')}</span>
      <span class="badge accent"><span class="dot"></span>${said('新', 'New')}</span>
    </p>`,
  },
  {
    name: 'progress',
    show: () => html`<progress aria-label=${said('导入', 'Import')} value="0.4"></progress>`,
  },
  {
    name: 'details',
    show: () => html`<details
        open><summary>${said('为什么', 'Why')}</summary><p>${said('上级组织设定了这个值。', 'The organisation above has set it.')}</p></details>
      <details><summary>${said('还有别的', 'What else')}</summary></details>`,
  },
  {
    name: 'gj-page-head',
    show: () => html`<gj-page-head heading=${said('开票项目', 'Invoice items')}
      help=${said('开什么', 'What is invoiced')} .unsaved=${true}
      .actions=${[
        { key: 'save', text: said('保存', 'Save'), primary: true },
        { key: 'copy', text: said('复制', 'Copy') },
      ]}><span slot="where">${said('开票', 'Invoicing')}</span><span slot="stands"
          class="badge warn">${said('草稿', 'Draft')}</span></gj-page-head>`,
  },
  {
    name: 'gj-state',
    show: () => html`<gj-state text=${said('还没有记录', 'There are no records yet')}><button
        class="primary">${said('新增', 'Add')}</button></gj-state>
      <gj-state .failure=${new Unreachable('offline')}></gj-state>
      <gj-state .failure=${refused()}></gj-state>`,
  },
  {
    name: 'failure',
    show: () =>
      html`${failureLine(wrong())}${failureLine(new Unreachable('offline'), async () => undefined)}`,
  },
  {
    name: 'gj-readme',
    show: () =>
      html`<gj-readme .text=${'## 安装\n\n先运行 `npm ci`，再看 [手册](https://example.com/)：\n\n- 表单\n- 参数\n'}></gj-readme>`,
  },
  {
    name: 'gj-skeleton',
    show: () => html`<gj-skeleton .outline=${{ cards: [4], rows: 3 }}></gj-skeleton>`,
  },
];
