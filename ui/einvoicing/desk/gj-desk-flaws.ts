import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { IssuePreview } from '../../../rules/einvoicing/contract/issued.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { handOver, placeAddress } from '../../session/record-links.ts';
import { shared } from '../../theme/shared.ts';
import { stationForms } from './desk-data.ts';

type PreviewFlaw = IssuePreview['flaws'][number];

/** As many are shown before somebody asks for the others. */
const few = 5;

/** Why one of the invoices may not leave, or what should be looked at: each leads to where it is mended. */
export class GjDeskFlaws extends withProperties(GjElement, {
  flaws: given<readonly PreviewFlaw[]>(() => []),
  /** Those that were asked, by their places. */
  applications: given<IssuePreview['applications']>(() => []),
  all: state(false),
}) {
  static override styles = shared;

  override render(): TemplateResult | typeof nothing {
    const bySeverity = Map.groupBy(this.flaws, ({ severity }) => severity);
    return html`${this.#sort(bySeverity.get('stops') ?? [], msg('不能开具', { id: 'desk-flaw-stops' }))}
      ${this.#sort(bySeverity.get('warns') ?? [], msg('请核对', { id: 'desk-flaw-warns' }))}`;
  }

  #sort(flaws: readonly PreviewFlaw[], label: string): TemplateResult | typeof nothing {
    const [first] = flaws;
    if (!first) return nothing;
    const sorted = firstOfEach(flaws);
    const left = this.all ? 0 : Math.max(0, sorted.length - few);
    return html`<section class="small pad-block-1">
      <b class="${first.severity} flex centred gap-1">${icon('alert', 14)} ${label}</b>
      <ul>${sorted.slice(0, sorted.length - left).map((one) => this.#flaw(one))}${
        left > 0
          ? html`<li><button class="low-as-text unpadded plain small" @click=${() => {
              this.all = true;
            }}>${msg(str`还有 ${left} 处`, { id: 'desk-more-flaws' })}</button></li>`
          : nothing
      }</ul></section>`;
  }

  #flaw({ document, path, text: said }: PreviewFlaw): TemplateResult {
    const application = this.applications[document];
    const place = this.applications.length > 1 ? `${application?.number ?? ''} ` : '';
    return html`<li><a href=${placeAddress(stationForms.application, application?.id ?? '', path)}
      @click=${() => this.#leave(document)}>${place}${said}</a></li>`;
  }

  /** The page that one is led to marks all that was found in its application. */
  #leave(document: number): void {
    const own = this.flaws.filter((one) => one.document === document);
    handOver(
      this.applications[document]?.id ?? '',
      own.map(({ path, code, text: message, severity }) => ({
        ...{ path, code, message },
        severity: severity === 'stops' ? 'error' : 'warning',
      })),
    );
  }
}

/** The same may be wrong with each line: one of each sort stands before the others. */
function firstOfEach(flaws: readonly PreviewFlaw[]): readonly PreviewFlaw[] {
  const seen = new Set<string>();
  const first: PreviewFlaw[] = [];
  const others: PreviewFlaw[] = [];
  for (const one of flaws) {
    const list = seen.has(one.code) ? others : first;
    list.push(one);
    seen.add(one.code);
  }
  return [...first, ...others];
}

customElements.define('gj-desk-flaws', GjDeskFlaws);
