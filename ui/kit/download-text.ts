import type { Json } from '../../metadata/common/json.ts';

/** Hands somebody a text as a file. */
export function downloadText(name: string, type: string, content: string): void {
  downloadFile(name, new Blob([content], { type }));
}

export function downloadFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * Lines of cells as a csv that sheet programs open as it was meant; a text that one could take for a formula stays a
 * text.
 */
export function csvText(lines: readonly (readonly string[])[]): string {
  return `\uFEFF${lines.map(lineOf).join('\r\n')}\r\n`;
}

function lineOf(cells: readonly string[]): string {
  return cells
    .map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`)
    .join(',');
}

/** Hands somebody a JSON file. */
export function downloadJson(name: string, value: Json): void {
  downloadText(name, 'application/json', `${JSON.stringify(value, null, 2)}\n`);
}
