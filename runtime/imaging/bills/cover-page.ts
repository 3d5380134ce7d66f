import { escaped } from '../../../metadata/common/html.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Cover } from '../../../rules/imaging/image-code/image-code.ts';
import { qrPicture } from '../../einvoicing/issuing/qr/qr-picture.ts';

/** The content of a cover beside its code, as people name it. */
export interface CoverPage {
  readonly cover: Cover;
  readonly code: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly language: Language;
}

const style = `@page{size:A4;margin:12mm}body{font:14px/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#000;background:#fff;margin:0 auto;max-width:186mm;padding:12mm}
header{display:flex;gap:8mm;align-items:flex-start;justify-content:space-between;min-height:34mm}
h1{flex:1;font-size:22px;font-weight:600;margin:8mm 0 0;text-align:center;overflow-wrap:anywhere}header>i{flex:none;width:34mm}
figure{flex:none;width:34mm;margin:0;text-align:center}figure svg{display:block;width:34mm;height:34mm}figcaption{font-size:11px;overflow-wrap:anywhere}
.centre{margin:40mm auto}.other{margin:12mm 0 0}
dl{display:grid;grid-template-columns:max-content 1fr;margin:6mm 0 0;border-top:1px solid #000}
dt,dd{margin:0;padding:2mm 3mm;border-bottom:1px solid #000;overflow-wrap:anywhere}dt{border-left:1px solid #000}dd{border-left:1px solid #000;border-right:1px solid #000}
@media print{body{padding:0;max-width:none}}`;

/** The cover of a bill as it is printed and scanned with its papers: a page of HTML by itself. */
export function coverPage({ cover, code, facts, language }: CoverPage): string {
  const picture = cover.qrText === null ? undefined : qrPicture(code);
  const place = cover.qrPosition ?? 'other';
  const figure = (name: string) =>
    picture ? `<figure class="${name}">${picture}<figcaption>${escaped(code)}</figcaption></figure>` : '';
  // As wide as the code on the other side, so that the title stands in the middle.
  const corner = (name: string) => (picture && place === name ? figure('corner') : '<i></i>');
  const rows = facts.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(`${cover.name} ${code}`)}</title><style>${style}</style></head><body>
<header>${corner('top-left')}<h1>${escaped(cover.name)}</h1>${corner('top-right')}</header>
<dl>${rows.join('')}</dl>
${place === 'centre' ? figure('centre') : ''}${place === 'other' ? figure('other') : ''}
</body></html>`;
}
