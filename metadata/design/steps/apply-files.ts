import { isLayerFile } from '../../model/source-files.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';

/** Writes a file and judges its place alone: compile tells whoever writes JSON what is wrong with it. */
export function writeFile(editing: Editing, { path, content }: StepOf<'write-file'>): undefined {
  if (isLayerFile(path)) editing.files.set(path, content);
  else editing.refuse('stray-file', { file: path, near: [] });
}

export function removeFile(editing: Editing, { path }: StepOf<'remove-file'>): undefined {
  if (path === 'package.json') editing.refuse('design-needed', { target: path });
  else if (!editing.files.delete(path)) editing.refuse('set-nothing', { target: path, near: [] });
}
