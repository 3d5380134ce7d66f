import type { Step } from './sheet-range.ts';

/**
 * `rest`: nothing is being typed. `type`: typing replaced the cell, arrows leave it. `edit`: arrows move within its
 * text.
 */
export type Mode = 'rest' | 'type' | 'edit';

export type Command =
  | { readonly do: 'step'; readonly step: Step; readonly extend: boolean }
  | { readonly do: 'tab' | 'enter' | 'problem'; readonly back: boolean }
  | { readonly do: 'move-rows'; readonly by: 1 | -1 }
  | { readonly do: 'widen'; readonly by: number }
  | { readonly do: Plain };

type Plain =
  | 'edit'
  | 'row-form'
  | 'open'
  | 'escape'
  | 'clear'
  | 'toggle'
  | 'fill-down'
  | 'fill-right'
  | 'undo'
  | 'redo'
  | 'all'
  | 'whole-rows'
  | 'add-row'
  | 'insert-row'
  | 'copy-row'
  | 'delete-rows';

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'row-start',
  End: 'row-end',
  'Ctrl+Home': 'sheet-start',
  'Ctrl+End': 'sheet-end',
  'Ctrl+ArrowUp': 'jump-up',
  'Ctrl+ArrowDown': 'jump-down',
  'Ctrl+ArrowLeft': 'jump-left',
  'Ctrl+ArrowRight': 'jump-right',
};

const always: Readonly<Record<string, Command>> = {
  Tab: { do: 'tab', back: false },
  'Shift+Tab': { do: 'tab', back: true },
  Enter: { do: 'enter', back: false },
  'Shift+Enter': { do: 'enter', back: true },
  Escape: { do: 'escape' },
  F2: { do: 'edit' },
  'Alt+ArrowDown': { do: 'open' },
  F8: { do: 'problem', back: false },
  'Shift+F8': { do: 'problem', back: true },
};

const atRest: Readonly<Record<string, Command>> = {
  Delete: { do: 'clear' },
  ' ': { do: 'toggle' },
  'Shift+ ': { do: 'whole-rows' },
  'Alt+Enter': { do: 'row-form' },
  'Ctrl+a': { do: 'all' },
  'Ctrl+d': { do: 'fill-down' },
  'Ctrl+r': { do: 'fill-right' },
  'Ctrl+z': { do: 'undo' },
  'Ctrl+y': { do: 'redo' },
  'Ctrl+Shift+z': { do: 'redo' },
  Insert: { do: 'insert-row' },
  'Alt+Insert': { do: 'add-row' },
  'Ctrl+Shift+d': { do: 'copy-row' },
  'Ctrl+Delete': { do: 'delete-rows' },
  'Alt+ArrowUp': { do: 'move-rows', by: -1 },
  'Alt+Shift+ArrowUp': { do: 'move-rows', by: -1 },
  'Alt+Shift+ArrowDown': { do: 'move-rows', by: 1 },
  'Alt+Shift+ArrowLeft': { do: 'widen', by: -16 },
  'Alt+Shift+ArrowRight': { do: 'widen', by: 16 },
};

/** Answers the command of a key; null: it is for the text itself, or for somebody else. */
export function commandOf(event: Key, mode: Mode): Command | null {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const chord = `${ctrl}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${name}`;
  const known = always[chord] ?? (mode === 'rest' ? atRest[chord] : undefined);
  if (known) return known;
  if (event.altKey) return null;
  if (mode === 'rest') {
    const step = steps[`${ctrl}${name}`];
    return step ? { do: 'step', step, extend: event.shiftKey } : null;
  }
  const plain = mode === 'type' && !event.shiftKey && ctrl === '';
  const step = plain && !/^(Home|End)$/.test(name) ? steps[name] : undefined;
  return step ? { do: 'step', step, extend: false } : null;
}
