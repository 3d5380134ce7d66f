import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../metadata/contract/jobs/calls.ts';
import type { DemoOrganisation } from '../../metadata/contract/packages/installed.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { FirstStep, HomeData } from './home-data.ts';
import '../sheet/transfer/gj-job.ts';
import { stepStyles } from './step-styles.ts';

/** The first steps on a new system, the demo among them. Tells `load-demo` and `put-away`. */
export class GjFirstSteps extends withProperties(GjElement, {
  steps: given<readonly FirstStep[]>(() => []),
  demo: text<HomeData['demo']>('none'),
  organisations: given<readonly DemoOrganisation[]>(() => []),
  story: given<Job | undefined>(() => undefined),
}) {
  static override styles = [shared, stepStyles];

  /** Without anything to begin with it takes no room. */
  protected override willUpdate(): void {
    this.hidden = this.steps.length === 0 && this.organisations.length === 0;
  }

  override render() {
    const { steps, demo, organisations } = this;
    if (steps.length === 0 && organisations.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="steps">
      <h2 class="across below-3" id="steps">${icon('star')}${msg('开始使用', { id: 'first-steps' })}
        <button class="plain low-as-text small pushed regular"
            @click=${() => this.emit('put-away')}>${msg('不再显示', { id: 'do-not-show' })}</button></h2>
      <ol class="steps parted">
        ${steps.map((step, index) => this.#step(step, index + 1))}
        ${demo === 'available' || demo === 'loading' ? this.#demo(steps.length + 1) : nothing}
        ${organisations.length > 0 ? this.#demoPlaces(organisations) : nothing}
      </ol>
    </section>`;
  }

  #demo(number: number): TemplateResult {
    const loading = this.demo === 'loading';
    return html`<li class="relative flex high gap-3">
      <span class="mark gridded central rigid smaller muted">${number}</span>
      <div class="rest"><h3>${msg('先体验演示', { id: 'step-demo' })}</h3>
        <p class="muted small">${msg('载入一套示例组织、基础资料、规则和单据，并据此补齐一年的开票业务，随时可以试用。', { id: 'step-demo-why' })}</p></div>
      <button ?disabled=${loading} aria-busy=${loading} @click=${() => this.emit('load-demo')}>${
        loading ? msg('正在载入…', { id: 'loading' }) : msg('载入演示数据', { id: 'step-demo-go' })
      }</button>
    </li>`;
  }

  #demoPlaces(organisations: readonly DemoOrganisation[]): TemplateResult {
    return html`<li class="relative flex high gap-3">
      <span class="mark gridded central rigid smaller muted">${icon('org', 12)}</span>
      <div class="rest"><h3>${msg('演示单据属于这些组织', { id: 'demo-places' })}</h3>
        <p class="muted small">${msg('单据只有所属组织看得见。切换过去，就能查看、试匹配；顶部随时可以切换回来。', { id: 'demo-places-why' })}</p>
        <div class="flex wraps gap-1h above-2">${organisations.map(({ number, name, documents }) => {
          const here = number === session.org?.number;
          return html`<button class="slim" aria-pressed=${here} @click=${() => session.chooseOrg(number)}
            title=${msg(str`切换到${name}`, { id: 'switch-to' })}>${name}<span class="small muted">${documents}</span></button>`;
        })}</div>
        ${this.story ? html`<gj-job class="blocks above-2" .job=${this.story}></gj-job>` : nothing}</div>
    </li>`;
  }

  #step({ key, done }: FirstStep, number: number): TemplateResult {
    const { title, text, address, label, second } = wording(key);
    return html`<li class="relative flex high gap-3">
      <span class="mark gridded central rigid smaller ${done ? 'in-ok' : 'muted'}">${done ? icon('check', 12) : number}</span>
      <div class="rest"><h3>${title}${
        done ? html`<span class="sr-only"> (${msg('完成', { id: 'job-done' })})</span>` : nothing
      }</h3>
        <p class="muted small">${text}</p></div>
      <div class="flex column high gap-1"><a href=${address}>${label}</a>${
        second ? html`<a href=${second.address}>${second.label}</a>` : nothing
      }</div>
    </li>`;
  }
}

interface StepWords {
  readonly title: string;
  readonly text: string;
  readonly address: string;
  readonly label: string;
  /** Another way to the same. Default: there is none. */
  readonly second?: { readonly address: string; readonly label: string };
}

function wording(key: FirstStep['key']): StepWords {
  if (key === 'forms') {
    return {
      title: msg('做第一张表单', { id: 'step-forms' }),
      text: msg('加上字段就是一张表单，发布以后就能录入、查询和打印；已有 Excel 的，直接变成表单和数据。', {
        id: 'step-forms-why',
      }),
      address: '/design',
      label: msg('设计表单', { id: 'step-forms-go' }),
      second: { address: '/design/workbook', label: msg('从 Excel 新建', { id: 'step-forms-workbook' }) },
    };
  }
  if (key === 'organisations') {
    return {
      title: msg('建立组织树', { id: 'step-organisations' }),
      text: msg('数据归组织所有、由组织使用；上级可以把数据分配给下级。', {
        id: 'step-organisations-why',
      }),
      address: '/organisations',
      label: msg('打开组织树', { id: 'step-organisations-go' }),
    };
  }
  return {
    title: msg('添加用户和角色', { id: 'step-users' }),
    text: msg('角色说明可以操作哪些表单；用户在某个组织担任角色。', { id: 'step-users-why' }),
    address: '/forms/user',
    label: msg('管理用户', { id: 'step-users-go' }),
    second: { address: '/forms/role', label: msg('管理角色', { id: 'step-roles-go' }) },
  };
}
customElements.define('gj-first-steps', GjFirstSteps);
