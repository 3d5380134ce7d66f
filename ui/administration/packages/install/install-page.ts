import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../../../metadata/contract/forms/outline.ts';
import type { InstallPlan } from '../../../../metadata/contract/packages/install-plan.ts';
import type { Published } from '../../../../metadata/contract/packages/parts.ts';
import { failureText } from '../../../kit/base/failure-text.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { icon } from '../../../kit/base/icons.ts';
import { state, withProperties } from '../../../kit/base/with-properties.ts';
import { openForm } from '../../../kit/dialog/form-dialog.ts';
import type { Action } from '../../../kit/gj-actions.ts';
import { notify } from '../../../kit/gj-notices.ts';
import { plural, say } from '../../../session/i18n.ts';
import { router } from '../../../session/router.ts';
import { session } from '../../../session/session.ts';
import { page } from '../../../theme/hosts.ts';
import { shared } from '../../../theme/shared.ts';
import { handedSources } from '../handed-sources.ts';
import { hiddenLines } from '../hidden-data.ts';
import { localPackage, packageAddress } from '../package-data.ts';
import { versionedName } from '../package-words.ts';
import { packagesStyles } from '../packages-styles.ts';
import type { Source } from '../plan-types.ts';
import { PlanData, packagesDoor } from './plan-data.ts';
import { planningText } from './planning-text.ts';
import '../../../kit/gj-page-head.ts';
import '../../../kit/gj-skeleton.ts';
import '../../../kit/gj-state.ts';
import './gj-package-sources.ts';
import './gj-plan.ts';
import '../gj-publish-progress.ts';

/** Packages on their way in: chosen, planned, what is open answered, carried out. */
export class InstallPage extends withProperties(GjElement, {
  /** The forms that came with what was installed, for whoever may see them. */
  broughtForms: state<readonly FormOutline[]>(() => []),
}) {
  static override styles = [
    shared,
    page,
    packagesStyles,
    css`
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
      .done {
        justify-items: start;
      }
    `,
  ];
  readonly #data = new PlanData(this, packagesDoor);
  #turn = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const sources = handedSources();
    if (sources.length > 0) void this.#data.start(sources);
  }

  override disconnectedCallback(): void {
    router.guard(null);
    super.disconnectedCallback();
  }

  /** Guards against leaving while answers stand that would have to be given again. */
  protected override updated(): void {
    const { decisions, done, applying, plan } = this.#data;
    this.emitUp('record-name', plan ? heading(plan, done !== null) : '');
    const holds = applying || (done === null && Object.keys(decisions.answers).length > 0);
    router.guard(holds ? () => this.#mayLeave() : null);
  }

  #mayLeave(): Promise<boolean> {
    if (this.#data.applying) return Promise.resolve(false);
    return openForm(this, {
      label: msg('离开这个计划？', { id: 'pkg-leave' }),
      before: () => html`<p>${msg('您的回答还没有应用，离开后需要重新回答。', { id: 'pkg-leave-help' })}</p>`,
      act: msg('离开', { id: 'pkg-leave-do' }),
      danger: true,
      send: async () => undefined,
    });
  }

  async #apply(): Promise<void> {
    const before = new Set(session.forms.map(({ name }) => name));
    await this.#data.apply();
    if (!this.#data.done) return;
    notify({ text: heading(this.#data.plan, true) });
    await session.learnForms();
    this.broughtForms = session.forms.filter(({ name }) => !before.has(name));
  }

  override render() {
    const data = this.#data;
    const { plan, busy, applying, done } = data;
    const actions: readonly Action[] =
      data.sources.length === 0 || done
        ? []
        : [
            {
              key: 'apply',
              text: applyText(plan),
              icon: 'check',
              primary: true,
              disabled: busy || applying || !plan?.hash || isNothing(plan),
            },
            { key: 'again', text: msg('换一个包', { id: 'pkg-other' }), disabled: applying },
          ];
    const act = ({ detail }: CustomEvent<string>) => (detail === 'apply' ? this.#apply() : data.start([]));
    return html`<gj-page-head heading=${heading(plan, done !== null)} .actions=${actions} @act=${act}>
        <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a
            href="/packages">${msg('元数据包', { id: 'packages' })}</a></nav>
        ${
          busy && !applying
            ? html`<span slot="stands" class="small muted" role="status">${planningText(this.#data)}</span>`
            : nothing
        }
      </gj-page-head>
      <div class="stack">${this.#content()}</div>`;
  }

  #content(): TemplateResult {
    const { sources, plan, failure, done, applying } = this.#data;
    if (done) return this.#done(done.packages, plan);
    if (sources.length === 0)
      return html`<gj-package-sources
          @sources=${({ detail }: CustomEvent<readonly Source[]>) => this.#data.start(detail)}></gj-package-sources>`;
    if (failure !== null && !plan)
      return html`<section class="card stops" role="alert"><p class="problem">${failureText(failure)}</p></section>
        <gj-package-sources
            @sources=${({ detail }: CustomEvent<readonly Source[]>) => this.#data.start(detail)}></gj-package-sources>`;
    if (!plan)
      return html`<section class="card"><gj-skeleton .outline=${{ rows: 6 }}></gj-skeleton></section>`;
    if (applying) return html`<section class="card"><gj-publish-progress></gj-publish-progress></section>`;
    return html`<gj-plan .data=${this.#data} .turn=${++this.#turn}></gj-plan>`;
  }

  #done(packages: Published['packages'], plan: InstallPlan | null): TemplateResult {
    const returns = plan?.returns ?? [];
    const isUpgrade = plan?.packages.some(({ action }) => action === 'upgrade');
    return html`<section class="card done stack-2" role="status"><h2 class="ok in-ok">${icon('check')}${
      isUpgrade
        ? msg('升级完成，所有页面已经用上新的模型。', { id: 'pkg-done-upgrade' })
        : msg('安装完成，所有页面已经用上新的模型。', { id: 'pkg-done' })
    }</h2>
      <ul class="lines">${packages.map(({ name, version }) => {
        const planned = plan?.packages.find((one) => one.name === name);
        const isLocal = name === localPackage;
        const called = planned?.label ? say(planned.label) : isLocal ? versionedName(name, version) : name;
        return html`<li><a href=${packageAddress(name)}>${called}</a>
          ${isLocal ? nothing : html`<span>${versions(planned ?? { from: null, version })}</span>`}</li>`;
      })}</ul>
      ${
        returns.length > 0
          ? html`<section class="fills"><h3 class="below-1">${msg('随包回来的记录', { id: 'pkg-returned' })}</h3>${hiddenLines(returns)}</section>`
          : nothing
      }
      <p class="chips">${this.broughtForms
        .slice(0, mostOpened)
        .map(
          ({ name, listLabel }, at) =>
            html`<a class="button ${at === 0 ? 'primary' : ''}" href="/forms/${name}">${msg(
              str`打开“${say(listLabel)}”`,
              { id: 'published-open' },
            )}</a>`,
        )}
        <a class="button" href="/packages">${msg('查看已装的包', { id: 'pkg-to-installed' })}</a>
        <a class="button" href="/packages?tab=history">${msg('发布历史（可撤销）', { id: 'pkg-to-history' })}</a></p></section>`;
  }
}

/** So many of the forms that came are offered to be opened; the page of the package has all. */
const mostOpened = 3;

function isNothing({ packages, changes, offers, secrets = [] }: InstallPlan): boolean {
  const isSame = packages.every(({ action }) => action === 'none');
  // Secrets that were lost on the way are given by installing it again.
  return isSame && changes.length + offers.length + secrets.length === 0;
}

type Planned = InstallPlan['packages'][number];

/** `1.0.0 → 2.0.0`, where another version stood there. */
function versions({ from, version }: Pick<Planned, 'from' | 'version'>): string {
  return from === null || from === version ? version : `${from} → ${version}`;
}

/** Says what is to be done with which packages, or was done. */
function heading(plan: InstallPlan | null, isDone: boolean): string {
  const [first, ...others] = plan?.packages ?? [];
  if (!first) return msg('安装包', { id: 'pkg-install' });
  const name = first.label ? say(first.label) : first.name;
  const count = others.length + 1;
  const version = versions(first);
  if (others.length > 0)
    return isDone
      ? plural(msg(str`已安装 ${name} 等 ${count} 个包`, { id: 'pkg-installed-many' }))
      : plural(msg(str`安装 ${name} 等 ${count} 个包`, { id: 'pkg-install-many' }));
  if (first.action === 'upgrade')
    return isDone
      ? msg(str`已升级 ${name} ${version}`, { id: 'pkg-upgraded-one' })
      : msg(str`升级 ${name} ${version}`, { id: 'pkg-upgrade-one' });
  return isDone
    ? msg(str`已安装 ${name} ${version}`, { id: 'pkg-installed-one' })
    : msg(str`安装 ${name} ${version}`, { id: 'pkg-install-one' });
}

function applyText(plan: InstallPlan | null): string {
  if (plan && isNothing(plan)) return msg('无需变更', { id: 'pkg-nothing-to-do' });
  return plan?.packages.some(({ action }) => action === 'upgrade')
    ? msg('按此计划升级', { id: 'pkg-do-upgrade' })
    : msg('按此计划安装', { id: 'pkg-do-install' });
}
customElements.define('gj-install-page', InstallPage);
