import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import { boxless } from '../theme/hosts.ts';
import { InstanceNames } from './instance-names.ts';

/** What a parameter is set for, by whose it is: the company of a tax number, the label of a form, and the key behind. */
export class GjInstanceName extends withProperties(GjElement, {
  key: text(),
  definition: given<Definition>(),
}) {
  static override styles = [boxless];
  readonly #names = new InstanceNames(this);

  override render(): TemplateResult {
    return html`${this.#names.shown(this.key, this.definition)}`;
  }
}
customElements.define('gj-instance-name', GjInstanceName);
