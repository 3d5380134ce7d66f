import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { Moved, Otherwise } from '../../../rules/einvoicing/contract/planned.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import type { Configuration } from '../../match/lab/lab-data.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { askOtherwise } from './plan-data.ts';

interface Answer {
  readonly found: Otherwise;
  /** Forms of the settings, by name. */
  readonly about: ReadonlyMap<string, FormModel>;
}

/** The settings that would change the result if they were different, each with the value it would need. */
export class GjLabOtherwise extends withProperties(GjElement, {
  applications: given<readonly Json[]>(() => []),
  /** Its number. */
  org: text(),
  configuration: given<Configuration>(),
}) {
  static override styles = shared;

  readonly #answer = new Loading<Answer>(this, {
    key: null,
    load: async () => {
      const found = await askOtherwise(this.org, this.applications, this.configuration);
      const names = [...new Set(found.items.map(({ form }) => form))];
      const about = await Promise.all(names.map(async (name) => [name, await forms.get(name)] as const));
      return { found, about: new Map(about) };
    },
  });

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // An answer belongs to the applications and the configuration that were asked about.
    if (changed.has('applications') || changed.has('configuration')) this.#answer.clear();
  }

  override render() {
    const { value, busy, failure } = this.#answer;
    const ask = () => this.#answer.load(true);
    return html`<header class="flex wraps centred gap-2-3 below-2"><h3
        class="flush">${msg('为什么不是别的结果', { id: 'lab-otherwise' })}</h3>
        <button ?disabled=${busy} aria-busy=${busy}
            @click=${ask}>${icon('search', 14)}${msg('逐项改动用到的设置，查看哪些会改变结果', { id: 'lab-ask-otherwise' })}</button></header>
      ${failureLine(failure, ask)}${value ? this.#found(value.found) : nothing}`;
  }

  #found({ items, tried, left }: Otherwise): TemplateResult {
    const sum = plural(
      msg(str`试算了 ${tried} 种改动，${items.length} 种会改变结果`, { id: 'lab-tried-moves' }),
    );
    return html`<p class="muted small">${dotted([
      sum,
      left > 0 && plural(msg(str`还有 ${left} 种未能及时试算`, { id: 'lab-moves-left' })),
    ])}</p>
      ${
        items.length === 0
          ? nothing
          : table({
              caption: msg('会改变结果的设置', { id: 'lab-moves' }),
              columns: this.#columns(),
              rows: items,
            })
      }`;
  }

  #columns(): readonly Column<Moved>[] {
    return [
      {
        label: msg('设置', { id: 'lab-setting' }),
        role: 'name',
        cell: (one) => this.#setting(one),
      },
      {
        label: msg('改为', { id: 'lab-moved-to' }),
        cell: (one) => html`<s class="muted">${this.#shown(one, one.from)}</s> → ${this.#shown(one, one.to)}`,
      },
      {
        label: msg('结果', { id: 'lab-moved-result' }),
        cell: ({ invoices, stopped, differences }) =>
          html`${plural(msg(str`${invoices} 张发票，${differences} 处不同`, { id: 'lab-moved-what' }))}${
            stopped > 0
              ? html`, ${plural(msg(str`${stopped} 张未通过`, { id: 'lab-moved-stopped' }))}`
              : nothing
          }`,
      },
    ];
  }

  #setting(one: Moved): TemplateResult | typeof nothing {
    const { form, id, isSetting, number, row, label } = one;
    const name = number ?? say(session.form(form)?.recordLabel);
    const line =
      row === null
        ? nothing
        : html` <span class="muted">${msg(str`第 ${row} 行`, { id: 'lab-nth-line' })}</span>`;
    return dotted([
      html`<a class="underlined" href="/forms/${form}/${isSetting ? '' : id}">${name}</a>`,
      html`${say(this.#fieldOf(one)?.label) || label}${line}`,
    ]);
  }

  #shown(one: Moved, value: Json): TemplateResult | string {
    if (value === null) return '—';
    const field = this.#fieldOf(one);
    return field ? uiKind(field).show(value, field) : String(value);
  }

  #fieldOf({ form, field }: Moved): Field | undefined {
    const [name = '', inner] = field.split('.');
    const own = this.#answer.value?.about.get(form)?.byName.get(name);
    return inner === undefined ? own : own?.rows?.byName.get(inner);
  }
}
customElements.define('gj-lab-otherwise', GjLabOtherwise);
