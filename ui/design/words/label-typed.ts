import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { language } from '../../session/i18n.ts';

type Tongue = keyof Label;

/** The labels of new parts until somebody names them. */
export const unnamed = {
  tab: { zh: '新页签', en: 'New tab' },
  group: { zh: '新分组', en: 'New group' },
  heading: { zh: '新小标题', en: 'New heading' },
  note: { zh: '新说明', en: 'New note' },
  link: { zh: '新链接', en: 'New link' },
  folder: { zh: '新文件夹', en: 'New folder' },
} as const satisfies Readonly<Record<string, Label>>;

/** The boxes in which a text was typed that stands for both; the text does not say so itself. */
const typedIn = new BoundedMap<string, Tongue | 'both'>(1_000);

/**
 * A label after somebody typed in one language. As long as nobody wrote the other one, it follows: nothing is without
 * a name, whoever reads it.
 */
export function labelTyped(label: Label, text: string, tongue: Tongue = language()): Label {
  const other = tongue === 'zh' ? 'en' : 'zh';
  const follows = isUnnamed(label) || (isOne(label) && homeOf(label) === tongue);
  const [own, beside] = [text, follows ? text : label[other]];
  if (own === '') typedIn.set(beside, other);
  else if (follows || beside === '') typedIn.set(own, tongue);
  else if (beside === own) typedIn.set(own, 'both');
  return { ...label, [tongue]: own === '' ? beside : own, [other]: beside === '' ? own : beside };
}

/**
 * Takes what is typed into the two boxes of a label as it was drawn: each goes on from what the other took, though nothing
 * was drawn between.
 */
export function labelTyping(drawn: Label): (text: string, tongue: Tongue) => Label {
  let label = drawn;
  return (text, tongue) => {
    label = labelTyped(label, text, tongue);
    return label;
  };
}

/** A label as its two boxes show it: a text that stands for both is in the boxes it was typed in. */
export function labelShown(label: Label): Label {
  if (!isOne(label)) return label;
  const text = label.zh || label.en;
  const home = homeOf(label);
  if (home === 'both') return { zh: text, en: text };
  return home === 'zh' ? { zh: text, en: '' } : { zh: '', en: text };
}

function isOne({ zh, en }: Label): boolean {
  return zh === en || zh === '' || en === '';
}

function isUnnamed({ zh, en }: Label): boolean {
  return Object.values(unnamed).some((one) => one.zh === zh && one.en === en);
}

/**
 * Answers the language in which a label was typed, or both, as long as that is known; else Chinese where it has Han
 * characters, else English: whoever reads it now did not write it.
 */
function homeOf({ zh, en }: Label): Tongue | 'both' {
  if (zh !== en && (zh === '' || en === '')) return zh === '' ? 'en' : 'zh';
  return typedIn.get(zh) ?? (/\p{Script=Han}/u.test(zh) ? 'zh' : 'en');
}
