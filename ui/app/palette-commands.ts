import { msg, str } from '@lit/localize';
import type { Language } from '../../metadata/label.ts';
import type { IconName } from '../kit/icons.ts';
import { say } from '../session/i18n.ts';
import { meansSomething } from '../session/made-elsewhere.ts';
import { isPage } from '../session/menu-tree.ts';
import type { Theme } from '../session/preferences.ts';
import { router } from '../session/router.ts';
import { type FormOutline, session } from '../session/session.ts';
import { typedLike } from '../session/typed-like.ts';
import type { Choice } from './choice.ts';

const mostOfEach = 5;

interface Command {
  readonly text: string;
  readonly note?: string;
  readonly icon: IconName;
  /** How its Chinese is typed. */
  readonly pinyin: string;
  /** What else it is called. */
  readonly also?: readonly string[];
  readonly to: Choice['to'];
}

/** What can be done from anywhere: make a record, work for another organisation, look and speak otherwise. */
export function paletteCommands(typed: string, likely: readonly FormOutline[]): readonly Choice[] {
  const some = (commands: readonly Command[]) =>
    commands
      .filter(({ text, also = [], pinyin }) => typedLike(typed, [text, ...also], pinyin) > 0)
      .slice(0, mostOfEach);
  // A form that fits what was typed can be filled in at once.
  const made = [...likely.slice(0, 2).filter(mayMake).map(making)];
  const named = some(session.forms.filter((form) => mayMake(form) && !likely.includes(form)).map(making));
  return [...made, ...named, ...some(switching()), ...some(looks())].map(({ text, note = '', icon, to }) => ({
    text,
    note,
    icon,
    to,
  }));
}

/** Whether people make its records by hand, one by one. */
function mayMake(form: FormOutline): boolean {
  return (
    form.kind !== 'setting' &&
    isPage(form) &&
    form.actions.includes('create') &&
    meansSomething(form.id, 'create')
  );
}

function making(form: FormOutline): Command {
  return {
    text: msg(str`新建${say(form.recordLabel)}`, { id: 'new-of' }),
    icon: 'add',
    pinyin: `xin jian ${form.pinyin ?? ''}`,
    to: { address: `/forms/${form.name}/new` },
  };
}

function switching(): readonly Command[] {
  return (session.who?.organisations ?? [])
    .filter(({ id }) => id !== session.org?.id)
    .map(({ number, name }) => ({
      text: msg(str`切换到${name}`, { id: 'switch-to' }),
      note: number,
      icon: 'org',
      pinyin: 'qie huan dao zu zhi',
      also: [name, number],
      to: { act: () => void choose(number) },
    }));
}

async function choose(number: string): Promise<void> {
  if (!(await router.mayLeave())) return;
  router.guard(null);
  session.chooseOrg(number);
}

function looks(): readonly Command[] {
  const look = (text: string, theme: Theme, icon: IconName, pinyin: string): Command => ({
    ...{ text, icon, pinyin: `wai guan ${pinyin}`, to: { act: () => session.chooseTheme(theme) } },
  });
  const speak = (text: string, language: Language, pinyin: string): Command => ({
    ...{ text, icon: 'book', pinyin: `yu yan ${pinyin}` },
    to: { act: () => void session.chooseLanguage(language) },
  });
  return [
    look(msg('外观：浅色', { id: 'look-light' }), 'light', 'sun', 'qian se'),
    look(msg('外观：深色', { id: 'look-dark' }), 'dark', 'moon', 'shen se'),
    look(msg('外观：跟随系统', { id: 'look-system' }), 'system', 'contrast', 'gen sui xi tong'),
    speak(msg('语言：中文', { id: 'speak-chinese' }), 'zh', 'zhong wen'),
    speak(msg('语言：English', { id: 'speak-english' }), 'en', 'ying wen'),
    {
      ...{ text: msg('键盘快捷键', { id: 'shortcuts' }), note: '?', icon: 'book' },
      pinyin: 'jian pan kuai jie jian',
      to: { act: () => void dispatchEvent(new CustomEvent('show-shortcuts')) },
    },
  ];
}
