import { language } from '../../session/i18n.ts';

interface Heading {
  readonly level: number;
  readonly text: string;
}

const texts = import.meta.glob<string>('../../../docs/manual/*.md', { query: '?raw', import: 'default' });
const headings = import.meta.glob<readonly Heading[]>('../../../docs/manual/*.md', {
  query: '?headings',
  import: 'default',
  eager: true,
});

/** A page of the manual in the language of its reader. */
export interface ManualPage {
  /** The part of its address, in every language. */
  readonly key: string;
  readonly title: string;
  /** Its sections: what stands before the first, then one for each heading of the second level. */
  readonly sections: readonly ManualSection[];
}

export interface ManualSection {
  readonly title: string;
  readonly address: string;
  /** The headings within. */
  readonly inside: readonly string[];
}

const guide = 'guide';
/** What most people read first; the rest in the order of their names. */
const order = [guide, 'newcomer', 'issuing', 'desk', 'decisions', 'design', 'channels'];

export function manualPages(): readonly ManualPage[] {
  const ending = `${language()}.md`;
  return Object.entries(headings)
    .filter(([path]) => path.endsWith(`/${ending}`) || path.endsWith(`.${ending}`))
    .map(([path, all]) => {
      const key = keyOf(path);
      const title = all.find(({ level }) => level === 1)?.text ?? key;
      const sections: { title: string; address: string; inside: string[] }[] = [
        { title, address: `/help/${key}`, inside: [] },
      ];
      for (const { level, text } of all) {
        if (level === 2)
          sections.push({ title: text, address: `/help/${key}/${sections.length}`, inside: [] });
        if (level > 2) sections.at(-1)?.inside.push(text);
      }
      return { key, title, sections };
    })
    .sort((a, b) => rank(a.key) - rank(b.key) || a.key.localeCompare(b.key));
}

function rank(key: string): number {
  const at = order.indexOf(key);
  return at < 0 ? order.length : at;
}

/** `issuing.en.md` → `issuing`; the page without a name of its own is the guide. */
function keyOf(path: string): string {
  const stem = path.split('/').at(-1)?.replace(/\.md$/, '') ?? '';
  return stem.includes('.') ? stem.replace(/\.\w+$/, '') : guide;
}

/** The text of a section below its heading, without pictures: what they show are pages like this one. */
export async function sectionText(key: string, at: number): Promise<string | undefined> {
  const name = key === guide ? language() : `${key}.${language()}`;
  const text = await texts[`../../../docs/manual/${name}.md`]?.();
  const section = text?.replaceAll(/^!\[.*\]\(.*\)$/gm, '').split(/^(?=## )/m)[at];
  // The page has the heading above: those within come next.
  return section?.replace(/^##? .*\n/, '').replaceAll(/^##(#+ )/gm, '$1');
}

/** Where a link of a page leads: `issuing.en.md#credit`, `#parameters`. Undefined: to what is no page of the manual. */
export function manualAddress(from: string, to: string): string | undefined {
  const [file = '', anchor] = to.split('#');
  const pages = manualPages();
  const page = pages.find(({ key }) => key === (file === '' ? from : keyOf(file)));
  if (!page || file.includes('/')) return undefined;
  const isMeant = (title: string) => anchored(title) === anchor;
  const section = page.sections.find(({ title, inside }) => isMeant(title) || inside.some(isMeant));
  return anchor === undefined ? page.sections[0]?.address : section?.address;
}

/** How the anchor of a heading is written. */
function anchored(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}
