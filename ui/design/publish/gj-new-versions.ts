import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { NewVersions } from '../../../metadata/contract/design/parts.ts';
import type { NewVersion } from '../../../metadata/contract/design/publish.ts';
import type { InstallPlan, PlanDifference } from '../../../metadata/contract/packages/install-plan.ts';
import { packagesStyles } from '../../administration/packages/packages-styles.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { plural, say } from '../../session/i18n.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { typedText } from '../words/typed-text.ts';

/** More reasons than these are only counted. */
const mostReasons = 5;

/**
 * The packages that a design makes new versions of: which version, why it is no lower, and what is told of it. Tells
 * `said` of what was typed.
 */
export class GjNewVersions extends withProperties(GjElement, {
  versions: given<readonly NewVersion[]>(() => []),
  said: given<NewVersions>(() => ({})),
  plan: given<InstallPlan>(),
  /** The refusal of what was typed last. */
  failure: given<unknown>(() => null),
  /** The package whose number was typed last: the refusal is about that. */
  typed: state(''),
}) {
  static override styles = [
    shared,
    stacked,
    packagesStyles,
    css`
      .row {
        display: grid;
        gap: var(--gj-3);
        grid-template-columns: minmax(0, 1fr) minmax(0, 2fr);
      }
      @media (max-width: 600px) {
        .row {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override render() {
    return html`${this.versions.map((one) => this.#version(one))}`;
  }

  #version({ package: name, from, least, asks }: NewVersion): TemplateResult {
    const planned = this.plan.packages.find((one) => one.name === name);
    const called = planned?.label ? say(planned.label) : name;
    const { notes = '' } = this.said[name] ?? {};
    const flaw = this.failure !== null && this.typed === name ? failureText(this.failure) : undefined;
    const reasons = asks === null ? [] : this.#reasons(name, asks);
    return html`<section class="card" aria-label=${name}><h2 class="below-3">${msg(str`“${called}”的新版本`, {
      id: 'new-version-of',
    })}</h2>
      <div class="row high"><div><label class="text-field"><span>${msg('版本', { id: 'ship-version' })}</span>
        <input autocomplete="off" spellcheck="false" ${typedText(planned?.version ?? least)}
          aria-invalid=${flaw !== undefined || nothing} aria-describedby=${`least-${name}`} @change=${(
            event: Event,
          ) => {
            this.typed = name;
            this.#say(name, { version: typed(event) || least });
          }} /></label>
        <div class="small muted above-1" id=${`least-${name}`}>${
          flaw === undefined ? nothing : html`<p class="problem" role="alert">${flaw}</p>`
        }${msg(str`现在是 ${from}；至少升到 ${least}，可以更高`, { id: 'new-version-least' })}</div></div>
      <div><label class="text-field"><span>${msg('版本说明', { id: 'ship-notes' })}</span><textarea class="plain" rows="3"
          aria-describedby=${`notes-${name}`} ${typedText(notes)} @change=${(event: Event) =>
            this.#say(name, { notes: typed(event) })}></textarea></label>
        <p class="small muted above-1" id=${`notes-${name}`}>${msg('写给使用这个包的人：哪里变了，要做什么。显示在包的页面和别处的升级计划里。', { id: 'new-version-notes' })}</p></div></div>
      <p class="small muted above-3">${whyLeast(asks)}</p>
      ${
        reasons.length === 0
          ? nothing
          : html`<ul class="lines">${reasons.slice(0, mostReasons).map(
              (one) => html`<li><span class="grow">${one.message}</span><span
                  class="small muted">${dotted(one.concerns.map((concern) => concernWords[concern]()))}</span></li>`,
            )}</ul>${
              reasons.length > mostReasons
                ? html`<p class="small muted">${plural(
                    msg(str`另有 ${reasons.length - mostReasons} 处，见下面的“新版本的变化”`, {
                      id: 'new-version-more',
                    }),
                  )}</p>`
                : nothing
            }`
      }</section>`;
  }

  /** What keeps the version from being lower. */
  #reasons(name: string, asks: PlanDifference['grade']): readonly PlanDifference[] {
    return this.plan.differences.filter((one) => one.package === name && one.grade === asks);
  }

  #say(name: string, change: NewVersions[string]): void {
    this.emit('said', { [name]: { ...this.said[name], ...change } } satisfies NewVersions);
  }
}

function whyLeast(asks: NewVersion['asks']): string {
  if (asks === 'breaking')
    return msg('下面的改动会影响使用这个包的人和程序，版本号要让他们看得出来：', {
      id: 'new-version-breaking',
    });
  if (asks === 'additive')
    return msg('有新增或放宽的内容，原来的用法不受影响。', { id: 'new-version-additive' });
  return msg('只有文字和外观的改动，原来的用法不受影响。', { id: 'new-version-cosmetic' });
}

/** For whom a difference is one. */
const concernWords: Readonly<Record<PlanDifference['concerns'][number], () => string>> = {
  data: () => msg('已有数据', { id: 'concern-data' }),
  api: () => msg('接口调用方', { id: 'concern-api' }),
  layers: () => msg('其上的扩展', { id: 'concern-layers' }),
  matches: () => msg('匹配结果', { id: 'concern-matches' }),
};

function typed({ target }: Event): string {
  return (target as HTMLInputElement).value.trim();
}
customElements.define('gj-new-versions', GjNewVersions);
