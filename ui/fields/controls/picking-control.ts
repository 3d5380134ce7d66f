import { msg, str } from '@lit/localize';
import type { ComboBoxDataProvider } from '@vaadin/combo-box';
import type { PropertyValues } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { forms } from '../../model/forms.ts';
import { type Pick, RecordPicks } from '../../model/record-picks.ts';
import { session } from '../../session/session.ts';
import { pointerName } from '../common/shown.ts';
import { GjControl } from '../gj-control.ts';
import { noRecord } from '../pick-keys.ts';
import { pickStyles } from '../pick-row.ts';

type Provider = ComboBoxDataProvider<Pick>;

/** The base of the pickers of one record and of several: the form that is searched, on the server, page by page. */
export class PickingControl extends withProperties(GjControl, {
  /** Null: not known yet, or one may not search them. */
  picks: state<RecordPicks | null>(null),
  wrong: state<string | null>(null),
}) {
  static override styles = [...GjControl.styles, pickStyles];

  #target = '';

  protected get outline(): FormOutline | undefined {
    const { target } = this.ask.field;
    return target === undefined ? undefined : session.formById(target);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { outline } = this;
    if (!changed.has('ask') || !outline || outline.name === this.#target) return;
    this.#target = outline.name;
    void this.#learn(outline.name);
  }

  async #learn(name: string): Promise<void> {
    try {
      this.picks = new RecordPicks(await forms.get(name));
    } catch (failure) {
      this.wrong = failureText(failure);
    }
  }

  /** For `dataProvider`; null: the form is not known yet. */
  protected get provider(): Provider | null {
    return this.picks || !this.outline ? this.#provide : null;
  }

  readonly #provide: Provider = ({ filter, page, pageSize }, answer) => {
    const { picks } = this;
    if (!picks) {
      answer([unseen()], 1);
      return;
    }
    const sought = filter.trim();
    picks.page(sought, this.ask.offered, page, pageSize).then(
      ({ items, size }) =>
        size === 0 && sought !== '' ? answer([nothingFor(sought)], 1) : answer(items, size),
      (failure: unknown) => {
        answer([], 0);
        this.wrong = failureText(failure);
      },
    );
  };
}

/** In place of records: there are none that mean what was typed. */
function nothingFor(sought: string): Pick {
  return inPlace(msg(str`没有与“${sought}”相符的记录`, { id: 'pick-none' }));
}

/** In place of records: the person may see none of them. */
function unseen(): Pick {
  return inPlace(
    msg('您没有查看这些记录的权限。需要选择时，请管理员为您的角色授予查看权限。', { id: 'pick-unseen' }),
  );
}

function inPlace(text: string): Pick {
  return { id: noRecord, number: null, name: null, text, record: {} };
}

/** As it stands in a record. */
export function pickOf(pointer: JsonObject): Pick {
  const said = (name: string) => (pointer[name] ? String(pointer[name]) : null);
  return {
    id: String(pointer['id'] ?? ''),
    number: said('number'),
    name: said('name'),
    text: pointerName(pointer),
    record: pointer,
  };
}
