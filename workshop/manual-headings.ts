import { readFileSync } from 'node:fs';

/** The headings of a page of Markdown, with their levels. */
export interface Heading {
  readonly level: number;
  readonly text: string;
}

/** Examples in fences have lines that look like headings. */
function headingsOf(text: string): readonly Heading[] {
  const prose = text.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '');
  return [...prose.matchAll(/^(#{1,3})\s+(.+?)\s*$/gm)].map(([, marks = '', words = '']) => ({
    level: marks.length,
    text: words.replaceAll(/[`*]/g, ''),
  }));
}

/** Of `page.md?headings` the headings alone: whoever looks for help need not load the whole manual. */
export function manualHeadings() {
  return {
    name: 'manual-headings',
    enforce: 'pre' as const,
    load(id: string) {
      const [path, query] = id.split('?');
      if (!path?.endsWith('.md') || query !== 'headings') return null;
      return `export default ${JSON.stringify(headingsOf(readFileSync(path, 'utf8')))}`;
    },
  };
}
