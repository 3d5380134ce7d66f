import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { rightWords } from '../../../metadata/common/field-roles.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { table } from '../../kit/table/table.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { type RuledField, ruledFields, saidLabels } from './ruled-fields.ts';

interface Line extends RuledField {
  readonly label: string;
}

/** Fields that rule otherwise than the role does, each with the way to where that is said. */
export class GjRoleFields extends withProperties(GjElement, {
  /** Number of the role. */
  number: text(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        flex: 0 1 auto;
        max-height: 35%;
        min-height: 0;
        overflow: auto;
      }
      summary {
        padding-block: var(--gj-2);
      }
      a {
        display: inline-block;
      }
    `,
  ];

  readonly #lines = new Loading<readonly Line[], string>(this, {
    key: () => this.number || undefined,
    load: async (role, signal) => {
      const { packages } = await session.api.call('GET /api/design/sources', { signal });
      const found = ruledFields(packages, role).filter(({ form }) => session.formById(form));
      return Promise.all(found.map(async (one) => ({ ...one, label: await labelOf(one, packages) })));
    },
  });

  override render() {
    const { value: lines = [], failure } = this.#lines;
    if (failure !== null) return failureLine(failure, () => this.#lines.load());
    if (lines.length === 0) return nothing;
    const heading = msg('另有规定的字段', { id: 'role-ruled-fields' });
    return html`<details open><summary>${heading} <span class="muted small">${lines.length}</span></summary>
      ${table({
        caption: heading,
        columns: [
          {
            label: msg('表单', { id: 'forms' }),
            cell: ({ form }) => say(session.formById(form)?.listLabel),
          },
          {
            label: msg('字段', { id: 'fields' }),
            role: 'name',
            href: ({ form, path }) =>
              `/design/${session.formById(form)?.name ?? form}?show=${encodeURIComponent(`fields/${path}`)}`,
            cell: ({ label }) => dotted(label),
          },
          {
            label: msg('这个角色', { id: 'role-ruled-right' }),
            cell: ({ right, ofOthers }) =>
              ofOthers
                ? msg(str`${say(rightWords[right])}（同其他所有角色）`, { id: 'role-ruled-others' })
                : say(rightWords[right]),
          },
          {
            label: msg('规定来源', { id: 'role-ruled-by' }),
            cell: ({ by }) =>
              by === 'local' ? msg('本地调整', { id: 'role-ruled-local' }) : html`<code>${by}</code>`,
          },
        ],
        rows: lines,
      })}</details>`;
  }
}

/** As the form calls it; where this person does not see it himself, as packages do. */
async function labelOf(
  { form, path }: RuledField,
  packages: Parameters<typeof ruledFields>[0],
): Promise<string> {
  const model = await forms.get(session.formById(form)?.name ?? form).catch(() => null);
  let fields = model?.fields ?? [];
  const words: string[] = [];
  const said = saidLabels(packages, form);
  const ids = path.split('.');
  for (const [at, id] of ids.entries()) {
    const field = fields.find((one) => one.id === id);
    const label = field?.label ?? said.get(ids.slice(0, at + 1).join('.'));
    words.push(label ? say(label) : id);
    fields = field?.rows?.fields ?? [];
  }
  return words.join(' · ');
}

customElements.define('gj-role-fields', GjRoleFields);
