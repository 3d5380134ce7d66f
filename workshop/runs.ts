/** How many generated cases a law is tried with: enough for every change, and with `GUIJU_LONG=1` as many as are worth a night. */
export function runs(usual: number, long: number): number {
  return process.env['GUIJU_LONG'] ? long : usual;
}
