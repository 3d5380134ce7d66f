import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ParameterReader } from '../../metadata/contract/common/reader.ts';
import type { ParameterReaders } from '../../metadata/contract/params/readers.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import { ruledItems } from '../kit/styles/list-styles.ts';
import { shared } from '../theme/shared.ts';
import type { Parameter } from './parameter-data.ts';
import { readReaders } from './parameter-read.ts';

/** The programs that read a parameter, when last, and whether one refused its value. */
export class GjParameterReaders extends withProperties(GjElement, {
  parameter: given<Parameter>(),
}) {
  static override styles = [shared, ruledItems];

  readonly #found = new Loading(this, {
    key: () => this.parameter.path,
    load: () => readReaders(this.parameter),
  });

  override render() {
    return this.#found.shown((found) => this.#readers(found));
  }

  #readers({ items, others, since }: ParameterReaders): TemplateResult {
    const none = items.length === 0 && others === null;
    const from = moment(since).slice(0, 10);
    return html`
      ${none ? html`<p class="muted above-2">${msg('职责范围内还没有程序读取过它。', { id: 'param-readers-none' })}</p>` : nothing}
      <ul>${items.map((one) => this.#reader(one))}</ul>
      ${
        others
          ? html`<p class="small muted above-2">${msg(
              str`还有其他程序在 ${moment(others.lastRead)} 读取过。`,
              { id: 'param-readers-others' },
            )}</p>`
          : nothing
      }
      ${from ? html`<p class="small muted above-2">${msg(str`从 ${from} 开始记录。`, { id: 'param-readers-since' })}</p>` : nothing}`;
  }

  #reader({
    client,
    version,
    token,
    user,
    app,
    org,
    lastRead,
    revision,
    many,
    refused,
  }: ParameterReader): TemplateResult {
    const who = token?.name ?? user?.name ?? app ?? '';
    return html`<li class="pad-block-2">
      <div class="flex wraps centred gap-half-2"><b>${client ?? who}</b>${
        version ? html`<span class="small muted">${version}</span>` : nothing
      }
        ${client && who ? html`<span class="small muted">${who}</span>` : nothing}
        ${org ? html`<span class="badge">${org.name}</span>` : nothing}</div>
      <div class="small muted">${dotted([
        msg(str`最近读取 ${moment(lastRead)}`, { id: 'param-readers-last' }),
        revision !== null && msg(str`版本 ${revision}`, { id: 'param-readers-revision' }),
        many && msg('一次读取多个参数', { id: 'param-readers-many' }),
      ])}</div>
      ${
        refused
          ? html`<div class="problem small">${msg(
              str`${moment(refused.at)} 拒绝了这个值：${refused.reason ?? ''}`,
              { id: 'param-readers-refused' },
            )}</div>`
          : nothing
      }
    </li>`;
  }
}
customElements.define('gj-parameter-readers', GjParameterReaders);
