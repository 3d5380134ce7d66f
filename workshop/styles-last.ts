import type { Plugin } from 'vite';

const sheet = /\s*<link rel="stylesheet"[^>]*>/g;

/**
 * Puts style sheets behind what the page shows before they come: in the head, a browser draws nothing until it has them
 * all.
 */
export function stylesLast(): Plugin {
  return {
    name: 'styles-last',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        const sheets = html.match(sheet) ?? [];
        return html.replace(sheet, '').replace(/\s*<\/body>/, `${sheets.join('')}\n  </body>`);
      },
    },
  };
}
