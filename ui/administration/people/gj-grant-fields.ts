import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { table } from '../../kit/table/table.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { rightOf } from './along-words.ts';
import type { Grant } from './role-data.ts';

export interface FieldLine {
  readonly path: string;
  readonly label: Label;
  readonly level: number;
  /** The form of the record that it names; null: it names none, or stands in rows. */
  readonly target: string | null;
  /** Paths of the fields that its value is made of. */
  readonly reads: readonly string[];
}

/**
 * The records that a grant is about, and the fields that it lets one see and change. Tells `fields-change` with the
 * grant as it should be, and `close`.
 */
export class GjGrantFields extends withProperties(GjElement, {
  grant: given<Grant>(),
  lines: given<readonly FieldLine[]>(() => []),
  failure: given<unknown>(null),
  editable: flag(),
}) {
  static override styles = [
    shared,
    filling,
    css`
      :host {
        border: var(--gj-edge);
        border-radius: var(--gj-radius-l);
        background: var(--gj-surface);
      }
      header {
        padding: var(--gj-2) var(--gj-2) var(--gj-2) var(--gj-3);
      }
    `,
  ];

  protected override updated(changed: PropertyValues): void {
    if (changed.has('grant') && changed.get('grant') === undefined)
      this.renderRoot.querySelector('button')?.focus();
  }

  /** Limits the grant to records of which a field names what is the user's own, or no more. */
  #limit(field: string, on: boolean): void {
    const others = this.grant.limitedBy.filter((one) => one !== field);
    this.emit('fields-change', { ...this.grant, limitedBy: on ? [...others, field] : others });
  }

  #limits(): TemplateResult {
    const form = session.formById(this.grant.form);
    const lines: readonly (readonly [field: string, text: string])[] = [
      ['createdBy', msg('由本人创建', { id: 'limited-by-creator' })],
      ...(form ? [['id', msg('记录自己在用户的限定中', { id: 'limited-to-itself' })] as const] : []),
      ...this.lines.flatMap(({ path, label, target }) =>
        target === null
          ? []
          : [
              [
                path,
                target === 'user'
                  ? msg(str`${say(label)}是本人`, { id: 'limited-by-person' })
                  : msg(str`${say(label)}在用户的限定中`, { id: 'limited-by-field' }),
              ] as const,
            ],
      ),
    ];
    return html`<div class="stack-1 pad-2-3 ruled" role="group" aria-label=${msg('只限这样的记录', { id: 'limited-to' })}>
      <div class="bold">${msg('只限这样的记录', { id: 'limited-to' })}</div>
      ${lines.map(
        ([
          field,
          text,
        ]) => html`<label class="flex gap-1"><input type="checkbox" .checked=${this.grant.limitedBy.includes(field)}
          ?disabled=${!this.editable} @change=${(event: Event) =>
            this.#limit(field, (event.target as HTMLInputElement).checked)} /><span>${text}</span></label>`,
      )}
      <p class="muted small">${msg('勾选多项时须同时满足。每个用户限定于哪些记录，在用户的页面上设置。', { id: 'limited-hint' })}</p>
    </div>`;
  }

  #toggle(which: 'readable' | 'writable', path: string, on: boolean): void {
    const { grant } = this;
    const paths = this.lines.map((line) => line.path);
    const top = paths.filter((known) => !known.includes('.'));
    const had = grant[which].length > 0 ? grant[which] : top;
    const inside = paths.filter((known) => known.startsWith(`${path}.`));
    const above = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : null;
    // Taking one column away from rows that were given as a whole leaves the others.
    const spelt =
      !on && above !== null && had.includes(above)
        ? [
            ...had.filter((known) => known !== above),
            ...paths.filter((known) => known.startsWith(`${above}.`)),
          ]
        : had;
    const next = on
      ? [...spelt.filter((known) => !inside.includes(known)), path]
      : spelt.filter((known) => known !== path && !inside.includes(known));
    const whole = top.every((known) => next.includes(known));
    // Nothing at all cannot be said by an empty list, which says all: the last one stays.
    if (next.length === 0) {
      this.requestUpdate();
      return;
    }
    this.emit('fields-change', { ...grant, [which]: whole ? [] : next });
  }

  override render() {
    const label = session.formById(this.grant.form)?.listLabel;
    return html`
      <header class="flex centred ruled"><h2 class="grows">${this.grant.form === '*' ? msg('全部业务表单', { id: 'all-business-forms' }) : say(label)}</h2>
        <button class="square" aria-label=${msg('关闭', { id: 'close' })}
            @click=${() => this.emit('close')}>${icon('close', 14)}</button>
      </header>
      ${this.failure ? html`<p class="problem pad-2-3" role="alert">${failureText(this.failure)}</p>` : ''}
      ${this.#limits()}
      ${this.grant.form === '*' ? nothing : this.#fields()}`;
  }

  #fields(): TemplateResult {
    return html`${table({
      caption: msg('字段', { id: 'fields' }),
      columns: [
        {
          label: msg('字段', { id: 'fields' }),
          role: 'name',
          room: 'grow',
          cell: (line) =>
            html`<span class="blocks" style="padding-inline-start:${line.level * 16}px">${say(line.label)}${this.#closed(line)}</span>`,
        },
        {
          label: msg('可见', { id: 'readable' }),
          align: 'middle',
          cell: (line) => this.#box('readable', line, true),
        },
        {
          label: msg('可改', { id: 'writable' }),
          align: 'middle',
          cell: (line) => this.#box('writable', line, lists(this.grant.readable, line.path)),
        },
      ],
      rows: this.lines,
      frame: 'grows shrinks-down',
      wide: true,
    })}`;
  }

  /** What keeps a computed field from who sees it listed: he does not see all that it is made of. */
  #closed({ path, reads }: FieldLine): TemplateResult | typeof nothing {
    const { readable } = this.grant;
    const hiding = this.lines.filter((one) => reads.includes(one.path) && !lists(readable, one.path));
    if (hiding.length === 0 || !lists(readable, path)) return nothing;
    const of = hiding.map(({ label }) => say(label)).join(say({ zh: '、', en: ', ' }));
    return html`<span class="blocks in-warn small">${msg(str`由“${of}”算出，看不到它就看不到这里`, { id: 'role-computed-closed' })}</span>`;
  }

  #box(which: 'readable' | 'writable', { path, label }: FieldLine, open: boolean): TemplateResult {
    const what = which === 'readable' ? msg('可见', { id: 'readable' }) : msg('可改', { id: 'writable' });
    return html`<input type="checkbox" aria-label=${rightOf(say(label), what)}
      .checked=${open && lists(this.grant[which], path)} ?disabled=${!this.editable || !open}
      @change=${(event: Event) => this.#toggle(which, path, (event.target as HTMLInputElement).checked)} />`;
  }
}

function lists(paths: readonly string[], path: string): boolean {
  return paths.length === 0 || paths.some((known) => known === path || path.startsWith(`${known}.`));
}
customElements.define('gj-grant-fields', GjGrantFields);
