import {
  baseKeymap,
  chainCommands,
  exitCode,
  lift,
  setBlockType,
  toggleMark,
  wrapIn,
} from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { DOMParser, DOMSerializer, type Node as RichNode } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { type Command, EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { readRich } from '../../../metadata/kinds/rich/marked-text.ts';
import { writeHtml } from '../../../metadata/kinds/rich/write-html.ts';
import { richSchema } from './rich-schema.ts';

export const markKeys = {
  strong: 'Mod-b',
  em: 'Mod-i',
  u: 'Mod-u',
  s: 'Mod-Shift-x',
  code: 'Mod-e',
} as const;
export type MarkTool = keyof typeof markKeys;
export const blockKeys = {
  p: 'Mod-Alt-0',
  h1: 'Mod-Alt-1',
  h2: 'Mod-Alt-2',
  h3: 'Mod-Alt-3',
  ul: 'Mod-Shift-8',
  ol: 'Mod-Shift-7',
  blockquote: 'Mod-Shift-9',
  pre: 'Mod-Alt-c',
} as const;
export type BlockTool = keyof typeof blockKeys;

const { nodes, marks } = richSchema;
const { paragraph, heading, blockquote, bullet_list, ordered_list, list_item, code_block, hard_break } =
  nodes as Record<
    | 'paragraph'
    | 'heading'
    | 'blockquote'
    | 'bullet_list'
    | 'ordered_list'
    | 'list_item'
    | 'code_block'
    | 'hard_break',
    NonNullable<(typeof nodes)[string]>
  >;

/** What the toolbar shows as pressed. */
export interface RichState {
  readonly marks: ReadonlySet<MarkTool | 'a'>;
  readonly block: BlockTool;
  readonly href: string | null;
  readonly undo: boolean;
  readonly redo: boolean;
}

interface EditorAsk {
  readonly parent: HTMLElement;
  readonly html: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly changed: (html: string) => void;
  readonly moved: () => void;
}

/** The one door to ProseMirror: rich text that is written as one sees it. */
export class RichEditor {
  readonly #view: EditorView;

  constructor({ parent, html, attributes, changed, moved }: EditorAsk) {
    this.#view = new EditorView(parent, {
      state: stateOf(html),
      attributes: { ...attributes },
      // Escape leaves what the editor stands in, which would take it for done here.
      handleDOMEvents: { keydown: (_, event) => event.key === 'Escape' && !event.isComposing },
      // Whatever other programs put beside words is gone before the browser looks at it.
      transformPastedHTML: (pasted) => writeHtml(readRich(pasted).blocks),
      dispatchTransaction: (transaction) => {
        const { state, transactions } = this.#view.state.applyTransaction(transaction);
        this.#view.updateState(state);
        if (transactions.some(({ docChanged }) => docChanged)) changed(this.html);
        moved();
      },
    });
  }

  /** As the house writes it. */
  get html(): string {
    const { doc } = this.#view.state;
    const part = DOMSerializer.fromSchema(richSchema).serializeFragment(doc.content);
    const box = document.createElement('div');
    box.append(part);
    return writeHtml(readRich(box.innerHTML).blocks);
  }

  /** Another text, of somebody else. */
  show(html: string): void {
    this.#view.updateState(stateOf(html));
  }

  get state(): RichState {
    const { state } = this.#view;
    const { from, to, empty, $from } = state.selection;
    const has = (name: string) => {
      const mark = marks[name];
      if (!mark) return false;
      return empty
        ? mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined
        : state.doc.rangeHasMark(from, to, mark);
    };
    const names = ['strong', 'em', 'u', 's', 'code', 'a'] as const;
    const link = $from.marks().find(({ type }) => type === marks['a']);
    return {
      marks: new Set(names.filter(has)),
      block: blockAt($from),
      href: link ? String(link.attrs['href']) : null,
      undo: undo(state),
      redo: redo(state),
    };
  }

  mark(name: MarkTool): void {
    this.#run(toggleMark(marks[name] as NonNullable<(typeof marks)[string]>));
  }

  block(name: BlockTool): void {
    this.#run(blockCommand(name, this.state.block));
  }

  undo(): void {
    this.#run(undo);
  }

  redo(): void {
    this.#run(redo);
  }

  /** Where there is nothing chosen the address itself is what leads there; null: no link. */
  link(href: string | null): void {
    const { state } = this.#view;
    const mark = marks['a'];
    if (!mark) return;
    const { empty, from, to } = linkedRange(state);
    const change = state.tr.removeMark(from, to, mark);
    if (href !== null && empty)
      change.insertText(href, from).addMark(from, from + href.length, mark.create({ href }));
    else if (href !== null) change.addMark(from, to, mark.create({ href }));
    this.#view.dispatch(change);
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  /** As if it were typed where the caret is. */
  insert(text: string): void {
    this.#view.dispatch(this.#view.state.tr.insertText(text));
  }

  close(): void {
    this.#view.destroy();
  }

  #run(command: Command): void {
    command(this.#view.state, this.#view.dispatch, this.#view);
    this.#view.focus();
  }
}

/** What is chosen, or the link that one stands in. */
function linkedRange({ doc, selection }: EditorState): { empty: boolean; from: number; to: number } {
  const { from, to, empty, $from } = selection;
  const mark = marks['a'];
  if (!empty || !mark?.isInSet($from.marks())) return { empty, from, to };
  let [begin, end] = [from, to];
  while (begin > $from.start() && doc.rangeHasMark(begin - 1, begin, mark)) begin -= 1;
  while (end < $from.end() && doc.rangeHasMark(end, end + 1, mark)) end += 1;
  return { empty: false, from: begin, to: end };
}

type Place = EditorState['selection']['$from'];

function blockAt($from: Place): BlockTool {
  const leaf = $from.parent;
  if (leaf.type === code_block) return 'pre';
  if (leaf.type === heading) return `h${leaf.attrs['level'] as 1 | 2 | 3}`;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type } = $from.node(depth);
    if (type === bullet_list) return 'ul';
    if (type === ordered_list) return 'ol';
    if (type === blockquote) return 'blockquote';
  }
  return 'p';
}

function blockCommand(name: BlockTool, now: BlockTool): Command {
  const isOff = name === now;
  switch (name) {
    case 'p':
      return chainCommands(setBlockType(paragraph), liftListItem(list_item), lift);
    case 'h1':
    case 'h2':
    case 'h3':
      return setBlockType(isOff ? paragraph : heading, isOff ? null : { level: Number(name.slice(1)) });
    case 'pre':
      return setBlockType(isOff ? paragraph : code_block);
    case 'blockquote':
      return isOff ? lift : wrapIn(blockquote);
    default:
      return isOff ? liftListItem(list_item) : wrapInList(name === 'ul' ? bullet_list : ordered_list);
  }
}

const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
  return true;
};

function plugins() {
  const keys: Record<string, Command> = {
    'Mod-z': undo,
    'Mod-y': redo,
    'Mod-Shift-z': redo,
    Enter: splitListItem(list_item),
    'Mod-[': liftListItem(list_item),
    'Mod-]': sinkListItem(list_item),
    'Shift-Enter': chainCommands(exitCode, breakLine),
  };
  for (const [name, key] of Object.entries(markKeys))
    keys[key] = toggleMark(marks[name] as NonNullable<(typeof marks)[string]>);
  for (const [name, key] of Object.entries(blockKeys))
    keys[key] = (state, ...rest) =>
      blockCommand(name as BlockTool, blockAt(state.selection.$from))(state, ...rest);
  const rules = [
    wrappingInputRule(/^\s*>\s$/, blockquote),
    wrappingInputRule(/^\s*[-*]\s$/, bullet_list),
    wrappingInputRule(/^\s*1[.、]\s$/, ordered_list),
    textblockTypeInputRule(/^```$/, code_block),
    textblockTypeInputRule(/^(#{1,3})\s$/, heading, ([, { length } = '']) => ({ level: length })),
  ];
  return [inputRules({ rules }), keymap(keys), keymap(baseKeymap), history()];
}

function stateOf(html: string): EditorState {
  const box = document.createElement('template');
  // As the house writes it: what stands in it are the few tags of a rich text, and addresses that were looked at.
  box.innerHTML = writeHtml(readRich(html).blocks);
  const doc: RichNode = DOMParser.fromSchema(richSchema).parse(box.content);
  return EditorState.create({ doc, plugins: plugins() });
}
