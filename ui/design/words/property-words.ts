import { msg } from '@lit/localize';
import { thingsAt } from '../../../metadata/property/target-place.ts';
import type { PropertyWords as Words } from '../../../metadata/property/words/property-words.ts';
import { wordsOf } from '../../../metadata/property/words/words-at.ts';
import { language, say, within } from '../../session/i18n.ts';
import { type Editor, editorsOf, type Section } from '../work/property-editors.ts';

interface PropertyWords {
  readonly label: string;
  /** As it is written inside a sentence. */
  readonly inSentence: string;
  readonly help?: string;
  readonly editor: Editor;
  readonly section: Section;
}

/** Answers the label, help and editor of a property; of some they depend on the kind of place. */
export function propertyWords(property: string, place: string): PropertyWords {
  const [part = ''] = place.split('/');
  // The rights of a role carry the role's name; whoever shows them knows it.
  if (part === 'fields' && property.startsWith('roles/'))
    return { ...bothWays(property.slice('roles/'.length)), editor: 'one-of', section: 'roles' };
  const words = wordsOf(thingsAt(place), property);
  const [section, editor] = editorsOf(thingsAt(place), property) ?? ['more', 'json'];
  return {
    ...(words ? { label: say(words.label), inSentence: inSentence(words) } : bothWays(property)),
    ...(words?.help && { help: say(words.help) }),
    editor,
    section,
  };
}

function bothWays(name: string): Pick<PropertyWords, 'label' | 'inSentence'> {
  return { label: name, inSentence: name };
}

/** In Chinese as it is called everywhere: only English writes it otherwise. */
function inSentence({ label, inSentence: own }: Words): string {
  return (language() === 'en' && say(own)) || within(label);
}

export function sectionWords(section: Section): string {
  switch (section) {
    case 'words':
      return msg('名称与说明', { id: 'design-section-words' });
    case 'kind':
      return msg('类型', { id: 'design-section-kind' });
    case 'behaviour':
      return msg('行为', { id: 'design-section-behaviour' });
    case 'roles':
      return msg('查看与修改权限', { id: 'design-section-roles' });
    case 'where':
      return msg('设置位置', { id: 'design-section-where' });
    case 'list':
      return msg('列表', { id: 'design-section-list' });
    case 'print':
      return msg('打印', { id: 'design-section-print' });
    case 'more':
      return msg('更多', { id: 'design-section-more' });
  }
}
