/** What a mail says, as people read it. */
export function readMail(sent: string): string {
  const plain = sent
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => decodeURIComponent(bytes.replaceAll('=', '%')));
  const [, packed] = /base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(sent) ?? [];
  return packed ? plain + Buffer.from(packed, 'base64').toString() : plain;
}

/** What stands behind the # of the link to choose another password. */
export function resetIn(sent: string): string {
  return /\/reset#(\S+)/.exec(readMail(sent))?.[1] ?? 'none';
}
