/** Takes passwords out of the URLs in a text that others wrote. */
export function withoutPasswords(text: string): string {
  return text
    .replace(/(\b[a-z][\w+.-]*:\/\/[^\s:/@]*:)\S+@/gi, '$1***@')
    .replace(/([?&]password=)[^\s&]+/gi, '$1***');
}
