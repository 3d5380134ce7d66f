/** Lines of cells as a csv that sheet programs open as it was meant; a text that one could take for a formula stays a text. */
export function csvText(lines: readonly (readonly string[])[]): string {
  return `\uFEFF${lines.map(lineOf).join('\r\n')}\r\n`;
}

function lineOf(cells: readonly string[]): string {
  return cells
    .map((cell) => `"${(/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`)
    .join(',');
}
