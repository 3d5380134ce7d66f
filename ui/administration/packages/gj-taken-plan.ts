import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PublishSaid } from '../../../metadata/contract/packages/publishes.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { listed, plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { reasonWords } from '../reason-words.ts';
import { leavingPlan } from './leaving-plan.ts';
import { type LeavingPackage, localPackage, type TakenPlan } from './package-data.ts';
import { versionedName, whoWhen } from './package-words.ts';
import { packagesStyles } from './packages-styles.ts';
import { issueLines, tableLines } from './plan-sections.ts';

/** The plan of undoing or redoing a publish, or of uninstalling a package, as people read it before they agree. */
export class GjTakenPlan extends withProperties(GjElement, {
  plan: given<TakenPlan>(),
  /** The package that is uninstalled; null: a publish is taken back. */
  leaves: given<LeavingPackage | null>(null),
}) {
  static override styles = [shared, packagesStyles];

  override render() {
    const { publish, packages, leaving, issues, changes, hidden, hash } = this.plan;
    const part = (heading: string, content: TemplateResult | typeof nothing) =>
      content === nothing ? nothing : html`<section><h3 class="below-1">${heading}</h3>${content}</section>`;
    // Changes of the customer's layer are told line by line, so it is left out of the lists of packages.
    const [restored = [], left = []] = [packages, leaving].map((all) =>
      all.filter(({ name }) => name !== localPackage && name !== this.leaves?.name),
    );
    if (!publish) return html`<div class="stack">${leavingPlan(this.plan, versioned(left))}</div>`;
    const shown = issues.filter(({ code }) => !technical.has(code));
    const isLossless = changes.every(({ risk }) => risk !== 'lossy');
    return html`<div class="stack">
      ${this.#about(publish)}
      ${restored.length > 0 ? html`<p>${msg(str`恢复：${versioned(restored)}`, { id: 'pkg-restores' })}</p>` : nothing}
      ${left.length > 0 ? html`<p>${msg(str`停用：${versioned(left)}`, { id: 'pkg-leaves' })}</p>` : nothing}
      ${hash === null ? html`<p class="problem">${msg('现在不能这样做：', { id: 'pkg-cannot' })}</p>` : nothing}
      ${part(
        msg('隐藏保留，恢复字段或表单时一起回来', { id: 'pkg-taken-hidden' }),
        issueLines(shown.filter(({ code }) => comesBack.has(code))),
      )}
      ${part(
        msg('还请注意', { id: 'pkg-leaves-more' }),
        issueLines(shown.filter(({ code }) => !comesBack.has(code))),
      )}
      ${part(msg('表结构', { id: 'pkg-tables' }), tableLines(changes, hidden))}
      ${
        hash !== null && isLossless
          ? html`<section><h3 class="below-1">${msg('数据', { id: 'pkg-data' })}</h3><p>${
              publish.undoes
                ? msg('撤销时隐藏的字段连同当时的值一起回来；之后录入的值均保留。', {
                    id: 'pkg-redo-data',
                  })
                : msg(
                    '这次发布改过的值恢复为之前的值，此后又改过的保持不变；不再显示的字段，值留在库中，重做时一起回来；之后随时可以重做。',
                    { id: 'pkg-undo-data' },
                  )
            }</p></section>`
          : nothing
      }
      ${details(publish, issues)}</div>`;
  }

  /** Draws which publish is undone or redone, and the changes that go or come back with it. */
  #about(publish: PublishSaid): TemplateResult {
    const { undoes, actor, at, reason, says, packages } = publish;
    const who = whoWhen(actor?.name, at);
    const lines = says.map(({ message }) => html`<li><span class="grow">${message}</span></li>`);
    const heading = undoes
      ? msg('这些重新生效', { id: 'pkg-comes-again' })
      : msg('这些不再生效', { id: 'pkg-goes' });
    return html`<p>${
      undoes
        ? msg(str`将恢复到这次撤销之前：${who}`, { id: 'pkg-redo-of' })
        : msg(str`将撤销这次发布，之后的发布保留：${who}`, { id: 'pkg-undo-of' })
    } ${reason ? html`<span class="muted">${reasonWords(reason)}</span>` : nothing}</p>
    <section><h3 class="below-1">${heading} ${
      lines.length > 0 ? html`<span class="small muted">${lines.length}</span>` : nothing
    }</h3>
      ${
        lines.length > 0
          ? html`<ul class="lines">${lines.slice(0, atFirst)}</ul>${
              lines.length > atFirst
                ? html`<details><summary>${plural(
                    msg(str`还有 ${lines.length - atFirst} 处`, { id: 'pkg-said-more' }),
                  )}</summary><ul class="lines">${lines.slice(atFirst)}</ul></details>`
                : nothing
            }`
          : html`<p>${listed(packages.map(({ name, version, before }) => versionedName(name, version ?? before ?? '')))}</p>`
      }</section>`;
  }
}

const atFirst = 8;

/** Issues that say to programs what the list of changes says to people. */
const technical: ReadonlySet<string> = new Set([
  'version-lowered',
  'field-left-out',
  'form-left-out',
  'field-renamed',
  'form-renamed',
]);

/** Issues that tell of what is kept, and is there again with its field or form. */
const comesBack: ReadonlySet<string> = new Set(['values-hidden', 'records-hidden-form', 'views-hidden']);

/** Tells between which versions packages go, and what callers of the API meet. */
function details({ packages }: PublishSaid, issues: TakenPlan['issues']): TemplateResult | typeof nothing {
  const versions = packages.flatMap(({ name, version, before }) =>
    version === null || before === null || version === before
      ? []
      : [`${name === localPackage ? versionedName(name, '') : name} ${version} → ${before}`],
  );
  const said = issues.flatMap(({ code, message }) =>
    technical.has(code) && code !== 'version-lowered' ? [message] : [],
  );
  const lines = [...versions, ...said];
  return lines.length === 0
    ? nothing
    : html`<details class="small muted"><summary>${msg('技术细节', { id: 'pkg-technical' })}</summary><ul
        class="lines">${lines.map((line) => html`<li>${line}</li>`)}</ul></details>`;
}

function versioned(packages: TakenPlan['packages']): string {
  return listed(packages.map(({ name, version }) => versionedName(name, version)));
}
customElements.define('gj-taken-plan', GjTakenPlan);
