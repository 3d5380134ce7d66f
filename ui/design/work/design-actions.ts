import { msg } from '@lit/localize';
import type { Action } from '../../kit/gj-actions.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import type { Tab } from '../../kit/gj-tabs.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { Drawn } from './bench-shapes.ts';
import { design } from './design-data.ts';
import { type DesignDomain, designOverlays } from './design-domain.ts';
import { viewOf } from './issue-address.ts';
import { matchLack } from './match-lack.ts';

/** What stands beside the canvas: the page as it is filled in, or the form as JSON. */
export type Beside = 'preview' | 'beside';

/** Answers the rarer actions on a design as a whole, for its menu. */
export function designMenu(domains: readonly DesignDomain[]): readonly MenuItem[] {
  const discard: MenuItem = {
    key: 'discard',
    text: msg('放弃这个设计…', { id: 'design-discard' }),
    icon: 'trash',
    danger: true,
    apart: true,
  };
  return [
    { key: 'points', text: msg('保存点与历史…', { id: 'design-points' }), icon: 'history' },
    { key: 'designs', text: msg('所有设计…', { id: 'design-all-open' }), icon: 'list' },
    { key: 'people', text: msg('与他人一起设计…', { id: 'design-people' }), icon: 'people' },
    ...(design.steps.length > 0 ? [...designOverlays(domains).map(({ item }) => item()), discard] : []),
  ];
}

/** Opens and closes the form as JSON beside the canvas. */
export function besideItem(beside: Beside | null): MenuItem {
  const isOpen = beside === 'beside';
  return {
    key: 'beside',
    text: isOpen
      ? msg('关闭生效的 JSON', { id: 'design-effective-close' })
      : msg('画布旁看生效的 JSON', { id: 'design-effective-open' }),
    icon: 'columns',
  };
}

/** Leads to where records of the form become rules. */
export function matchItem(form: FormModel, drawn: Drawn): MenuItem {
  const why = matchLack(form, drawn);
  return {
    key: 'match',
    text: msg('匹配规则…', { id: 'design-match-open' }),
    icon: 'match',
    ...(why !== undefined && { why }),
  };
}

/** Answers the most frequent actions while one designs a form; `words` says what would be undone or redone. */
export function designerActions(
  beside: Beside | null,
  words: (turn: 'undo' | 'redo') => string | undefined,
): readonly Action[] {
  const help = (turn: 'undo' | 'redo', keys: string) =>
    [words(turn), keys].filter((one) => one !== undefined).join(' · ');
  const { steps, mayUndo, mayRedo } = design;
  return [
    {
      key: 'publish',
      text: msg('发布…', { id: 'design-publish-open' }),
      icon: 'check',
      primary: true,
      disabled: steps.length === 0,
    },
    {
      key: 'undo',
      text: msg('撤销', { id: 'undo' }),
      icon: 'undo',
      help: help('undo', 'Ctrl+Z'),
      disabled: !mayUndo,
    },
    {
      key: 'redo',
      text: msg('重做', { id: 'design-redo' }),
      icon: 'redo',
      help: help('redo', 'Ctrl+Shift+Z'),
      disabled: !mayRedo,
    },
    {
      key: 'preview',
      icon: 'play',
      text:
        beside === 'preview'
          ? msg('关闭预览', { id: 'design-preview-close' })
          : msg('预览', { id: 'design-preview' }),
    },
  ];
}

/** Answers the views of a designed form, marked where something is wrong. */
export function designerTabs(id = '', issues: Drawn['issues'] = []): readonly Tab[] {
  const isWrong = (view: ReturnType<typeof viewOf>) =>
    issues.some(
      ({ form, place = '', severity }) => severity === 'error' && form === id && viewOf(place) === view,
    );
  return [
    { key: 'form', text: msg('表单', { id: 'design-tab-form' }), marked: isWrong('form') },
    { key: 'list', text: msg('列表与页面', { id: 'design-tab-list' }) },
    { key: 'views', text: msg('视图', { id: 'design-tab-views' }), marked: isWrong('views') },
    { key: 'rules', text: msg('规则', { id: 'design-tab-rules' }), marked: isWrong('rules') },
    { key: 'prints', text: msg('打印', { id: 'design-tab-prints' }), marked: isWrong('prints') },
    { key: 'reports', text: msg('报表', { id: 'report' }), marked: isWrong('reports') },
    { key: 'json', text: 'JSON' },
  ];
}
