import { escaped } from '../../../metadata/common/html.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { ArrivedFile, Delivery } from './delivery.ts';

/** Deliveries that the page shows, the newest first. */
const mostShown = 200;

const words = {
  zh: {
    title: '演示影像系统：收到的推送',
    what: '它替外部的影像系统和业务系统接收演示中推送的内容；只在内存里，随演示结束。页面每 5 秒刷新。',
    none: '还没有收到。在规矩里提交一张“招待费报销单”（华东公司）并上传影像，它就会出现在这里。',
    columns: ['收到时间', '单据', '事件', '影像编码', '封面', '影像'],
    gone: '（已不再保留）',
  },
  en: {
    title: 'Imaging system of the demo: what arrived',
    what: 'It stands in for imaging and business systems outside and takes what the demo pushes; kept in memory, as long as the demo runs. The page is loaded anew every 5 seconds.',
    none: 'Nothing yet. Submit a bill of the type 招待费报销单 for the organisation EAST, bring images, and it shows up here.',
    columns: ['Arrived', 'Bill', 'Event', 'Image code', 'Cover', 'Images'],
    gone: '(not kept any more)',
  },
} as const satisfies Record<Language, unknown>;

const style = `body{font:15px/1.6 system-ui,sans-serif;margin:32px auto;max-width:1100px;padding:0 24px;color:#1d232b}
h1{font-size:20px;margin:0}p{color:#59636e}table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:8px 12px;border-bottom:1px solid #dfe3e8;vertical-align:top}
th{font-weight:600;font-size:13px;color:#59636e}img{max-width:96px;max-height:96px;display:block;border:1px solid #dfe3e8}
td span{color:#59636e;font-size:13px}`;

/** What arrived, as a page without a script. */
export function arrivalsPage(heard: readonly Delivery[], language: Language): string {
  const said = words[language];
  const rows = [...heard.entries()].slice(-mostShown).toReversed();
  const head = said.columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const body = rows.map(([at, one]) => rowOf(at, one, language)).join('');
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>${said.title}</title><style>${style}</style></head><body><h1>${said.title}</h1><p>${said.what}</p>
${rows.length === 0 ? `<p>${said.none}</p>` : table}</body></html>`;
}

function rowOf(at: number, { at: moment, said, files }: Delivery, language: Language): string {
  const bill = isObject(said['bill'] ?? null) ? (said['bill'] as Readonly<Record<string, Json>>) : {};
  const text = (value: Json | undefined) => escaped(typeof value === 'string' ? value : '');
  const about = [bill['application'], bill['billType']].map(text).filter(Boolean).join(' · ');
  const shown = (part: string) =>
    files
      .map((file, which) => (file.part === part ? fileOf(file, `/arrived/${at}/${which}`, language) : ''))
      .join('');
  const when = new Date(moment).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB');
  const cells = [
    escaped(when),
    `${text(bill['billNumber'])}<br><span>${about}</span>`,
    text(said['event']),
    text(bill['imageCode']),
    shown('cover'),
    shown('images'),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function fileOf({ name, type, bytes }: ArrivedFile, address: string, language: Language): string {
  if (bytes === null) return `<div>${escaped(name)} <span>${words[language].gone}</span></div>`;
  const picture = type.startsWith('image/') ? `<img src="${address}" alt="">` : '';
  return `<div><a href="${address}">${picture}${escaped(name)}</a></div>`;
}
