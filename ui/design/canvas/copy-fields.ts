import { msg } from '@lit/localize';
import { html, type LitElement } from 'lit';
import type { FieldSource } from '../../../metadata/source.ts';
import { own } from '../../kit/dialog/dialog-form.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import type { FormLine } from '../work/bench-shapes.ts';
import './gj-field-picks.ts';

/** Asks which fields of other forms are copied. */
export function copyFields(
  host: LitElement,
  lines: readonly FormLine[],
  copy: (fields: readonly FieldSource[]) => Promise<void>,
): Promise<boolean> {
  const label = msg('从其他表单复制字段', { id: 'design-copy-fields' });
  return openForm(host, {
    label,
    fields: {
      picked: own<readonly FieldSource[]>({
        label,
        start: [],
        control: ({ value, change }) =>
          html`<gj-field-picks .lines=${lines} .picked=${value}
            @change=${({ detail }: CustomEvent<readonly FieldSource[]>) => change(detail)}></gj-field-picks>`,
      }),
    },
    may: ({ picked }) => picked.length > 0,
    act: msg('加到表单', { id: 'design-add' }),
    send: ({ picked }) => copy(picked),
  });
}
