import type { Command } from './sheet-keys.ts';
import type { SheetModel } from './sheet-model.ts';

/** Does what a command changes. @returns how many cells are not people's to change; null: it changes nothing */
export function applyChange(model: SheetModel, command: Command): number | null {
  const { top, bottom } = model.range;
  const { rows } = model.state;
  switch (command.do) {
    case 'clear':
      return model.clear();
    case 'fill-down':
      return model.fillFromFirst('down');
    case 'fill-right':
      return model.fillFromFirst('right');
    case 'undo':
      model.undo();
      return 0;
    case 'redo':
      model.redo();
      return 0;
    case 'add-row':
      model.insertRows(rows.length, 1);
      return 0;
    case 'insert-row':
      model.insertRows(Math.min(top, rows.length), bottom - top + 1);
      return 0;
    case 'copy-row':
      model.copyRows();
      return 0;
    case 'delete-rows':
      model.removeRows();
      return 0;
    case 'move-rows':
      model.moveRows(command.by);
      return 0;
    default:
      return null;
  }
}

const aboutRows: ReadonlySet<Command['do']> = new Set([
  ...(['add-row', 'insert-row', 'copy-row', 'delete-rows', 'move-rows'] as const),
]);

/** Answers whether a command adds, removes or moves rows. */
export function isAboutRows({ do: what }: Command): boolean {
  return aboutRows.has(what);
}
