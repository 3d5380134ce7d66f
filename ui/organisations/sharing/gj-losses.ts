import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { type ReferringCount, referringThere } from '../../model/referring-there.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { lined } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { called, calledFully } from './sharing-words.ts';

/** An organisation, and the records that it will no longer be able to use. */
export interface Loss {
  readonly org: Pointer;
  readonly records: readonly Pointer[];
  /** The organisation through which it has them and with which it loses them; null: it was asked for itself. */
  readonly through: Pointer | null;
}

type Uses = ReadonlyMap<string, readonly ReferringCount[]>;

/** Records of which it is asked what refers to them; of more it is said that nobody asked. */
const mostAsked = 200;

/**
 * Of what was withdrawn, or would be: organisation by organisation, those that lose it along with another after that
 * one.
 */
export function lossesOf(pairs: readonly PairAnswer[]): readonly Loss[] {
  const gone = pairs.filter(({ outcome }) => outcome === 'withdrawn');
  const losses = [...Map.groupBy(gone, ({ org }) => org.id).values()].flatMap((some): Loss[] => {
    const [first] = some;
    if (!first) return [];
    const isAlong = some.every(({ cascade }) => cascade);
    const records = some.map(({ record }) => record);
    return [{ org: first.org, records, through: isAlong ? (first.by ?? null) : null }];
  });
  const along = Map.groupBy(losses, ({ through }) => through?.id ?? null);
  const chain = (loss: Loss): readonly Loss[] => [loss, ...(along.get(loss.org.id) ?? []).flatMap(chain)];
  return [...new Set([...(along.get(null) ?? []).flatMap(chain), ...losses])];
}

/** Who will no longer be able to use which records, and what there refers to them, before anything is done. */
export class GjLosses extends withProperties(GjElement, {
  /** Name of the form. */
  form: text(),
  losses: given<readonly Loss[]>(() => []),
}) {
  static override styles = [
    shared,
    lined,
    css`
      .list {
        max-height: min(var(--gj-size-320), 44vh);
      }
    `,
  ];

  readonly #uses = new Loading<Uses, readonly Loss[]>(this, {
    key: () => (this.#records.length <= mostAsked ? this.losses : undefined),
    load: (losses, signal) => usesOf(this.form, losses, signal),
    behind: true,
  });

  get #records(): readonly Pointer[] {
    return [...new Map(this.losses.flatMap(({ records }) => records).map((one) => [one.id, one])).values()];
  }

  override render() {
    const count = this.losses.length;
    const [one, ...others] = this.#records;
    const title =
      one && others.length === 0
        ? plural(msg(str`${count} 个组织将不能再使用“${called(one)}”`, { id: 'sharing-will-lose-one' }))
        : plural(msg(str`${count} 个组织将不能再使用下列数据`, { id: 'sharing-will-lose-these' }));
    return html`<section class="pad-2-3 shaded edged flagged rounded error"><h3 class="bold in-error">${title}</h3>
        ${table({
          caption: msg('不能再使用的组织', { id: 'sharing-losers' }),
          frame: 'list',
          wide: true,
          columns: this.#columns(others.length > 0),
          rows: this.losses,
          key: ({ org }) => org.id ?? '',
        })}</section>
      <p class="small muted">${msg('此前已引用它们的数据保持不变。', { id: 'sharing-references-stay' })}</p>
      ${
        this.#records.length > mostAsked
          ? html`<p class="small muted">${msg(str`数据超过 ${mostAsked} 条，没有查找那里的引用。`, { id: 'sharing-references-unasked' })}</p>`
          : nothing
      }`;
  }

  #columns(many: boolean): readonly Column<Loss>[] {
    const records: Column<Loss> = {
      label: msg('数据', { id: 'sharing-record' }),
      cell: ({ records: all }) => listed(all.map(called)),
    };
    const uses: Column<Loss> = {
      label: msg('那里的引用', { id: 'sharing-used-there' }),
      look: 'muted',
      cell: ({ org }) => this.#used(org),
    };
    return [
      {
        label: msg('组织', { id: 'organisation' }),
        role: 'name',
        cell: ({ org, through }) =>
          html`${calledFully(org)}${
            through
              ? html`<div class="small muted">${msg(str`经由${called(through)}得到，一并取消`, { id: 'sharing-lost-along' })}</div>`
              : nothing
          }`,
      },
      ...(many ? [records] : []),
      ...(this.#uses.value && this.#uses.value.size > 0 ? [uses] : []),
    ];
  }

  #used(org: Pointer): string | TemplateResult {
    const all = this.#uses.value?.get(org.id ?? '') ?? [];
    return listed(all.map(({ form, count }) => `${say(session.form(form)?.listLabel) || form} ${count}`));
  }
}

/** By organisation; where one may not ask, nothing is told. */
async function usesOf(form: string, losses: readonly Loss[], signal: AbortSignal): Promise<Uses> {
  const asked = [...Map.groupBy(losses, ({ org }) => org.id)].flatMap(([org, some]) => {
    const records = some.flatMap((loss) => loss.records.flatMap(({ id }) => id ?? []));
    return org === null ? [] : [{ org, records: [...new Set(records)] }];
  });
  return referringThere(form, asked, signal).catch(() => new Map());
}
customElements.define('gj-losses', GjLosses);
