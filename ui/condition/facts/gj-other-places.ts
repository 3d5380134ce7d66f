import { msg } from '@lit/localize';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { table } from '../../kit/table/table.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import type { CaseDomain, CasePlaces } from './case-places.ts';

export interface OtherPlace {
  readonly path: string;
  readonly expected: Json;
  readonly actual: Json;
}

/** The places where a case has another outcome than it expects, in the words of the domain whose decision was asked. */
export class GjOtherPlaces extends withProperties(GjElement, {
  places: given<readonly OtherPlace[]>(() => []),
  domains: given<readonly CaseDomain[]>(() => []),
  /** By the names of the forms that places are called by. */
  about: state<ReadonlyMap<string, FormModel>>(() => new Map()),
}) {
  static override styles = shared;

  protected override firstUpdated(): void {
    for (const { form } of this.#spoken)
      if (session.form(form))
        forms.get(form).then(
          (model) => {
            this.about = new Map([...this.about, [form, model]]);
          },
          // Somebody who may not see the form reads the names of its fields.
          () => {},
        );
  }

  get #spoken(): readonly CasePlaces[] {
    return this.domains.flatMap(({ casePlaces }) => casePlaces ?? []);
  }

  #place(path: string): string {
    const parts = path.split('/').slice(1);
    if (parts.length === 0) return msg('规则', { id: 'case-winner' });
    for (const { form, words } of this.#spoken) {
      const said = words(parts, this.about.get(form) ?? null);
      if (said !== undefined) return said;
    }
    return path;
  }

  override render() {
    return table({
      caption: msg('与期望不同之处', { id: 'case-other-places' }),
      columns: [
        {
          label: msg('位置', { id: 'case-where' }),
          role: 'name',
          cell: ({ path }) => this.#place(path),
        },
        { label: msg('期望', { id: 'case-expected' }), cell: ({ expected }) => words(expected) },
        { label: msg('实际', { id: 'case-actual' }), cell: ({ actual }) => words(actual) },
      ],
      rows: this.places,
    });
  }
}

function words(value: Json): string {
  if (value === null || value === '') return '—';
  if (isObject(value) && typeof value['number'] === 'string') return value['number'];
  return typeof value === 'object' ? msg('（整张）', { id: 'case-all-of-it' }) : String(value);
}

customElements.define('gj-other-places', GjOtherPlaces);
