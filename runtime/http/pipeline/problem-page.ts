import { escaped } from '../../../metadata/common/html.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { ProblemAnswer } from '../../common/messages/render-problem.ts';
import type { Endpoint } from './endpoint.ts';
import type { ReadHeader } from './headers.ts';

/** Loads nothing and runs nothing. */
export const problemPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/**
 * Tells whether what is wrong is told as a page: a browser opened what is a page itself. Programs ask for no page, or for
 * anything at all.
 */
export function tellsAsPage({ schema }: Pick<Endpoint, 'schema'>, header: ReadHeader): boolean {
  return [schema?.type].flat().includes('text/html') && /\btext\/html\b/.test(header('accept') ?? '');
}

const style = `:root{color-scheme:light dark}body{font:15px/1.7 "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;margin:18vh auto 0;max-width:560px;padding:0 24px;overflow-wrap:anywhere}
h1{font-size:20px;font-weight:600;margin:0 0 8px}p,ul{margin:0 0 8px}ul{padding-inline-start:20px}small{font-size:12px;opacity:.75}`;

/** A problem for whoever opened its address in a tab. */
export function problemPage({ body }: ProblemAnswer, language: Language, id: string): string {
  const title = escaped(String(body['title']));
  const errors = body['errors'] as readonly { readonly message: string }[];
  const places = errors.map(({ message }) => `<li>${escaped(message)}</li>`).join('');
  const number = language === 'zh' ? '请求编号' : 'Request';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head><body>
<main><h1>${title}</h1><p>${escaped(String(body['detail']))}</p>${places === '' ? '' : `<ul>${places}</ul>`}<p><small>${number} ${escaped(id)}</small></p></main>
</body></html>`;
}
