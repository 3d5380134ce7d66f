import { msg } from '@lit/localize';
import { html, type LitElement } from 'lit';
import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { MatchCase } from '../../metadata/contract/match/findings.ts';
import { openForm } from '../kit/dialog/form-dialog.ts';
import { downloadJson } from '../kit/download-text.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { type MatchAsk, matchCase } from './match-run.ts';
import '../kit/gj-json-area.ts';

/** A match as a case of a package: named, looked at, taken away as a file. */
export function saveMatchCase(
  host: LitElement,
  form: FormModel,
  asked: { readonly ask: MatchAsk; readonly facts: JsonObject },
): Promise<boolean> {
  const name = say(form.label);
  return openForm(host, {
    label: msg('存为用例', { id: 'save-case' }),
    fields: { name: { label: msg('用例名称', { id: 'case-name' }), start: name, most: 200 } },
    look: {
      of: () => true,
      load: () => matchCase(asked.ask, asked.facts, name),
      shown: (file, values) =>
        html`<gj-json-area readonly .rows=${14} .label=${msg('用例文件', { id: 'case-file' })}
            .text=${JSON.stringify(called(file, values.name || name), null, 2)}></gj-json-area>
          <p class="small muted">${msg('放进元数据包的 cases/ 目录，发布和升级前会自动核对。', { id: 'case-hint' })}</p>`,
    },
    act: msg('下载', { id: 'download' }),
    icon: 'download',
    send: async (values, file) => downloadJson(`${form.name}.json`, called(file, values.name || name)),
  });
}

function called(file: MatchCase, name: string) {
  return { ...file, cases: file.cases.map((one) => (isObject(one) ? { ...one, name } : one)) };
}
