/** A moment as `2026-11-20 09:05`, where the reader is; with seconds where order matters. */
export function moment(at: string | null | undefined, seconds = false): string {
  if (!at) return '';
  const when = new Date(at);
  if (Number.isNaN(when.getTime())) return at;
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  const time = `${two(when.getHours())}:${two(when.getMinutes())}`;
  return `${day} ${time}${seconds ? `:${two(when.getSeconds())}` : ''}`;
}
