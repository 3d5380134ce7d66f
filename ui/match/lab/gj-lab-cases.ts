import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { CaseRun, KnownCase } from '../../../metadata/contract/design/cases.ts';
import { withheldLine } from '../../condition/facts/withheld-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { plural } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { type KnownCases, knownCases, openedCase, removeCase, runCases } from './lab-cases.ts';
import type { LabDrawing } from './lab-drawing.ts';
import '../../condition/facts/gj-other-places.ts';
import '../../kit/dialog/gj-dialog.ts';

/** All cases of the decision, with what each comes to now. Tells `open` with what one is about, and `closed`. */
export class GjKnownCases extends withProperties(GjElement, {
  drawing: given<LabDrawing>(),
}) {
  static override styles = shared;

  readonly #cases = new Loading(this, {
    load: () => Promise.all([knownCases(this.drawing), runCases(this.drawing)]),
  });
  readonly #removing = new Doing(this);

  async #remove(one: KnownCase): Promise<void> {
    await this.#removing.run(() => removeCase(one));
    await this.#cases.load();
  }

  override render() {
    return html`<gj-dialog drawer wide plain .label=${msg('试算用例', { id: 'lab-cases' })}>
      ${this.#removing.shown()}${this.#cases.shown(([known, runs]) => this.#all(known, runs))}
    </gj-dialog>`;
  }

  #all({ items, withheld }: KnownCases, runs: readonly CaseRun[]): TemplateResult {
    if (items.length === 0 && withheld > 0) return html`${withheldLine(withheld)}`;
    if (items.length === 0)
      return html`<p class="muted">${msg('还没有用例。在试算里得到正确的结果后，点“存为用例”，以后每次发布前都会核对它。', { id: 'lab-cases-none' })}</p>`;
    const count = (wanted: CaseRun['outcome']) => runs.filter(({ outcome }) => outcome === wanted).length;
    const [passed, failed] = [count('passed'), count('failed')];
    return html`<p class="below-2">${
      failed === 0
        ? html`<span class="in-ok">${plural(msg(str`${passed} 个用例全部通过`, { id: 'lab-cases-pass' }))}</span>`
        : html`<span class="in-error">${plural(msg(str`${runs.length} 个用例中 ${failed} 个未通过`, { id: 'lab-cases-fail' }))}</span>`
    }</p><ul>${items.map((one) => this.#one(one, runs))}</ul>${withheldLine(withheld)}`;
  }

  #one(one: KnownCase, runs: readonly CaseRun[]): TemplateResult {
    const { name, package: owner, file, own } = one;
    const run = runs.find((other) => other.name === name && other.package === owner && other.file === file);
    const marks = {
      passed: msg('通过', { id: 'pkg-case-passed' }),
      failed: msg('不通过', { id: 'pkg-case-failed' }),
      skipped: msg('跳过', { id: 'pkg-case-skipped' }),
    };
    const tones = { passed: 'in-ok', failed: 'in-error', skipped: '' };
    return html`<li class="pad-block-2 ruled">
      <div class="head across">
        ${
          run
            ? html`<span class=${tones[run.outcome]}>${icon(
                run.outcome === 'passed' ? 'check' : 'alert',
                14,
              )} ${marks[run.outcome]}</span>`
            : nothing
        }
        <span class="name rest breaks">${name}</span><span class="muted small">${owner}</span>
        <button @click=${() => this.emit('open', openedCase(this.drawing, one))}
            aria-label=${msg(str`打开用例 ${name}`, { id: 'lab-case-open-it' })}>${msg('打开', { id: 'open' })}</button>
        ${
          own
            ? html`<button class="plain square" ?disabled=${this.#removing.busy || this.#cases.busy}
                aria-label=${msg(str`删除用例 ${name}`, { id: 'lab-case-remove' })}
                @click=${() => this.#remove(one)}>${icon('trash', 14)}</button>`
            : nothing
        }
      </div>
      ${(run?.problems ?? []).map(({ message }) => html`<p class="small in-error">${message}</p>`)}
      ${run?.otherwise ? html`<gj-other-places .domains=${[this.drawing]} .places=${run.otherwise}></gj-other-places>` : nothing}
    </li>`;
  }
}

customElements.define('gj-lab-cases', GjKnownCases);
