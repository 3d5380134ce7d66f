import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icon } from './base/icons.ts';
import './gj-drop-zone.ts';

interface SheetDrop {
  /** What happens with the file, said below. */
  readonly help: string;
  /** Whether a zip is taken, too: a workbook with files. Default: no. */
  readonly zip?: boolean;
  take(file: File | undefined): void;
}

const sheets = '.xlsx,.csv,text/csv';

/** Lets a sheet be dropped or chosen: one file, Excel or CSV. */
export function dropSheet({ help, zip = false, take }: SheetDrop): TemplateResult {
  const label = msg('选择文件', { id: 'import-step-file' });
  const choose = ({ target }: Event) =>
    (target as HTMLElement).parentElement?.querySelector('input')?.click();
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    take(input.files?.[0]);
    input.value = '';
  };
  return html`<gj-drop-zone @files-dropped=${({ detail }: CustomEvent<DataTransfer>) => take(detail.files[0])}>
      ${icon('upload', 28)}
      <p>${
        zip
          ? msg('把 Excel（.xlsx）、CSV，或工作簿和文件打成的 zip 拖到这里，或者', { id: 'drop-file-or-zip' })
          : msg('把 Excel（.xlsx）或 CSV 文件拖到这里，或者', { id: 'drop-file' })
      }</p>
      <button class="primary" autofocus @click=${choose}>${label}</button>
      <input type="file" hidden accept=${zip ? `${sheets},.zip` : sheets} aria-label=${label} @change=${chosen} />
      <p class="small">${help}</p>
    </gj-drop-zone>`;
}
