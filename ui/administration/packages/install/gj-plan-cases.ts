import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json } from '../../../../metadata/common/json.ts';
import { sameData } from '../../../../metadata/common/same-data.ts';
import type { ChangedCase, InstallPlan } from '../../../../metadata/contract/packages/install-plan.ts';
import { withheldLine } from '../../../condition/facts/withheld-line.ts';
import { dotted } from '../../../kit/base/dotted.ts';
import { GjElement } from '../../../kit/base/gj-element.ts';
import { icon } from '../../../kit/base/icons.ts';
import { given, text, withProperties } from '../../../kit/base/with-properties.ts';
import { table } from '../../../kit/table/table.ts';
import { plural, say } from '../../../session/i18n.ts';
import { shared } from '../../../theme/shared.ts';
import { packagesStyles } from '../packages-styles.ts';

/**
 * Cases before and after; where some fail that did not, why that may be is asked. Tells `accept-cases` with the reason.
 */
export class GjPlanCases extends withProperties(GjElement, {
  cases: given<NonNullable<InstallPlan['cases']>>(),
  newlyFailing: given<number>(),
  /** What packages are called, by name. */
  labels: given<InstallPlan['labels']>(() => ({})),
  reason: text(),
}) {
  static override styles = [
    shared,
    packagesStyles,
    css`
      table {
        max-width: var(--gj-size-460);
      }
      details {
        padding: var(--gj-1) 0;
      }
      dl {
        margin: var(--gj-1) 0 var(--gj-1) var(--gj-size-18);
      }
      .text-field {
        max-width: var(--gj-size-640);
      }
    `,
  ];

  override render() {
    const { before, after, changed, over, withheld } = this.cases;
    const failing = this.newlyFailing;
    const copied = html`<p class="small muted">${
      over === 'records'
        ? msg('在一份数据副本上试运行，用的是您的记录。', { id: 'pkg-cases-over-records' })
        : msg('记录太多，只用包自带的数据试运行。', { id: 'pkg-cases-over-packages' })
    }</p>`;
    if (sameData(before, after) && changed.length + withheld === 0)
      return html`${
        after.passed > 0
          ? html`<p>${plural(msg(str`${after.passed} 个用例仍然通过。`, { id: 'pkg-cases-still' }))}</p>`
          : nothing
      }${this.#asBefore(after.failed)}${copied}`;
    return html`${table({
      caption: msg('用例', { id: 'pkg-case' }),
      columns: [
        { label: msg('用例', { id: 'pkg-case' }), role: 'name', cell: ({ when }) => when },
        {
          label: msg('通过', { id: 'pkg-case-passed' }),
          align: 'end',
          cell: ({ counts }) => counts.passed,
        },
        {
          label: msg('不通过', { id: 'pkg-case-failed' }),
          align: 'end',
          look: ({ counts }) => (counts === after && failing > 0 ? 'problem' : ''),
          cell: ({ counts }) => counts.failed,
        },
        {
          label: msg('跳过', { id: 'pkg-case-skipped' }),
          align: 'end',
          cell: ({ counts }) => counts.skipped,
        },
      ],
      rows: [
        { when: msg('现在', { id: 'pkg-now' }), counts: before },
        { when: msg('之后', { id: 'pkg-afterwards' }), counts: after },
      ],
      wide: true,
    })}
      ${copied}${this.#asBefore(after.failed - failing)}
      ${changed.map((one) => this.#changed(one))}
      ${withheldLine(withheld)}
      ${
        failing > 0
          ? html`<label class="text-field above-3"><span>${plural(
              msg(str`${failing} 个用例将不再通过；为什么可以接受（记入审计）`, { id: 'pkg-cases-why' }),
            )}</span>
              <input maxlength="500" autocomplete="off" .value=${this.reason} @change=${(event: Event) =>
                this.emit('accept-cases', (event.target as HTMLInputElement).value)} /></label>`
          : nothing
      }`;
  }

  /** A case that failed before is no fault of this plan. */
  #asBefore(failed: number): TemplateResult | typeof nothing {
    if (failed <= 0) return nothing;
    return html`<p class="small muted">${plural(
      msg(str`${failed} 个用例在此之前就不通过（例如没有载入演示数据），与这次发布无关。`, {
        id: 'pkg-cases-before',
      }),
    )}</p>`;
  }

  #changed({ package: owner, name, before, after, expected, actual, problems }: ChangedCase): TemplateResult {
    const worse = after === 'failed';
    return html`<details ?open=${worse}><summary>${
      worse
        ? html`<span class="problem">${icon('alert', 14)}</span>`
        : html`<span class="badge ok">${icon('check', 12)}</span>`
    }${dotted([say(this.labels[owner]) || owner, name])}
        <span class="small muted">${outcome(before)} <span role="img"
            aria-label=${msg('改为', { id: 'change-becomes' })}>→</span> ${outcome(after)}</span></summary>
      <dl class="small"><dt>${msg('期望', { id: 'pkg-expected' })}</dt><dd>${shown(expected)}</dd>
        <dt>${msg('结果', { id: 'pkg-actual' })}</dt><dd>${shown(actual)}</dd></dl>
      ${problems.map(({ message }) => html`<p class="problem small">${message}</p>`)}</details>`;
  }
}

function outcome(text: string | null): string {
  switch (text) {
    case 'passed':
      return msg('通过', { id: 'pkg-case-passed' });
    case 'failed':
      return msg('不通过', { id: 'pkg-case-failed' });
    case 'skipped':
      return msg('跳过', { id: 'pkg-case-skipped' });
    default:
      return msg('新用例', { id: 'pkg-case-new' });
  }
}

/** A winner by its number; nothing in words; whatever else as it is. */
function shown(value: Json): string | TemplateResult {
  if (value === null) return msg('没有匹配', { id: 'pkg-no-match' });
  if (typeof value === 'string') return value;
  if (isObject(value) && typeof value['number'] === 'string') return value['number'];
  return html`<code>${JSON.stringify(value)}</code>`;
}
customElements.define('gj-plan-cases', GjPlanCases);
